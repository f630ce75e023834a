"""Whose word about a visitor's address counts: the gateway's, and nobody else's."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event, select

from user_service import create_app
from user_service.config import Settings
from user_service.database import db
from user_service.models import SignIn

from .conftest import FRONTEND_SECRET, trust_the_power_supply
from .people import Town

# What strangers write so as to come from elsewhere, each in a spelling of its own.
FORGED_HEADERS = (
    "X-Real-IP",
    "Forwarded",
    "X-Client-Address",
    "Client-IP",
    "True-Client-IP",
    "CF-Connecting-IP",
    "X-Forwarded",
    "X-Forwarded-Host",
)
HOME = "203.0.113.9"


@pytest.fixture
def behind_a_gateway(settings: Settings) -> Iterator[Town]:
    app = create_app(settings.model_copy(update={"trusted_proxies": 1}))
    with app.app_context():
        event.listen(db.engine, "connect", trust_the_power_supply)
        db.create_all()
    yield Town(app)
    with app.app_context():
        db.engine.dispose()


def addresses(app: Flask) -> set[str]:
    with app.app_context():
        return {sign_in.address for sign_in in db.session.scalars(select(SignIn))}


def fail_from(town: Town, number: int, *names: str, forwarded: str = "") -> int:
    elsewhere = f"198.51.{number}.7"
    headers = dict.fromkeys(names, elsewhere)
    if forwarded:
        headers["X-Forwarded-For"] = forwarded.format(elsewhere)
    return town.log_in("nobody", headers=headers).status_code


def test_gateway_forwards_the_address_of_a_visitor(behind_a_gateway: Town) -> None:
    behind_a_gateway.register("ada")

    behind_a_gateway.log_in(headers={"X-Forwarded-For": HOME})

    assert addresses(behind_a_gateway.app) == {HOME}


def test_visitors_behind_the_gateway_are_counted_apart(behind_a_gateway: Town) -> None:
    statuses = {fail_from(behind_a_gateway, turn, forwarded="{}") for turn in range(12)}

    assert statuses == {401}


def test_only_the_gateways_own_word_counts(behind_a_gateway: Town) -> None:
    forged = "{}, " + HOME

    statuses = [
        fail_from(behind_a_gateway, turn, forwarded=forged) for turn in range(12)
    ]

    assert statuses == [401] * 10 + [429] * 2


@pytest.mark.parametrize("name", FORGED_HEADERS)
def test_forged_header_changes_no_count_behind_the_gateway(
    behind_a_gateway: Town, name: str
) -> None:
    statuses = [
        fail_from(behind_a_gateway, turn, name, forwarded=HOME) for turn in range(12)
    ]

    assert statuses == [401] * 10 + [429] * 2


@pytest.mark.parametrize("name", [*FORGED_HEADERS, "X-Forwarded-For"])
def test_forged_header_changes_no_count_where_no_gateway_is(
    town: Town, name: str
) -> None:
    statuses = [fail_from(town, turn, name) for turn in range(12)]

    assert statuses == [401] * 10 + [429] * 2


def test_frontend_names_its_visitor_behind_a_gateway_too(
    behind_a_gateway: Town,
) -> None:
    behind_a_gateway.register("ada")
    token = behind_a_gateway.service_token("frontend", FRONTEND_SECRET)

    behind_a_gateway.log_in(
        headers={"Authorization": f"Bearer {token}", "X-Client-Address": HOME}
    )

    assert addresses(behind_a_gateway.app) == {HOME}


def test_gateway_changes_nothing_but_the_address(behind_a_gateway: Town) -> None:
    headers = {
        "X-Forwarded-For": HOME,
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Prefix": "/evil",
    }

    answer = behind_a_gateway.client.get("/api/user/", headers=headers)

    assert (answer.status_code, answer.headers.get("Location")) == (404, None)
