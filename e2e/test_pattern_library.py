"""The page of patterns: what holds for each part of the shop holds here for all."""

import pytest
from playwright.sync_api import Page

from e2e.accessibility import violations

pytestmark = [pytest.mark.local, pytest.mark.a11y]


def test_patterns_have_no_barriers(page: Page) -> None:
    page.goto("/patterns")

    assert violations(page) == []
