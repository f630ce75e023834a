"""Who is in the shop when a test begins."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from e2e.errands import Errands
from e2e.keeper import CannotSignIn, Keeper
from e2e.leaving_out import ADMINISTRATOR
from e2e.opening import SHOP, another_shop
from e2e.shopping import Shopper
from tools.shop import RunningShop


@pytest.fixture
def page_without_script(new_context: Callable[..., BrowserContext]) -> Page:
    """Open a page in a browser whose JavaScript is off."""
    return new_context(java_script_enabled=False).new_page()


@pytest.fixture
def guest(page: Page) -> Shopper:
    """Somebody with a browser, whom the shop does not know."""
    return Shopper(page)


@pytest.fixture
def shopper(page: Page) -> Shopper:
    """Somebody who has just opened an account, and is about to open the first page."""
    return signed_in(page)


@pytest.fixture
def errands(shopper: Shopper) -> Errands:
    """What the shopper does in no time, because it is not the story."""
    return Errands(shopper.page.context)


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def visitor(
    request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]
) -> Shopper:
    """The same as `guest`, once with JavaScript and once without."""
    return Shopper(new_context(java_script_enabled=request.param).new_page())


@pytest.fixture
def anybody(visitor: Shopper) -> Shopper:
    """The same as `shopper`, once with JavaScript and once without."""
    return signed_in(visitor.page)


def signed_in(page: Page) -> Shopper:
    """Give a page to somebody who has an account."""
    shopper = Shopper(page)
    Errands(page.context).register(shopper.name)
    return shopper


@pytest.fixture(scope="session")
def keeper(pytestconfig: pytest.Config) -> Iterator[Keeper]:
    """The administrator of the shop under test, who tidies up where it stands on."""
    own = pytestconfig.stash[SHOP]
    if own:
        yield keeper_of(own)
        return
    keeper = _keeper_of_standing_shop(pytestconfig)
    yield keeper
    keeper.clear_away()


def keeper_of(shop: RunningShop) -> Keeper:
    """Sign the administrator of a shop in that this run has opened."""
    services = ("user-service", "product-service", "order-service")
    addresses = [shop.services[name] for name in services]
    return Keeper.signed_in(*addresses, shop.administrator, shop.password)


def _keeper_of_standing_shop(pytestconfig: pytest.Config) -> Keeper:
    here = pytestconfig.option.base_url
    services = (f"SHOP_{each}_URL" for each in ("USERS", "PRODUCTS", "ORDERS"))
    addresses = [os.environ.get(name, here).rstrip("/") for name in services]
    try:
        return Keeper.signed_in(
            *addresses, *(os.environ[name] for name in ADMINISTRATOR)
        )
    except CannotSignIn as reason:
        pytest.fail(str(reason), pytrace=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the shop that breaks, which then stands for one worker alone.

    Another steals from the end of what it has to do, and would open one more.
    """
    items.sort(key=lambda item: "frail_shop" not in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def frail_shop(pytestconfig: pytest.Config) -> Iterator[RunningShop]:
    """One more shop, whose services may be stopped: nobody else is in it."""
    with another_shop(pytestconfig) as shop:
        yield shop
