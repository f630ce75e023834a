import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

import storefront
from storefront.config import Settings
from storefront.pattern_library import PATTERNS
from storefront.pattern_library.pattern import apart

from .fakes import FakeOrders, FakeProducts, FakeUsers
from .page_browser import Visitor

FOLDER = Path(storefront.__file__).parent / "templates"
MACROS = [
    (f"macros/{path.name}", name)
    for path in sorted(FOLDER.glob("macros/*.html"))
    for name in re.findall(r"{% macro (\w+)\(", path.read_text())
]
PARTIALS = [
    (path.relative_to(FOLDER).as_posix(), "") for path in sorted(FOLDER.glob("*/_*"))
]


@pytest.fixture
def workshop(
    open_shop: Callable[[Settings], Flask], settings: Settings
) -> Callable[[], Visitor]:
    """Somebody in a shop that shows its patterns."""
    shown = settings.model_copy(update={"show_patterns": True})
    return Visitor(open_shop(shown).test_client())


def test_every_macro_and_partial_has_a_pattern() -> None:
    shown = {(pattern.file, pattern.name) for pattern in PATTERNS}

    missing = [f"{name or 'the partial'} of {file}" for file, name in MACROS + PARTIALS]
    missing = [
        words
        for words, key in zip(missing, MACROS + PARTIALS, strict=True)
        if key not in shown
    ]

    assert not missing, (
        f"The patterns page does not show {', '.join(missing)}: add a Pattern with all "
        "of its variants in storefront/pattern_library/, and look at /patterns."
    )


def test_no_pattern_has_lost_its_template() -> None:
    lost = [
        f"{pattern.name or 'the partial'} of {pattern.file}"
        for pattern in PATTERNS
        if (pattern.file, pattern.name) not in MACROS + PARTIALS
    ]

    assert not lost, f"No template has {', '.join(lost)}: take its Pattern out."


def test_every_line_calls_for_its_own_pattern() -> None:
    strangers = [
        variant.call
        for pattern in PATTERNS
        for variant in pattern.variants
        if f"{pattern.name}(" not in variant.call
        and f'{{% include "{pattern.file}" %}}' != variant.call
    ]

    assert strangers == []


def test_patterns_are_for_those_who_ask_for_them(visitor: Visitor) -> None:
    page = visitor.open("/patterns", 404)

    assert page.heading == "We cannot find that page"


def test_page_shows_every_variant_below_its_line(workshop: Visitor) -> None:
    page = workshop.open("/patterns")

    shown = page.soup.select(".pattern")
    assert len(shown) == sum(len(pattern.variants) for pattern in PATTERNS)
    assert shown[1].select_one("code").get_text() == (
        '{% from "macros/drawings.html" import seedling %}\n{{ seedling() }}'
    )
    assert shown[1].select_one(".pattern-shown .seedling")


def test_patterns_ask_nobody(
    workshop: Visitor, users: FakeUsers, products: FakeProducts, orders: FakeOrders
) -> None:
    for service in (users, products, orders):
        service.calls.clear()

    workshop.open("/patterns")

    assert users.calls + products.calls + orders.calls == []


def test_patterns_do_nothing_by_themselves(workshop: Visitor) -> None:
    page = workshop.open("/patterns")

    scripts = [script["src"] for script in page.soup.select("script")]
    assert [source for source in scripts if "htmx" in source] == []
    assert page.soup.select("[autofocus]") == []


def test_no_shopper_is_led_to_the_patterns(workshop: Visitor) -> None:
    page = workshop.open("/help")

    assert [link for link in page.soup.select("a") if "patterns" in link["href"]] == []


def test_region_is_named_after_its_variant_too(workshop: Visitor) -> None:
    page = workshop.open("/patterns")

    names = [
        tuple(page.soup.select_one(f"#{name}").get_text() for name in labels.split())
        for labels in (
            region["aria-labelledby"]
            for region in page.soup.select(".pattern-shown section[aria-labelledby]")
        )
    ]
    assert len(names) == len(set(names)) > 10


def test_neighbours_share_no_id() -> None:
    html = '<label for="q">Q</label><input id="q" aria-describedby="q-hint status">'

    assert apart(html, "1") == (
        '<label for="q--1">Q</label><input id="q--1" aria-describedby="q-hint status">'
    )


def test_neighbours_choose_apart() -> None:
    html = '<input type="radio" name="method" value="a">'

    assert 'name="method--2"' in apart(html, "2")


def test_what_leads_elsewhere_still_does() -> None:
    html = '<a href="#main">M</a><a href="#own">O</a><p id="own"></p>'

    assert apart(html, "3") == (
        '<a href="#main">M</a><a href="#own--3">O</a><p id="own--3"></p>'
    )
