import threading

import pytest

from service_kit.http import ServiceUnavailable
from storefront.clients.product_service import CatalogueQuery
from storefront.shelf import FRESH_SECONDS, Shelf

from .fakes import FakeProducts

EVERYTHING = CatalogueQuery()


class Clock:
    """Time that passes when the test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shelf(products: FakeProducts, clock: Clock) -> Shelf:
    return Shelf(products, clock)


def test_answer_is_kept_for_two_seconds(
    shelf: Shelf, products: FakeProducts, clock: Clock
) -> None:
    shelf.page(EVERYTHING)
    clock.now = FRESH_SECONDS - 0.1
    shelf.page(EVERYTHING)
    assert products.calls == ["catalogue"]

    clock.now = FRESH_SECONDS
    shelf.page(EVERYTHING)
    assert products.calls == ["catalogue", "catalogue"]


def test_unchanged_answer_stays_the_same_object(shelf: Shelf, clock: Clock) -> None:
    first = shelf.page(EVERYTHING)
    clock.now = 10

    assert shelf.page(EVERYTHING) is first


def test_changed_answer_is_seen(
    shelf: Shelf, products: FakeProducts, clock: Clock
) -> None:
    shelf.page(EVERYTHING)
    products.change(1, name="Moonflower")
    clock.now = 10

    assert shelf.page(EVERYTHING).products[0].name == "Moonflower"


def test_every_question_has_its_own_answer(shelf: Shelf) -> None:
    herbs = shelf.page(CatalogueQuery(category="herbs"))

    assert shelf.page(EVERYTHING).total == 3
    assert herbs.total == 1


def test_failure_is_not_kept(shelf: Shelf, products: FakeProducts) -> None:
    products.is_down = True
    with pytest.raises(ServiceUnavailable):
        shelf.page(EVERYTHING)

    products.is_down = False
    assert shelf.page(EVERYTHING).total == 3


def test_old_prices_are_not_shown_when_the_service_is_away(
    shelf: Shelf, products: FakeProducts, clock: Clock
) -> None:
    shelf.page(EVERYTHING)
    products.is_down = True
    clock.now = 10

    with pytest.raises(ServiceUnavailable):
        shelf.page(EVERYTHING)


def test_one_asks_while_the_others_go_on(
    shelf: Shelf, products: FakeProducts, clock: Clock
) -> None:
    shelf.page(EVERYTHING)
    clock.now = 10
    asked, go_on = threading.Event(), threading.Event()
    answer = products.catalogue

    def slow(query: CatalogueQuery, etag: str | None = None) -> object:
        asked.set()
        go_on.wait(5)
        return answer(query, etag)

    products.catalogue = slow
    asker = threading.Thread(target=shelf.page, args=(EVERYTHING,))
    asker.start()
    asked.wait(5)
    assert shelf.page(EVERYTHING).total == 3
    go_on.set()
    asker.join()
    assert products.calls == ["catalogue", "catalogue"]


def test_shelf_does_not_grow_without_end(shelf: Shelf) -> None:
    for number in range(600):
        shelf.page(CatalogueQuery(words=f"bean {number}"))

    assert len(shelf._kept) == 500
