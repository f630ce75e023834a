"""States in which something was done often or long ago, as often and long as may be."""

import contextlib
import string
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import update

from contract_kit import States
from service_kit.problems import Unauthenticated
from user_service import accounts, ownership, registrations
from user_service.database import db
from user_service.equipment import Equipment
from user_service.errors import NameTaken, WrongPassword
from user_service.log_in import LIFETIME, Credentials, log_in
from user_service.models import SignIn, User
from user_service.visitors import Visitor

from . import deeds
from .deeds import EMAIL, PASSWORD

NOON = datetime.fromisoformat("2026-11-21T12:00:00+00:00")


def register_bounds(states: States, app: Flask) -> None:
    """Register what was tried often, what is old, and what there is much of."""
    _register_trials(states, app)
    _register_ages(states, app)
    _register_amounts(states, app)


def _register_trials(states: States, app: Flask) -> None:
    tools: Equipment = app.extensions["equipment"]
    limits = tools.limits

    def prove(password: str, times: int) -> None:
        owner = accounts.named("ada").id
        for _ in range(times):
            with contextlib.suppress(WrongPassword):
                ownership.prove(owner, password, "password", tools.passwords, limits)

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
            deeds.register("eve", "eve@furrow.example", PASSWORD)
            notes = (deeds.device(deeds.sign_in("eve", PASSWORD)),)
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
                    registrations.counted(limits, network),
                ):
                    raise NameTaken(["username"])


def _register_ages(states: States, app: Flask) -> None:
    @states.state("the account was opened at noon, and has changed since")
    def account_was_opened_at_noon() -> None:
        with app.app_context():
            db.session.execute(update(User).values(created_at=NOON))
            db.session.commit()

    @states.state("the shopper signed in at noon")
    def shopper_signed_in_at_noon() -> None:
        with app.app_context():
            db.session.execute(update(SignIn).values(created_at=NOON))
            db.session.commit()

    @states.state("the shopper signed in here eleven months ago")
    def shopper_signed_in_long_ago() -> dict[str, str]:
        with app.app_context():
            note = deeds.device(deeds.sign_in("ada", PASSWORD))
            return {"device": deeds.age_note(note, timedelta(days=335))}

    @states.state("the storefront got its token nine minutes ago")
    def storefront_got_its_token() -> dict[str, str]:
        with app.app_context():
            token = deeds.service_token("frontend")
            return {"own_token": deeds.age_note(token, timedelta(minutes=9))}

    @states.state("an ended sign-in has run out an hour ago")
    def ended_sign_in_has_run_out() -> None:
        with app.app_context():
            deeds.register("ada", EMAIL, PASSWORD)
            over = deeds.sign_in("ada", PASSWORD)
            deeds.end(over)
            deeds.age(over, LIFETIME + timedelta(hours=1))
            # Whoever signs in tidies up.
            deeds.sign_in("ada", PASSWORD)


def _register_amounts(states: States, app: Flask) -> None:
    @states.state("two shoppers have signed in here before")
    def two_have_signed_in() -> dict[str, str]:
        with app.app_context():
            deeds.register("eve", "eve@furrow.example", PASSWORD)
            other, own = (deeds.sign_in(name, PASSWORD) for name in ("eve", "ada"))
            return {"other": deeds.device(other), "device": deeds.device(own)}

    @states.state("a shopper is signed in with a browser of many words")
    def wordy_browser_is_signed_in(browser: str) -> dict[str, str]:
        with app.app_context():
            deeds.register("ada", EMAIL, PASSWORD)
            return {"token": deeds.token(deeds.sign_in("ada", PASSWORD, browser))}

    @states.state("the shopper is signed in in ninety-nine other browsers")
    def shopper_is_everywhere() -> None:
        with app.app_context():
            deeds.begin_many("ada", 99)

    @states.state("the shopper has just registered")
    def shopper_has_just_registered(browser: str) -> dict[str, str]:
        with app.app_context():
            return {"token": deeds.register_and_sign_in("ada", EMAIL, browser)}

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
