"""Identifies callers: tokens are checked here, administrators by user-service."""

from typing import Protocol

from product_service.clients.user_service import Person
from service_kit.http_client import Rejected
from service_kit.problems import Forbidden, Unauthenticated
from service_kit.tokens import Caller, TokenSource, TokenVerifier


class UserService(TokenSource, Protocol):
    """What checking tokens needs of user-service."""

    def who_is(self, token: str) -> Person:
        """Ask who is behind a token right now; raise `Rejected` where nobody is."""


class TokenAuthenticator:
    """Recognises people and services by the tokens of user-service."""

    def __init__(self, user_service: UserService) -> None:
        """Take whom to ask."""
        self._user_service = user_service
        self._tokens = TokenVerifier(user_service)

    def caller(self, token: str, *, changes: bool) -> Caller:
        """Return who calls, or raise `Unauthenticated`."""
        return self._tokens.caller(token, changes=changes)

    def confirm_administrator(self, caller: Caller) -> None:
        """Ask user-service, every time: a token may be older than a dismissal."""
        try:
            person = self._user_service.who_is(caller.token)
        except Rejected:
            raise Unauthenticated from None
        if not (person.is_admin and person.is_active):
            raise Forbidden
