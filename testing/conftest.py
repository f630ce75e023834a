"""A storefront of one page, and a browser that stands before it."""

from collections.abc import Iterator

import pytest

from testing.driver.form_browser import HttpBrowser
from testing.driver.tests.fake_storefront import FakeStorefront, running_storefront


@pytest.fixture
def storefront() -> Iterator[FakeStorefront]:
    """Run a storefront that answers what a test wants."""
    with running_storefront() as storefront:
        yield storefront


@pytest.fixture
def browser(storefront: FakeStorefront) -> Iterator[HttpBrowser]:
    """Open a browser there."""
    browser = HttpBrowser(storefront.address)
    yield browser
    browser.close()
