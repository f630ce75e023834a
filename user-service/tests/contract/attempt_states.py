"""States in which a limit is almost reached, just reached, or behind us."""

import contextlib
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from contract_kit import States
from service_kit.problems import Unauthenticated
from user_service import accounts, log_in_attempts, reauthentication
from user_service.client_address import Visitor
from user_service.database import db
from user_service.log_in import Credentials, log_in
from user_service.log_in_attempts import Subject
from user_service.models import Attempt, SignIn
from user_service.rate_limits import Limits
from user_service.security_settings import SecuritySettings

from . import actions
from .actions import PASSWORD


def register_attempt_states(states: States, app: Flask) -> None:
    """Register how often something was tried, less what is left, and when."""
    _register_counts(states, app)
    _register_rights(states, app)
    _register_past(states, app)


def _register_counts(states: States, app: Flask) -> None:
    tools: SecuritySettings = app.extensions["security_settings"]
    limits: Limits = tools.limits

    @states.state("strangers have guessed at many names")
    def strangers_have_guessed(address: str, left: int = 0) -> None:
        with app.app_context():
            for number in range(limits.network.attempts - left):
                guess = Credentials(f"stranger-{number}", PASSWORD)
                with contextlib.suppress(Unauthenticated):
                    log_in(guess, Visitor(address), tools)

    @states.state("the shopper slips once more")
    def shopper_slips_once_more(address: str) -> None:
        with app.app_context():
            actions.mistype("ada", address, 1)

    @states.state("a known browser has slipped")
    def known_browser_has_slipped(left: int = 0) -> dict[str, str]:
        with app.app_context():
            note = actions.device(actions.sign_in("ada", PASSWORD))
            slip = Credentials("ada", "a slip of the hand", (note,))
            for _ in range(limits.device.attempts - left):
                with contextlib.suppress(Unauthenticated):
                    log_in(slip, Visitor(actions.HOME), tools)
            return {"device": note}

    @states.state("strangers have tried almost as often as may be")
    def strangers_have_tried_almost(username: str) -> None:
        with app.app_context():
            actions.guess_in_vain(username, left=1)

    @states.state("many names were asked for")
    def many_names_were_asked_for(address: str, left: int = 0) -> None:
        for number in range(limits.name_checks.attempts - left):
            path = f"/api/user/stranger-{number}/exists"
            assert _ask(app, address, path).status_code == 404

    @states.state("many accounts were opened")
    def many_accounts_were_opened(address: str, left: int = 0) -> None:
        for number in range(limits.registrations.attempts - left):
            name = f"stranger-{number}"
            new = {"username": name, "email": f"{name}@furrow.example"}
            body = new | {"password": PASSWORD}
            answer = _ask(app, address, "/api/user/create", body)
            assert answer.status_code == 201, answer.get_data(as_text=True)

    @states.state("the shopper has begun ninety-nine sign-ins")
    def shopper_has_begun_many_sign_ins() -> None:
        with app.app_context():
            actions.begin_many("ada", tools.limits.sign_ins_per_hour - 1)


def _register_rights(states: States, app: Flask) -> None:
    tools: SecuritySettings = app.extensions["security_settings"]
    limits: Limits = tools.limits

    @states.state("somebody signs in from there")
    def somebody_signs_in(username: str, address: str) -> None:
        with app.app_context():
            if username != "ada":
                actions.register(username, f"{username}@furrow.example", PASSWORD)
            log_in(Credentials(username, PASSWORD), Visitor(address), tools)

    @states.state("somebody else gives the right password of their own")
    def somebody_else_is_right() -> None:
        with app.app_context():
            actions.register("bob", "bob@furrow.example", PASSWORD)
            bob = accounts.named("bob").id
            reauthentication.confirm_password(
                bob, PASSWORD, "password", tools.passwords, limits
            )

    @states.state("sign-ins of the shopper are under way")
    def sign_ins_are_under_way(address: str, count: int) -> None:
        with app.app_context():
            ada = accounts.named("ada").id
            subject = Subject("ada", ada, Visitor(address).network, None)
            for _ in range(count):
                log_in_attempts.admit(subject, limits)


def _register_past(states: States, app: Flask) -> None:
    @states.state("some time has passed since then")
    def time_has_passed(minutes: int = 0, seconds: int = 0) -> None:
        by = timedelta(minutes=minutes, seconds=seconds)
        with app.app_context():
            for attempt in db.session.query(Attempt):
                attempt.happened_at -= by
            for sign_in in db.session.query(SignIn):
                sign_in.created_at -= by
            db.session.commit()


def _ask(
    app: Flask, address: str, path: str, body: dict[str, str] | None = None
) -> TestResponse:
    with app.app_context():
        token = actions.service_token("frontend")
    client: FlaskClient = app.test_client()
    headers = {"Authorization": f"Bearer {token}", "X-Client-Address": address}
    method = "POST" if body else "GET"
    return client.open(path, method=method, json=body, headers=headers)
