"""What people do before a promise is put to the test, by the code that they use too.

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
from user_service import accounts, administration, admission, sign_ins, throttling
from user_service.accounts import Registration
from user_service.administration import Rights
from user_service.admission import Subject
from user_service.database import db, transaction
from user_service.equipment import equipment
from user_service.errors import TooBusy, TooManyAttempts
from user_service.limits import Limit
from user_service.log_in import LIFETIME, Credentials, Opened, grant, log_in
from user_service.models import SignIn
from user_service.passwords import Passwords
from user_service.visitors import Visitor, visitor_from

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
    password_hash = equipment().passwords.hash(password)
    accounts.open_account(registration, password_hash)


def appoint(username: str) -> None:
    """Open the account of an administrator who has a name like everybody else."""
    register(username, EMAIL, PASSWORD)
    user = accounts.named(username)
    administration.change_rights(user.id, Rights(is_admin=True), by=0)


def sign_in(username: str, password: str, browser: str = "Firefox") -> Opened:
    """Begin a sign-in."""
    tools = equipment()
    credentials = Credentials(username, password)
    return log_in(credentials, visitor_from(HOME, browser), tools)


def shut(username: str) -> None:
    """Deactivate an account, as an administrator."""
    user = accounts.named(username)
    administration.change_rights(user.id, Rights(is_active=False), by=0)


def make_newer(opened: Opened) -> None:
    """Date a sign-in a minute after all others; the column keeps whole seconds."""
    newer = opened.sign_in.created_at + timedelta(minutes=1)
    which = update(SignIn).where(SignIn.id == opened.sign_in.id)
    db.session.execute(which.values(created_at=newer))
    db.session.commit()


def token(opened: Opened) -> str:
    """Sign the token of a sign-in with the key of the house."""
    return grant(opened, equipment().signing_key).token


def device(opened: Opened) -> str:
    """Write by what the browser of a sign-in is known."""
    return grant(opened, equipment().signing_key).device


@transaction
def guess_in_vain(username: str) -> None:
    """Fail from everywhere until the account is tried no more, whoever comes."""
    limits, user = equipment().limits, accounts.named(username)
    for number in range(limits.account.attempts):
        subject = Subject(username, user.id, Visitor(f"192.0.{number}.1").network, None)
        admission.note_failure(admission.admit(subject, limits), limits)


def take_all_turns(passwords: Passwords) -> None:
    """Be busy with passwords, as often as may be at once."""
    with contextlib.suppress(TooBusy):
        while True:
            _busy.enter_context(passwords.turn())


def give_turns_back() -> None:
    """Be busy no longer."""
    _busy.close()


def register_and_sign_in(username: str, email: str, browser: str) -> str:
    """Register from a browser as people do, who are signed in then."""
    body = {"username": username, "email": email, "password": PASSWORD, "sign_in": True}
    headers = {"User-Agent": browser}
    client = current_app.test_client()
    answer = client.post("/api/user/create", json=body, headers=headers)
    return str(answer.get_json()["sign_in"]["token"])


def service_token(service: str) -> str:
    """Get the token by which a service shows who it is."""
    secret = equipment().service_secrets[service].get_secret_value()
    body = {"client_id": service, "client_secret": secret}
    answer = current_app.test_client().post("/api/service-token", json=body)
    return str(answer.get_json()["result"]["token"])


def old_token(opened: Opened) -> str:
    """Sign the token that a sign-in of yesterday would have."""
    begin = opened.sign_in.created_at - timedelta(days=1)
    end = opened.sign_in.expires_at - timedelta(days=1)
    key = equipment().signing_key
    return key.sign(str(opened.user.id), opened.sign_in.id, begin, end)


def end(opened: Opened) -> None:
    """End a sign-in, whose token would still be good."""
    sign_ins.end(opened.sign_in.id, opened.user.id)


def ask(method: str, path: str, token: str, body: object = None) -> None:
    """Ask over HTTP, as consumers do, for something that must not be refused."""
    holder = {"Authorization": f"Bearer {token}"}
    client = current_app.test_client()
    answer = client.open(path, method=method, json=body, headers=holder)
    assert answer.status_code == 200, answer.get_data(as_text=True)


def mistype(username: str, address: str, times: int) -> None:
    """Give a wrong password so often."""
    credentials = Credentials(username, "a slip of the hand")
    for _ in range(times):
        with contextlib.suppress(Unauthenticated):
            log_in(credentials, Visitor(address), equipment())


def age(opened: Opened, by: timedelta) -> str:
    """Date a sign-in back by so much; sign its token as it was then."""
    times = {
        "created_at": opened.sign_in.created_at - by,
        "expires_at": opened.sign_in.expires_at - by,
    }
    which = update(SignIn).where(SignIn.id == opened.sign_in.id)
    db.session.execute(which.values(times))
    db.session.commit()
    user, key = str(opened.user.id), equipment().signing_key
    return key.sign(user, opened.sign_in.id, times["created_at"], times["expires_at"])


def end_many(username: str, count: int, *, at_once: bool = False) -> None:
    """End so many sign-ins of an account, each by itself or all at once."""
    _insert_many(
        row | {"end_number": 1 if at_once else number, "ended_at": now()}
        for number, row in enumerate(_many(username, count), 1)
    )


def begin_many(username: str, count: int) -> None:
    """Sign an account in so often."""
    _insert_many(_many(username, count))


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
    return equipment().signing_key.encode(claims | {"exp": end})


@transaction
def use_up(limit: Limit, key: str) -> None:
    """Try so often that nothing more may be tried."""
    with contextlib.suppress(TooManyAttempts):
        while True:
            throttling.count(limit, key)
