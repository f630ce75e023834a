"""Each field that a provider gives is listed with its readers."""

import re

import pytest

from contract_kit.report import (
    contracts_page,
    read_check_results,
)
from contract_kit.report.field_index import fields_of, short_name

from ..example_interactions import XML, body
from .examples import reading, teapots, tried


def test_fields_of_an_answer_are_named():
    answer = {
        **body({"items": [{"id": 7, "tags": ["tea"]}], "next": None, "extras": {}}),
        "headers": {"ETag": ['"1"'], "Content-Type": ["application/json"]},
    }
    markup = body("<teas><tea sku='T-7'><id>7</id></tea></teas>", XML)

    assert fields_of(answer) == [
        "header ETag",
        "$.items[*].id",
        "$.items[*].tags[*]",
        "$.next",
    ]
    assert fields_of(body({"a.b": 1})) == ["$['a.b']"]
    assert fields_of(markup) == ["$.teas.tea.@sku", "$.teas.tea.id"]


def test_field_is_listed_with_its_readers_and_their_pages():
    found = tried(
        reading("kiosk", ["basket", "shelf"], ["shelf"]), reading("shop-window")
    )

    page = contracts_page(teapots("shop-window", "kiosk"), read_check_results(found))

    [entry] = re.findall(r"<dt>\$\.price</dt>\s*<dd>(.*?)</dd>", page, re.DOTALL)
    assert re.findall(r'href="#([\w-]+)"', entry) == [
        "kiosk--tea-house--a-teapot",
        "shop-window--tea-house--a-teapot",
    ]
    assert "basket, <b>shelf</b>" in entry
    assert "GET /teapots/&lt;id&gt;" in page


def test_field_that_nobody_reads_is_listed():
    found = tried(reading("kiosk"), free=["$.made_at", "header Date"])

    page = contracts_page(teapots("kiosk"), read_check_results(found))

    assert "1 read, 2 free" in page
    assert '<dd class="free">$.made_at, header Date</dd>' in page


def test_expected_fields_stand_in_for_real_ones():
    page = contracts_page(teapots("shop-window", "kiosk"))

    [entry] = re.findall(r"<dt>\$\.price</dt>\s*<dd>(.*?)</dd>", page, re.DOTALL)
    assert re.findall(r">([\w-]+)</a>", entry) == ["kiosk", "shop-window"]


def test_field_is_found_by_its_name():
    page = contracts_page(teapots("kiosk"))

    [places] = re.findall(r"<code>price</code>.*?</details>", page, re.DOTALL)
    assert 'href="#fields-of-tea-house--get-teapots-200"' in places


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("header ETag", "ETag"),
        ("$.results[*].price", "price"),
        ("$.tags[*]", "tags"),
        ("$.errors['address.city']", "address.city"),
        ("$.teas.tea.@sku", "sku"),
        ("body", "body"),
    ],
)
def test_field_has_a_short_name(field, name):
    assert short_name(field) == name
