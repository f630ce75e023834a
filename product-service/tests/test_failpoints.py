from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from product_service import reservations
from product_service.errors import ReservationGone
from product_service.failpoints import POINTS
from product_service.stock import Quantity
from service_kit.clock import now
from service_kit.configuration import Settings
from service_kit.failpoints import allow_failpoints

from .conftest import MakeProduct, QuantityOf

ORDER = "order-1"


@pytest.fixture
def points(app: Flask, tmp_path: Path) -> Path:
    allow_failpoints(app, Settings(environment="test", failpoints=tmp_path), POINTS)
    return tmp_path


@pytest.fixture
def basil(make_product: MakeProduct) -> int:
    return make_product("Basil", quantity=10).id


def reserve(basil: int) -> None:
    reservations.reserve(ORDER, [Quantity(basil, 3)], "EUR")


def commit(basil: int) -> None:
    reservations.commit(ORDER)


def release(basil: int) -> None:
    reservations.release(ORDER, "EUR")


def expire(basil: int) -> None:
    reservations.expire_reservations(now() + timedelta(hours=1))


# What is done, and how many are left of ten before and after it.
STEPS: dict[str, tuple[Callable[[int], None], int, int]] = {
    "reserve": (reserve, 10, 7),
    "commit": (commit, 7, 7),
    "release": (release, 7, 10),
    "expire": (expire, 7, 10),
}


@pytest.mark.parametrize("point", POINTS)
def test_stock_survives_a_break_at(
    app: Flask, basil: int, quantity_of: QuantityOf, points: Path, point: str
) -> None:
    moment, step = point.removeprefix("product-service.").split("-")
    deed, before, after = STEPS[step]
    with app.app_context():
        if step != "reserve":
            reserve(basil)
        (points / point).write_text("raise")

        with pytest.raises(RuntimeError, match=point):
            deed(basil)
        broken = quantity_of(basil)
        deed(basil)

    assert broken == (before if moment == "before" else after)
    assert quantity_of(basil) == after


def test_commit_that_broke_before_its_end_did_not_happen(
    app: Flask, basil: int, points: Path
) -> None:
    with app.app_context():
        reserve(basil)
        (points / "product-service.before-commit").write_text("raise")
        with pytest.raises(RuntimeError):
            commit(basil)

        expire(basil)

        with pytest.raises(ReservationGone):
            commit(basil)
