"""Who is in the shop when a test begins."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import BrowserContext, Page

from e2e.shop_under_test import SHOP, another_shop
from e2e.skips import ADMINISTRATOR
from testing.driver.administrator import Administrator, CannotSignIn
from testing.driver.browser_shopper import Shopper, form_shopper
from testing.driver.form_shopper import FormShopper
from tools.shop import RunningShop

_ADDRESSES = {
    "user-service": "SHOP_USERS_URL",
    "product-service": "SHOP_PRODUCTS_URL",
    "order-service": "SHOP_ORDERS_URL",
}
_SEE = (
    "See SHOP_ADMIN_USER, SHOP_ADMIN_PASSWORD and SHOP_USERS_URL in"
    " docs/how-to/browser-tests.md."
)


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
def forms(shopper: Shopper) -> FormShopper:
    """What the shopper does in no time, because it is not the story."""
    return form_shopper(shopper.page.context)


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def guest_both_ways(
    request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]
) -> Shopper:
    """The same as `guest`, once with JavaScript and once without."""
    return Shopper(new_context(java_script_enabled=request.param).new_page())


@pytest.fixture
def shopper_both_ways(guest_both_ways: Shopper) -> Shopper:
    """The same as `shopper`, once with JavaScript and once without."""
    return signed_in(guest_both_ways.page)


def signed_in(page: Page) -> Shopper:
    """Give a page to somebody who has an account."""
    shopper = Shopper(page)
    form_shopper(page.context).register(shopper.name)
    return shopper


@pytest.fixture(scope="session")
def administrator(pytestconfig: pytest.Config) -> Iterator[Administrator]:
    """The administrator of the shop under test, who tidies up where it stands on."""
    own = pytestconfig.stash[SHOP]
    if own:
        with closing(Administrator.of(own)) as administrator:
            yield administrator
        return
    with closing(_administrator_of_standing_shop(pytestconfig)) as administrator:
        yield administrator
        administrator.clear_away()


def _administrator_of_standing_shop(pytestconfig: pytest.Config) -> Administrator:
    here = pytestconfig.option.base_url
    services = {
        service: os.environ.get(variable, here).rstrip("/")
        for service, variable in _ADDRESSES.items()
    }
    try:
        return Administrator(services, *(os.environ[name] for name in ADMINISTRATOR))
    except CannotSignIn as reason:
        pytest.fail(f"{reason}\n{_SEE}", pytrace=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the shop that breaks, which then stands for one worker alone.

    Another steals from the end of what it has to do, and would open one more.
    """
    items.sort(
        key=lambda item: "stoppable_shop" not in getattr(item, "fixturenames", ())
    )


@pytest.fixture(scope="session")
def stoppable_shop(pytestconfig: pytest.Config) -> Iterator[RunningShop]:
    """One more shop, whose services may be stopped: nobody else is in it."""
    with another_shop(pytestconfig) as shop:
        yield shop
