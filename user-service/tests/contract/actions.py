"""What people do before an interaction is verified, by the code that they use too.

Nothing is written into the tables by hand, so the tokens are as real as their checks.
"""

import contextlib
from collections.abc import Iterable, Iterator
from datetime import timedelta

import jwt
from flask import current_app
from sqlalchemy import insert, update

from service_kit.clock import now
from service_kit.problems import Unauthenticated
from user_service import (
    accounts,
    active_sign_ins,
    administration,
    attempt_counter,
    log_in_attempts,
)
from user_service.accounts import Registration
from user_service.administration import Rights
from user_service.client_address import Visitor, visitor_from
from user_service.database import db, transaction
from user_service.errors import TooBusy, TooManyAttempts
from user_service.log_in import LIFETIME, Credentials, NewSignIn, issue_token, log_in
from user_service.log_in_attempts import Subject
from user_service.models import SignIn
from user_service.passwords import Passwords
from user_service.rate_limits import Limit
from user_service.security_settings import security_settings

_busy = contextlib.ExitStack()
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
    password_hash = security_settings().passwords.hash(password)
    accounts.open_account(registration, password_hash)


def appoint(username: str) -> None:
    """Open the account of an administrator who has a name like everybody else."""
    register(username, EMAIL, PASSWORD)
    user = accounts.named(username)
    administration.change_rights(user.id, Rights(is_admin=True), by=0)


def sign_in(username: str, password: str, browser: str = "Firefox") -> NewSignIn:
    """Begin a sign-in."""
    tools = security_settings()
    credentials = Credentials(username, password)
    return log_in(credentials, visitor_from(HOME, browser), tools)


def shut(username: str) -> None:
    """Deactivate an account, as an administrator."""
    user = accounts.named(username)
    administration.change_rights(user.id, Rights(is_active=False), by=0)


def make_newer(started: NewSignIn) -> None:
    """Date a sign-in a minute after all others; the column keeps whole seconds."""
    newer = started.sign_in.created_at + timedelta(minutes=1)
    which = update(SignIn).where(SignIn.id == started.sign_in.id)
    db.session.execute(which.values(created_at=newer))
    db.session.commit()


def token(started: NewSignIn) -> str:
    """Sign the token of a sign-in with the key of the shop."""
    return issue_token(started, security_settings().signing_key).token


def device(started: NewSignIn) -> str:
    """Write by what the browser of a sign-in is known."""
    return issue_token(started, security_settings().signing_key).device


@transaction
def guess_in_vain(username: str, left: int = 0) -> None:
    """Fail from everywhere until the account is tried no more, or only so often."""
    limits, user = security_settings().limits, accounts.named(username)
    for number in range(limits.account.attempts - left):
        subject = Subject(username, user.id, Visitor(f"192.0.{number}.1").network, None)
        log_in_attempts.note_failure(log_in_attempts.admit(subject, limits), limits)


def take_all_turns(passwords: Passwords) -> None:
    """Be busy with passwords, as often as may be at once."""
    with contextlib.suppress(TooBusy):
        while True:
            _busy.enter_context(passwords.turn())


def give_turns_back() -> None:
    """Be busy no longer."""
    _busy.close()


def register_and_sign_in(username: str, email: str, browser: str) -> dict[str, str]:
    """Register from a browser as people do, who are signed in then."""
    body = {"username": username, "email": email, "password": PASSWORD, "sign_in": True}
    headers = {"User-Agent": browser}
    client = current_app.test_client()
    answer = client.post("/api/user/create", json=body, headers=headers)
    return dict(answer.get_json()["sign_in"])


def sign_in_at(path: str, username: str) -> dict[str, str]:
    """Sign in over HTTP, at one of the routes that take a password."""
    body = {"username": username, "password": PASSWORD}
    answer = current_app.test_client().post(path, json=body)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return dict(answer.get_json())


def service_token(service: str) -> str:
    """Get the token by which a service shows who it is."""
    secret = security_settings().service_secrets[service].get_secret_value()
    body = {"client_id": service, "client_secret": secret}
    answer = current_app.test_client().post("/api/service-token", json=body)
    return str(answer.get_json()["result"]["token"])


def old_token(started: NewSignIn) -> str:
    """Sign the token that a sign-in of yesterday would have."""
    begin = started.sign_in.created_at - timedelta(days=1)
    end = started.sign_in.expires_at - timedelta(days=1)
    key = security_settings().signing_key
    return key.sign(str(started.user.id), started.sign_in.id, begin, end)


def end(started: NewSignIn) -> None:
    """End a sign-in, whose token would still be good."""
    active_sign_ins.end(started.sign_in.id, started.user.id)


def ask(method: str, path: str, token: str, body: object = None) -> dict[str, object]:
    """Ask over HTTP, as consumers do, for something that must not be refused."""
    holder = {"Authorization": f"Bearer {token}"}
    client = current_app.test_client()
    answer = client.open(path, method=method, json=body, headers=holder)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return dict(answer.get_json())


def mistype(username: str, address: str, times: int) -> None:
    """Give a wrong password so often."""
    credentials = Credentials(username, "a slip of the hand")
    for _ in range(times):
        with contextlib.suppress(Unauthenticated):
            log_in(credentials, Visitor(address), security_settings())


def age(started: NewSignIn, by: timedelta) -> str:
    """Date a sign-in back by so much; sign its token as it was then."""
    times = {
        "created_at": started.sign_in.created_at - by,
        "expires_at": started.sign_in.expires_at - by,
    }
    which = update(SignIn).where(SignIn.id == started.sign_in.id)
    db.session.execute(which.values(times))
    db.session.commit()
    user, key = str(started.user.id), security_settings().signing_key
    return key.sign(user, started.sign_in.id, times["created_at"], times["expires_at"])


def end_many(
    username: str, count: int, *, at_once: bool = False, first: int = 1
) -> None:
    """End so many sign-ins of an account, each by itself or all at once."""
    _insert_many(
        row | {"end_number": first if at_once else number, "ended_at": now()}
        for number, row in enumerate(_many(username, count), first)
    )


def begin_many(username: str, count: int) -> None:
    """Sign an account in so often."""
    _insert_many(_many(username, count))


def begin(username: str, sign_in: str) -> None:
    """Sign an account in by an id of one's choice."""
    (row,) = _many(username, 1)
    _insert_many([row | {"id": sign_in}])


def _many(username: str, count: int) -> Iterator[dict[str, object]]:
    moment = now()
    common = {"user_id": accounts.named(username).id, "user_agent": "", "address": ""}
    times = {"created_at": moment, "expires_at": moment + LIFETIME}
    for number in range(1, count + 1):
        yield {"id": f"sign-in-{number}", **common, **times}


def _insert_many(rows: Iterable[dict[str, object]]) -> None:
    # One log-in after the other would take minutes.
    db.session.execute(insert(SignIn), list(rows))
    db.session.commit()


def age_note(note: str, by: timedelta) -> str:
    """Sign a note or a token as if it had been written so long ago."""
    claims = jwt.decode(note, options={"verify_signature": False})
    end = claims["exp"] - int(by.total_seconds())
    return security_settings().signing_key.encode(claims | {"exp": end})


@transaction
def use_up(limit: Limit, key: str) -> None:
    """Try so often that nothing more may be tried."""
    with contextlib.suppress(TooManyAttempts):
        while True:
            attempt_counter.count(limit, key)
