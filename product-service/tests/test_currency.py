from pathlib import Path

import pytest
from flask import Flask

from product_service import create_app
from service_kit.configuration import Misconfigured

from .conftest import MakeProduct, settings
from .fakes import FakeUserService


def test_shop_of_another_currency_is_not_opened(
    app: Flask, make_product: MakeProduct, database_url: str
) -> None:
    make_product("Basil", currency="EUR")
    other = settings(database_url).model_copy(update={"currency": "USD"})

    with pytest.raises(Misconfigured) as refusal:
        create_app(other, FakeUserService())

    assert str(refusal.value) == (
        "product-service: CURRENCY is USD, but the database holds amounts in EUR. "
        "Set CURRENCY=EUR, or give it a database of its own."
    )


def test_empty_shop_may_choose(app: Flask, database_url: str) -> None:
    other = settings(database_url).model_copy(update={"currency": "USD"})

    create_app(other, FakeUserService())


def test_database_that_is_away_keeps_nobody_from_starting(tmp_path: Path) -> None:
    away = settings(f"sqlite:///{tmp_path}/no-such-folder/products.db")

    app = create_app(away, FakeUserService())

    assert app.test_client().get("/health/ready").status_code == 503
