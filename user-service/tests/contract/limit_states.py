"""States in which something was done often or long ago, as often and long as may be."""

import contextlib
import string
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import update

from contract_kit import States
from service_kit.clock import now
from service_kit.problems import Unauthenticated
from user_service import accounts, reauthentication, registration_attempts
from user_service.client_address import Visitor
from user_service.database import db
from user_service.errors import NameTaken, WrongPassword
from user_service.log_in import LIFETIME, Credentials, log_in
from user_service.models import SignIn, User
from user_service.security_settings import SecuritySettings

from . import actions
from .actions import EMAIL, PASSWORD

NOON = datetime.fromisoformat("2026-11-21T12:00:00+00:00")


def register_limit_states(states: States, app: Flask) -> None:
    """Register what was tried often, what is old, and what there is much of."""
    _register_trials(states, app)
    _register_ages(states, app)
    _register_amounts(states, app)


def _register_trials(states: States, app: Flask) -> None:
    tools: SecuritySettings = app.extensions["security_settings"]
    limits = tools.limits

    def prove(password: str, times: int) -> None:
        owner = accounts.named("ada").id
        for _ in range(times):
            with contextlib.suppress(WrongPassword):
                reauthentication.confirm_password(
                    owner, password, "password", tools.passwords, limits
                )

    @states.state("the shopper has given the right password often")
    def password_was_right_often() -> None:
        with app.app_context():
            prove(PASSWORD, limits.own_password.attempts)

    @states.state("the shopper was right after some slips, and slips again")
    def slips_were_forgiven() -> None:
        slips = limits.own_password.attempts - 1
        with app.app_context():
            prove("a slip of the hand", slips)
            prove(PASSWORD, 1)
            prove("a slip of the hand", slips)

    @states.state("the shopper has signed in often")
    def shopper_has_signed_in_often(address: str) -> None:
        with app.app_context():
            for _ in range(limits.network.attempts):
                log_in(Credentials("ada", PASSWORD), Visitor(address), tools)

    @states.state("another known browser has slipped as often as may be")
    def another_browser_has_slipped(address: str) -> None:
        with app.app_context():
            actions.register("eve", "eve@furrow.example", PASSWORD)
            notes = (actions.device(actions.sign_in("eve", PASSWORD)),)
            slip = Credentials("eve", "a slip of the hand", notes)
            for _ in range(limits.device.attempts):
                with contextlib.suppress(Unauthenticated):
                    log_in(slip, Visitor(address), tools)

    @states.state("many registrations were refused because names are taken")
    def registrations_were_refused(address: str) -> None:
        network = Visitor(address).network
        with app.app_context():
            for _ in range(limits.registrations.attempts):
                with (
                    contextlib.suppress(NameTaken),
                    registration_attempts.counted(limits, network),
                ):
                    raise NameTaken(["username"])


def _register_ages(states: States, app: Flask) -> None:
    @states.state("the account was opened at noon, and has changed since")
    def account_was_opened_at_noon(seconds_past: int = 0) -> None:
        opened = NOON + timedelta(seconds=seconds_past)
        with app.app_context():
            db.session.execute(update(User).values(created_at=opened))
            db.session.commit()

    @states.state("the shopper signed in at noon")
    def shopper_signed_in_at_noon(seconds_past: int = 0) -> None:
        began = NOON + timedelta(seconds=seconds_past)
        with app.app_context():
            db.session.execute(update(SignIn).values(created_at=began))
            db.session.commit()

    @states.state("the shopper signed in here eleven months ago")
    def shopper_signed_in_long_ago() -> dict[str, str]:
        with app.app_context():
            note = actions.device(actions.sign_in("ada", PASSWORD))
            return {"device": actions.age_note(note, timedelta(days=335))}

    @states.state("the storefront got its token nine minutes ago")
    def storefront_got_its_token() -> dict[str, str]:
        with app.app_context():
            token = actions.service_token("frontend")
            return {"own_token": actions.age_note(token, timedelta(minutes=9))}

    @states.state("an ended sign-in has run out an hour ago")
    def ended_sign_in_has_run_out() -> None:
        with app.app_context():
            actions.register("ada", EMAIL, PASSWORD)
            over = actions.sign_in("ada", PASSWORD)
            actions.end(over)
            actions.age(over, LIFETIME + timedelta(hours=1))
            # Whoever signs in tidies up.
            actions.sign_in("ada", PASSWORD)

    @states.state("an ended sign-in has run out three hours ago")
    def ended_sign_in_is_forgotten() -> None:
        with app.app_context():
            actions.register("ada", EMAIL, PASSWORD)
            over = actions.sign_in("ada", PASSWORD)
            actions.end(over)
            actions.age(over, LIFETIME + timedelta(hours=3))


def _register_amounts(states: States, app: Flask) -> None:
    @states.state("two shoppers have signed in here before")
    def two_have_signed_in() -> dict[str, str]:
        with app.app_context():
            actions.register("eve", "eve@furrow.example", PASSWORD)
            other, own = (actions.sign_in(name, PASSWORD) for name in ("eve", "ada"))
            return {"other": actions.device(other), "device": actions.device(own)}

    @states.state("three sign-ins have ended")
    def three_have_ended(first: int = 1) -> None:
        with app.app_context():
            actions.register("ada", EMAIL, PASSWORD)
            actions.end_many("ada", 3, first=first)

    @states.state("an older release has ended a sign-in")
    def older_release_has_ended_a_sign_in() -> None:
        """Leave it without its number among the ends, which came later."""
        with app.app_context():
            actions.register("ada", EMAIL, PASSWORD)
            actions.begin("ada", "sign-in-of-old")
            db.session.execute(update(SignIn).values(ended_at=now()))
            db.session.commit()

    @states.state("a shopper is signed in with a browser of many words")
    def wordy_browser_is_signed_in(browser: str) -> dict[str, str]:
        with app.app_context():
            actions.register("ada", EMAIL, PASSWORD)
            return {"token": actions.token(actions.sign_in("ada", PASSWORD, browser))}

    @states.state("the shopper is signed in in ninety-nine other browsers")
    def shopper_is_everywhere() -> None:
        with app.app_context():
            actions.begin_many("ada", 99)

    @states.state("the shopper has just registered")
    def shopper_has_just_registered(browser: str) -> dict[str, str]:
        with app.app_context():
            return actions.register_and_sign_in("ada", EMAIL, browser)

    @states.state("every short name like it is taken")
    def short_names_are_taken() -> None:
        endings = [*string.ascii_lowercase, *map(str, range(10, 100))]
        taken = [f"ada{'-' * end.isalpha()}{end}" for end in endings]
        with app.app_context():
            db.session.add_all(
                User(username=name, email=f"{name}@furrow.example", password_hash="")
                for name in taken
            )
            db.session.commit()
