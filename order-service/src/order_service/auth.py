"""Knows shoppers by the tokens of user-service, and asks it about administrators."""

from order_service.service_clients import UserService
from service_kit.http_client import Rejected
from service_kit.problems import Forbidden, Unauthenticated
from service_kit.tokens import Caller, TokenVerifier


class TokenAuthenticator:
    """Recognises callers by signed tokens."""

    def __init__(self, users: UserService) -> None:
        """Take the client of user-service."""
        self._users = users
        self._verifier = TokenVerifier(users)

    def caller(self, token: str, *, changes: bool) -> Caller:
        """Return who calls, or raise `Unauthenticated`."""
        return self._verifier.caller(token, changes=changes)

    def confirm_administrator(self, caller: Caller) -> None:
        """Ask user-service whether the caller is an administrator at this moment."""
        try:
            confirmed = self._users.is_administrator(caller.token)
        except Rejected:
            raise Unauthenticated from None
        if not confirmed:
            raise Forbidden
