"""Every action on an order × every caller × every state: who may do it, and when."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import update

from order_service.database import db
from order_service.models import Order
from order_service.states import OrderState

from .conftest import BASIL, Shopper
from .fakes import FakeBank, FakeUserService

CALLERS = ("owner", "stranger", "administrator", "former administrator", "nobody")
# What each of the callers is answered while the deed is possible.
WHO = {
    "look": (200, 404, 200, 403, 401),
    "cancel": (200, 404, 200, 403, 401),
    "refund": (403, 403, 200, 403, 401),
    "ship": (403, 403, 200, 403, 401),
    "deliver": (403, 403, 200, 403, 401),
}
# Where it is not, whoever may do it at all is answered 409.
WHEN = {
    "look": set(OrderState),
    # A repeated cancellation is no fault.
    "cancel": set(OrderState) - {"committed", "shipped", "delivered"},
    "refund": {"paid"},
    "ship": {"paid"},
    "deliver": {"shipped"},
}


@pytest.fixture
def callers(
    app: Flask, users: FakeUserService, sign_in: Callable[..., Shopper]
) -> dict[str, Shopper]:
    former = sign_in(8, admin=True)
    users.administrators.clear()
    people = sign_in(1), sign_in(2), sign_in(9, admin=True), former
    nobody = Shopper(app.test_client(), token="")
    return dict(zip(CALLERS, (*people, nobody), strict=True))


@pytest.fixture
def number(callers: dict[str, Shopper], bank: FakeBank) -> str:
    """The number of an order that nobody drives."""
    owner = callers["owner"]
    owner.add(BASIL)
    bank.is_down = True
    return owner.check_out().json["result"]["number"]


def put_into(app: Flask, state: str) -> None:
    with app.app_context():
        db.session.execute(update(Order).values(state=state))
        db.session.commit()


def state_in(app: Flask) -> str:
    with app.app_context():
        return db.session.scalars(db.select(Order.state)).one()


def do(deed: str, caller: Shopper, number: str) -> int:
    path = f"/api/order/{number}"
    if deed == "look":
        return caller.get(path).status_code
    return caller.post(f"{path}/{deed}").status_code


@pytest.mark.parametrize("name", CALLERS)
@pytest.mark.parametrize("deed", WHO)
def test_deed_is_done_for_whom_and_when_it_may_be(
    deed: str, name: str, callers: dict[str, Shopper], number: str, app: Flask
) -> None:
    admitted = WHO[deed][CALLERS.index(name)]
    answers, wanted, moved = {}, {}, set()

    for state in OrderState:
        put_into(app, state)
        answers[state] = do(deed, callers[name], number)
        if state_in(app) != state:
            moved.add(state)
        is_possible = admitted != 200 or state in WHEN[deed]
        wanted[state] = admitted if is_possible else 409

    assert answers == wanted
    assert not {state for state in moved if answers[state] != 200}


def test_matrix_knows_every_deed(app: Flask) -> None:
    paths = {rule.rule for rule in app.url_map.iter_rules() if ":number>" in rule.rule}

    deeds = {path.rpartition(":number>")[2].strip("/") or "look" for path in paths}

    assert deeds == set(WHO)
