"""The page of all contracts needs nothing but itself."""

import base64
import hashlib
import json
import re
from html import unescape

import pytest

from contract_kit.report import (
    CheckResults,
    NothingToDraw,
    contracts_page,
    read_check_results,
)

from ..example_interactions import body, make_interaction
from .examples import HOUSE, teapots
from .outline import Outline


def test_same_contracts_give_the_same_page(sample):
    assert contracts_page(sample) == contracts_page(sample[::-1])


def test_page_needs_nothing_but_itself(sample):
    page = contracts_page(sample)

    outline = Outline(page)
    assert outline.tags.isdisjoint({"script", "link", "img", "iframe", "object"})
    assert all(link.startswith("#") for link in outline.links)
    assert not re.search(r"(url\((?!#)|@import|style=|\son\w+=)", page)


def test_page_allows_its_own_styles_alone(sample):
    page = contracts_page(sample)

    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(s.encode()).digest()) for s in styles]
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    assert unescape(policy).split() == [
        *("default-src", "'none';", "style-src"),
        *(f"'sha256-{each.decode()}'" for each in hashes),
    ]


def test_every_link_leads_somewhere(sample, house):
    outline = Outline(contracts_page(sample + house))

    assert len(outline.ids) == len(set(outline.ids))
    assert {link[1:] for link in outline.links} <= set(outline.ids)


def test_every_interaction_has_a_place_of_its_own(sample):
    twins = [
        make_interaction(description="a teapot"),
        make_interaction(description="A teapot!"),
    ]

    ids = Outline(contracts_page(sample + twins)).ids

    assert "shop-window--tea-house--a-poem" in ids
    assert {
        "shop-window--tea-house--a-teapot",
        "shop-window--tea-house--a-teapot-2",
    } <= set(ids)


def test_words_of_a_contract_are_no_markup():
    wicked = make_interaction(
        response=body({"<b>": "<script>alert(1)</script>"}),
        description="<i>tea</i>",
        states=("<u>a state</u>",),
    )

    page = contracts_page([wicked])

    assert "<script" not in page
    assert "<i>tea" not in page
    assert "&lt;u&gt;a state" in page


def test_findings_stand_beside_the_contracts(house):
    results = read_check_results(
        json.loads(
            """{
            "arrows": [
                {"consumer": "kiosk", "provider": "till", "noticed": 83,
                 "mutants": 84, "verified": 1, "verified_at": "7c081a7", "unused": 0}
            ],
            "calls": []
            }"""
        )
    )

    page = contracts_page(house, results)

    assert '<span class="finding weak">mutation score 98 %</span>' in page
    assert '<span class="finding">all verified at 7c081a7</span>' in page


def test_figures_sum_up_the_whole_page(house):
    integrations = [
        {"consumer": consumer, "provider": provider, "interactions": 1, "verified": 1}
        | {"noticed": 9, "mutants": 10, "unused": 0}
        for consumer, provider in HOUSE
    ]

    page = contracts_page(house, read_check_results({"arrows": integrations}))

    figures = re.findall(r"<dt>([\w ]+)</dt><dd>([\d,]+)<small>", page)
    assert figures == [
        ("Interactions verified", "8"),
        ("Faults noticed", "72"),
        ("Unused fields", "0"),
    ]
    assert '<div class="bad"><dt>Faults noticed</dt>' in page


def test_interactions_stand_under_their_call(house):
    page = contracts_page(teapots("kiosk", "kiosk"))

    assert len(re.findall(r'<h4 class="address">', page)) == 2  # once here, once there
    assert '<span class="method">GET</span> /teapots/…' in page


def test_pending_interaction_is_marked():
    wish = make_interaction(description="a samovar")
    pending = type(wish)(**{**vars(wish), "pending": True})

    assert "pending</span>" in contracts_page([pending])


def test_no_contracts_are_no_map():
    with pytest.raises(NothingToDraw):
        contracts_page([], CheckResults())


def test_page_lists_documented_answers_that_no_interaction_covers(house):
    document = {
        "provider": "tea-house",
        "operation": "GET /teas/{tea_id}",
        "promised": {"200": 3},
        "shared": ["401"],
        "nobodys": ["409"],
    }
    page = contracts_page(house, read_check_results({"answers": [document]}))

    section = page[page.index('id="answers-of-tea-house"') :]
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", section)
    assert cells == [
        *("operation", "200", "401", "409"),
        *("GET /teas/{tea_id}", "3", "shared", "<b>nobody</b>"),
    ]
    assert 'href="#answers"' in page


def test_page_has_no_answers_where_no_document_was_read(house):
    assert "answers" not in Outline(contracts_page(house)).ids
