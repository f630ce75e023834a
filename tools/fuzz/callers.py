"""Who calls: each with a token, and with a fresh one whenever a call has ended it."""

import secrets
from abc import ABC, abstractmethod
from functools import cached_property
from pathlib import Path

import requests

from tools.shop import RunningShop

_PATIENCE = 10
_PASSWORD = "a watering can in May"  # noqa: S105 (of accounts that are made up)


class Caller(ABC):
    """Somebody with a token that a call may end."""

    def __init__(self, shop: RunningShop) -> None:
        """Take the shop that is called."""
        self.shop = shop

    def headers(self) -> dict[str, str]:
        """Return what a call carries."""
        return {"Authorization": f"Bearer {self._token}"}

    def begin_anew(self) -> None:
        """Get another token: the last one is dead."""
        vars(self).pop("_token", None)

    @cached_property
    def _token(self) -> str:
        return self.fresh_token()

    @abstractmethod
    def fresh_token(self) -> str:
        """Get a token that is good."""

    def ask(self, path: str, body: dict[str, str]) -> requests.Response:
        """Ask user-service, and take no refusal."""
        users = self.shop.services["user-service"]
        answer = requests.post(users + path, json=body, timeout=_PATIENCE)
        answer.raise_for_status()
        return answer


class Shopper(Caller):
    """Somebody who signs up; a new account each time, in case the last is closed."""

    def fresh_token(self) -> str:
        """Open an account and sign in."""
        name = f"shopper-{secrets.token_hex(6)}"
        account = {
            "username": name,
            "email": f"{name}@example.com",
            "password": _PASSWORD,
        }
        self.ask("/api/user/create", account)
        signed_in = {"username": name, "password": _PASSWORD}
        return str(self.ask("/api/user/login", signed_in).json()["token"])


class Administrator(Caller):
    """The shop's own administrator."""

    def fresh_token(self) -> str:
        """Sign in."""
        signed_in = {
            "username": self.shop.administrator,
            "password": self.shop.password,
        }
        return str(self.ask("/api/user/login", signed_in).json()["token"])


class OrderService(Caller):
    """The service that alone may reserve and pay."""

    def fresh_token(self) -> str:
        """Show the secret that it shares with user-service."""
        asked = {
            "client_id": "order-service",
            "client_secret": self._secret("order-service-secret"),
        }
        answer = self.ask("/api/service-token", asked)
        return str(answer.json()["result"]["token"])

    def _secret(self, name: str) -> str:
        place: Path = self.shop.logs.parent / "secrets" / name
        return place.read_text().strip()


class Payer(OrderService):
    """The same, before the card provider: there its secret is the token."""

    def fresh_token(self) -> str:
        """Return the secret that it shares with the provider."""
        return self._secret("payment-secret")


CALLERS: dict[str, type[Caller]] = {
    "shopper": Shopper,
    "administrator": Administrator,
    "order-service": OrderService,
    "payer": Payer,
}
