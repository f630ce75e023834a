"""What people do before a promise is put to the test, by the code that they use too.

Nothing is written into the tables by hand, so the tokens are as real as their checks.
"""

import contextlib

from user_service import accounts, administration, profiles, sign_ins, throttling
from user_service.accounts import Registration
from user_service.administration import Rights
from user_service.equipment import equipment
from user_service.errors import TooManyAttempts
from user_service.log_in import Credentials, Opened, log_in, token_of
from user_service.profiles import Portrait
from user_service.throttling import Limit
from user_service.visitors import Visitor

PASSWORD = "a teapot in the garden"
EMAIL = "ada@furrow.example"
HOME = "192.0.2.1"


def register(
    username: str,
    email: str,
    password: str,
    names: tuple[str, str] = ("Ada", "Lovelace"),
) -> None:
    """Open an account."""
    registration = Registration(username, email, password, *names)
    accounts.register(registration, equipment().passwords)


def appoint(username: str) -> None:
    """Open the account of an administrator who has a name like everybody else."""
    register(username, EMAIL, PASSWORD)
    user = accounts.named(username)
    administration.change_rights(user.id, Rights(is_admin=True), by=0)


def sign_in(username: str, password: str, browser: str = "Firefox") -> Opened:
    """Begin a sign-in."""
    tools = equipment()
    credentials = Credentials(username, password)
    return log_in(credentials, Visitor(HOME, browser), tools.passwords, tools.limits)


def tell(username: str, portrait: Portrait) -> None:
    """Fill in a profile."""
    profiles.replace(accounts.named(username).id, portrait)


def token(opened: Opened) -> str:
    """Sign the token of a sign-in with the key of the house."""
    return token_of(opened, equipment().signing_key)


def end(opened: Opened) -> None:
    """End a sign-in, whose token would still be good."""
    sign_ins.end(opened.sign_in.id, opened.user.id)


def use_up(limit: Limit, key: str) -> None:
    """Try so often that nothing more may be tried."""
    with contextlib.suppress(TooManyAttempts):
        while True:
            throttling.reserve(limit, key)
