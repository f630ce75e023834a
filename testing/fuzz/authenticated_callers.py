"""Who calls: each with a token, and with a fresh one whenever a call has ended it."""

from abc import ABC, abstractmethod
from functools import cached_property
from pathlib import Path

from testing.driver.administrator import register, sign_in
from testing.driver.lenient_http_client import ApiClient
from tools.shop import RunningShop


class Caller(ABC):
    """Somebody with a token that a call may end."""

    def __init__(self, shop: RunningShop) -> None:
        """Take the shop that is called."""
        self.shop = shop
        self.users = shop.services["user-service"]

    def headers(self) -> dict[str, str]:
        """Return what a call carries."""
        return {"Authorization": f"Bearer {self._token}"}

    def forget_token(self) -> None:
        """Get another token for the next call: the last one is dead."""
        vars(self).pop("_token", None)

    @cached_property
    def _token(self) -> str:
        return self.fresh_token()

    @abstractmethod
    def fresh_token(self) -> str:
        """Get a token that is good."""


class ShopperCaller(Caller):
    """Somebody who signs up; a new account each time, in case the last is closed."""

    def fresh_token(self) -> str:
        """Open an account and sign in."""
        return register(self.users, "shopper")


class AdministratorCaller(Caller):
    """The shop's own administrator."""

    def fresh_token(self) -> str:
        """Sign in."""
        return sign_in(self.users, self.shop.administrator, self.shop.password)


class OrderServiceCaller(Caller):
    """The service that alone may reserve and pay."""

    def fresh_token(self) -> str:
        """Show the secret that it shares with user-service."""
        client = ApiClient(self.users, is_kept=False)
        secret = self._secret("order-service-secret")
        credentials = {"client_id": "order-service", "client_secret": secret}
        answer = client.ask("POST", "/api/service-token", credentials)
        return str(answer.result["token"])

    def _secret(self, name: str) -> str:
        place: Path = self.shop.logs.parent / "secrets" / name
        return place.read_text().strip()


class PaymentCaller(OrderServiceCaller):
    """The same, before the card provider: there its secret is the token."""

    def fresh_token(self) -> str:
        """Return the secret that it shares with the provider."""
        return self._secret("payment-secret")


CALLERS: dict[str, type[Caller]] = {
    "shopper": ShopperCaller,
    "administrator": AdministratorCaller,
    "order-service": OrderServiceCaller,
    "payer": PaymentCaller,
}
