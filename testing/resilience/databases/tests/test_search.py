"""The same words find the same packets, whichever database keeps them."""

import tomllib
from collections.abc import Iterator

import pytest
from flask import Flask

from product_service.initial_catalogue import insert_missing, read_initial_catalogue
from testing.resilience.databases.servers import NewDatabase
from tools.applications import ROOT

from .conftest import products_in

GOLDEN = ROOT / "product-service" / "tests" / "golden_searches.toml"


@pytest.fixture
def shelves(server: NewDatabase) -> Iterator[Flask]:
    """Keep the shop's own packets apart from what other tests sell."""
    yield from products_in(server("shelves"))


def test_golden_searches_find_the_same_on_every_database(shelves: Flask) -> None:
    searches = tomllib.loads(GOLDEN.read_text("utf-8"))
    client = shelves.test_client()
    with shelves.app_context():
        insert_missing(read_initial_catalogue("EUR"))

    missed = {}
    for words, expected in searches.items():
        found = client.get("/api/products", query_string={"q": words}).get_json()
        slugs = [product["slug"] for product in found["results"]]
        first = set(slugs[: len(expected["first"])] if expected["first"] else slugs)
        if (first, found["did_you_mean"]) != (
            set(expected["first"]),
            expected.get("means"),
        ):
            missed[words] = slugs

    assert not missed
