"""Fails a test whose pages met an error that its story does not expect."""

import re
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def page_errors(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Fail the test whose pages met an error, unless it `expects` it."""
    seen: list[str] = []
    yield seen
    patterns = [mark.args[0] for mark in request.node.iter_markers("expects")]
    unexpected = [error for error in seen if not _is_expected(error, patterns)]
    if unexpected:
        pytest.fail("Pages met errors:\n  " + "\n  ".join(unexpected), pytrace=False)


def _is_expected(error: str, patterns: list[str]) -> bool:
    return any(re.search(pattern, error) for pattern in patterns)
