import threading

import pytest

from service_kit.http_client import ServiceUnavailable
from storefront.catalogue_cache import FRESH_SECONDS, CatalogueCache
from storefront.clients.product_service import CatalogueQuery

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
def cache(products: FakeProducts, clock: Clock) -> CatalogueCache:
    return CatalogueCache(products, clock)


def test_answer_is_kept_for_two_seconds(
    cache: CatalogueCache, products: FakeProducts, clock: Clock
) -> None:
    cache.page(EVERYTHING)
    clock.now = FRESH_SECONDS - 0.1
    cache.page(EVERYTHING)
    assert products.calls == ["catalogue"]

    clock.now = FRESH_SECONDS
    cache.page(EVERYTHING)
    assert products.calls == ["catalogue", "catalogue"]


def test_unchanged_answer_stays_the_same_object(
    cache: CatalogueCache, clock: Clock
) -> None:
    first = cache.page(EVERYTHING)
    clock.now = 10

    assert cache.page(EVERYTHING) is first


def test_changed_answer_is_seen(
    cache: CatalogueCache, products: FakeProducts, clock: Clock
) -> None:
    cache.page(EVERYTHING)
    products.change(1, name="Moonflower")
    clock.now = 10

    assert cache.page(EVERYTHING).products[0].name == "Moonflower"


def test_every_question_has_its_own_answer(cache: CatalogueCache) -> None:
    herbs = cache.page(CatalogueQuery(category="herbs"))

    assert cache.page(EVERYTHING).total == 3
    assert herbs.total == 1


def test_failure_is_not_kept(cache: CatalogueCache, products: FakeProducts) -> None:
    products.is_down = True
    with pytest.raises(ServiceUnavailable):
        cache.page(EVERYTHING)

    products.is_down = False
    assert cache.page(EVERYTHING).total == 3


def test_old_prices_are_not_shown_when_the_service_is_away(
    cache: CatalogueCache, products: FakeProducts, clock: Clock
) -> None:
    cache.page(EVERYTHING)
    products.is_down = True
    clock.now = 10

    with pytest.raises(ServiceUnavailable):
        cache.page(EVERYTHING)


def test_one_asks_while_the_others_go_on(
    cache: CatalogueCache, products: FakeProducts, clock: Clock
) -> None:
    cache.page(EVERYTHING)
    clock.now = 10
    asked, go_on = threading.Event(), threading.Event()
    answer = products.catalogue

    def slow(query: CatalogueQuery, etag: str | None = None) -> object:
        asked.set()
        go_on.wait(5)
        return answer(query, etag)

    products.catalogue = slow
    asker = threading.Thread(target=cache.page, args=(EVERYTHING,))
    asker.start()
    asked.wait(5)
    assert cache.page(EVERYTHING).total == 3
    go_on.set()
    asker.join()
    assert products.calls == ["catalogue", "catalogue"]


def test_cache_does_not_grow_without_end(cache: CatalogueCache) -> None:
    for number in range(600):
        cache.page(CatalogueQuery(words=f"bean {number}"))

    assert len(cache._kept) == 500
