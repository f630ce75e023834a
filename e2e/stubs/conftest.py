"""The storefront alone, its services played from the pacts, beside the whole shop.

Pages of this folder come from there: what a test sees here is what the contracts hold.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from tools.stubs import RunningStubs, running_stubs

# Of interactions that one request matches, the plain ones are what these tests know.
_PLAIN = ("a look into the basket", "a page of all orders")


@pytest.fixture(scope="session")
def stubs() -> Iterator[RunningStubs]:
    """Open the storefront on stubs once for all tests of this folder."""
    with running_stubs(prefer=_PLAIN) as stubs:
        yield stubs


@pytest.fixture(scope="session")
def browser_context_args(
    browser_context_args: dict[str, Any], stubs: RunningStubs
) -> dict[str, Any]:
    """Lead the pages to the stubs."""
    return {**browser_context_args, "base_url": stubs.url}


@pytest.fixture(autouse=True)
def gaps(stubs: RunningStubs, page_errors: list[str]) -> Iterator[None]:
    """Count a call without an interaction among the errors of a page."""
    before = len(stubs.gaps)
    yield
    page_errors.extend(stubs.gaps[before:])
