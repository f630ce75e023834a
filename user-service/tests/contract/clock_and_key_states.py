"""States of the clock and the signing key, and of accounts of the first release."""

import contextlib
from base64 import urlsafe_b64decode
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from unittest.mock import patch

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from flask import Flask
from passlib.hash import sha256_crypt
from sqlalchemy import update

from contract_kit import States
from user_service import log_in, service_tokens
from user_service.database import db
from user_service.models import SignIn, User
from user_service.signing import SigningKey

from . import actions
from .actions import EMAIL, PASSWORD

# Whoever plays an interaction signs people in with it: that must not be over.
NOON = datetime.fromisoformat("2126-11-21T12:00:00+00:00")
_EXAMPLE = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A="


def register_clock_and_key_states(states: States, app: Flask) -> None:
    """Register sign-ins, the clock, the signing key and the first release."""
    _register_sign_ins(states, app)
    _register_time(states, app)
    _register_key(states, app)
    _register_first_release(states, app)


def _register_sign_ins(states: States, app: Flask) -> None:
    @states.state("the shopper has just signed in by a door")
    def shopper_has_just_signed_in(path: str) -> dict[str, str]:
        with app.app_context():
            answer = actions.sign_in_at(path, "ada")
            known = ("token", "api_key", "device")
            return {name: answer[name] for name in known if name in answer}


def _register_time(states: States, app: Flask) -> None:
    stopped = contextlib.ExitStack()
    states.reset(stopped.close)

    @states.state("it is noon")
    def it_is_noon(seconds_past: int = 0) -> None:
        moment = NOON + timedelta(seconds=seconds_past)
        # A token of now must be good all the while: only what begins does so at noon.
        for begins in (log_in, service_tokens):
            stopped.enter_context(patch.object(begins, "now", return_value=moment))

    @states.state("a sign-in that would last until noon has ended")
    def sign_in_until_noon_has_ended(seconds_past: int = 0) -> None:
        end = NOON + timedelta(seconds=seconds_past)
        with app.app_context():
            actions.register("ada", EMAIL, PASSWORD)
            actions.end(actions.sign_in("ada", PASSWORD))
            db.session.execute(update(SignIn).values(expires_at=end))
            db.session.commit()


def _register_key(states: States, app: Flask) -> None:
    own = app.extensions["security_settings"]

    @states.reset
    def take_the_own_key() -> None:
        app.extensions["security_settings"] = own

    @states.state("the tokens are signed with the example key of RFC 8037")
    def tokens_are_signed_with_an_example() -> None:
        key = Ed25519PrivateKey.from_private_bytes(urlsafe_b64decode(_EXAMPLE))
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        signing_key = SigningKey(pem.decode())
        app.extensions["security_settings"] = replace(own, signing_key=signing_key)


def _register_first_release(states: States, app: Flask) -> None:
    def keep(change: Callable[[User], None]) -> None:
        with app.app_context():
            actions.register("ada", EMAIL, PASSWORD)
            change(db.session.query(User).one())
            db.session.commit()

    @states.state("the password of an account is kept as it was long ago")
    def password_is_kept_as_long_ago() -> None:
        def hash_it(user: User) -> None:
            user.password_hash = sha256_crypt.using(rounds=1000).hash(PASSWORD)

        keep(hash_it)

    @states.state("an account has its e-mail from the first release")
    def email_is_of_the_first_release(email: str) -> None:
        keep(lambda user: setattr(user, "email", email))
