"""Identifies who is behind a token, from the database that knows what has ended."""

from dataclasses import replace

from service_kit.problems import Forbidden, Unauthenticated
from service_kit.tokens import Caller, caller_of, checked_claims
from user_service import active_sign_ins
from user_service.signing import SigningKey


class AccountAuthenticator:
    """Recognises people by a sign-in that lasts, and services by their tokens."""

    def __init__(self, signing_key: SigningKey) -> None:
        """Take the key that has signed every good token."""
        self._keys = signing_key.public_keys

    def caller(self, token: str, *, changes: bool) -> Caller:
        """Return who calls, or raise `Unauthenticated`."""
        caller = caller_of(checked_claims(token, self._keys), token)
        if caller.service:
            return caller
        user = active_sign_ins.holder(caller.sign_in_id, caller.user_id)
        if user is None:
            raise Unauthenticated
        # Rights may have changed since the token was signed.
        return replace(caller, is_admin=user.is_admin)

    def confirm_administrator(self, caller: Caller) -> None:
        """Make sure that the caller is an administrator at this very moment."""
        user = active_sign_ins.holder(caller.sign_in_id, caller.user_id)
        if user is None or not user.is_admin:
            raise Forbidden
