"""The map of all contracts: one page that needs nothing else, and one picture."""

import base64
import hashlib
import json
import re
from html import unescape
from html.parser import HTMLParser
from itertools import combinations
from math import dist
from xml.etree import ElementTree

import pytest

from contract_kit.map import (
    NothingToDraw,
    Results,
    contract_map,
    picture,
    read_results,
)
from contract_kit.map.__main__ import main
from contract_kit.map.code import answer_lines, request_lines
from contract_kit.map.field_index import fields_of
from contract_kit.map.layout import lay_out
from contract_kit.pact_files import read_pacts
from contract_kit.routes import Route, Routes

from .promises import XML, body, promise, ruled
from .sample_pacts import write_sample

VOID = {"meta", "path", "rect"}
HOUSE = [
    ("kiosk", "tea-house"),
    ("kiosk", "till"),
    ("shop-window", "cellar"),
    ("shop-window", "tea-house"),
    ("shop-window", "till"),
    ("tea-house", "cellar"),
    ("till", "cellar"),
    ("till", "tea-house"),
]


class Outline(HTMLParser):
    """Reads a page, and insists that every element is closed."""

    def __init__(self, page):
        super().__init__()
        self.open, self.ids, self.links, self.tags = [], [], [], set()
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.tags.add(tag)
        self.ids += [named["id"]] if "id" in named else []
        self.links += [named["href"]] if "href" in named else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pacts")
    write_sample(folder)
    return read_pacts(folder)


@pytest.fixture
def house():
    return [
        promise(consumer=consumer, provider=provider, description="a pot of tea")
        for consumer, provider in HOUSE
    ]


def drawn(promises):
    return ElementTree.fromstring(picture(promises))  # noqa: S314 (our own)


def words(lines):
    return {
        "".join(token.text for token in line.tokens).strip(): line.accepts
        for line in lines
    }


def test_same_contracts_give_the_same_page(sample):
    assert contract_map(sample) == contract_map(sample[::-1])


def test_page_needs_nothing_but_itself(sample):
    page = contract_map(sample)

    outline = Outline(page)
    assert outline.tags.isdisjoint({"script", "link", "img", "iframe", "object"})
    assert all(link.startswith("#") for link in outline.links)
    assert not re.search(r"(url\((?!#)|@import|style=|\son\w+=)", page)


def test_page_allows_its_own_styles_alone(sample):
    page = contract_map(sample)

    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(s.encode()).digest()) for s in styles]
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    assert unescape(policy).split() == [
        *("default-src", "'none';", "style-src"),
        *(f"'sha256-{each.decode()}'" for each in hashes),
    ]


def test_every_link_leads_somewhere(sample, house):
    outline = Outline(contract_map(sample + house))

    assert len(outline.ids) == len(set(outline.ids))
    assert {link[1:] for link in outline.links} <= set(outline.ids)


def test_every_promise_has_a_place_of_its_own(sample):
    twins = [promise(description="a teapot"), promise(description="A teapot!")]

    ids = Outline(contract_map(sample + twins)).ids

    assert "shop-window--tea-house--a-poem" in ids
    assert {
        "shop-window--tea-house--a-teapot",
        "shop-window--tea-house--a-teapot-2",
    } <= set(ids)


def test_words_of_a_contract_are_no_markup():
    wicked = promise(
        response=body({"<b>": "<script>alert(1)</script>"}),
        description="<i>tea</i>",
        states=("<u>a state</u>",),
    )

    page = contract_map([wicked])

    assert "<script" not in page
    assert "<i>tea" not in page
    assert "&lt;u&gt;a state" in page


def test_values_are_shown_with_what_they_accept(sample):
    lines = [
        line
        for each in sample
        for line in [*request_lines(each.request), *answer_lines(each.response)]
    ]

    shown = words(lines)
    assert shown['"price": "12.00",'] == "any amount"
    assert shown['"id": 7,'] == "any whole number"
    assert shown['"kind": "pot",'] == "pot or cup"
    assert shown['"tags": ['] == "one or more like this"
    assert shown['"sizes": ['] == "1 to 3 like this"
    assert shown['"town": "Stoke"'] == "exactly"
    assert shown['"made_at": "2025-01-02T03:04:05+00:00",'] == "any moment"
    assert shown["Authorization: Bearer ada"] == "from the state"
    assert shown["?cursor = c1"] == "from the state"
    assert shown["Cache-Control: no-cache, private"] == "exactly"
    assert shown["<id>7</id>"] == "any whole number"
    assert shown["email = ada@example.com"] == r"like \S+@\S+"


def test_findings_stand_beside_the_contracts(house):
    results = read_results(
        json.loads(
            """{
            "arrows": [
                {"consumer": "kiosk", "provider": "till", "noticed": 83,
                 "mutants": 84, "verified": 1, "verified_at": "7c081a7", "unused": 0}
            ],
            "uses": []
            }"""
        )
    )

    page = contract_map(house, results)

    assert '<span class="finding weak">strength 98 %</span>' in page
    assert '<span class="finding">1 verified at 7c081a7</span>' in page


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
    assert fields_of(markup) == ["$.teas.tea.@sku", "$.teas.tea.id"]


def test_field_is_listed_with_its_readers_and_their_pages():
    teapot = body({"price": "12.00"})
    readers = [
        promise({"path": f"/teapots/{n}"}, teapot, consumer=consumer)
        for n, consumer in enumerate(["shop-window", "kiosk"])
    ]
    results = read_results(
        {
            "uses": [
                {
                    "consumer": "kiosk",
                    "provider": "tea-house",
                    "field": "$.price",
                    "pages": ["shelf", "basket"],
                }
            ]
        }
    )
    routes = {"tea-house": Routes((Route("/teapots/<int:id>", ("GET",)),))}

    page = contract_map(readers, results, routes)

    [entry] = re.findall(r"<dt>\$\.price</dt>\s*<dd>(.*?)</dd>", page, re.DOTALL)
    assert re.findall(r'href="#([\w-]+)"', entry) == [
        "kiosk--tea-house--a-teapot",
        "shop-window--tea-house--a-teapot",
    ]
    assert "basket, shelf" in entry
    assert "GET /teapots/&lt;int:id&gt;" in page


def test_pending_promise_is_marked():
    wish = promise(description="a samovar")
    pending = type(wish)(**{**vars(wish), "pending": True})

    assert "pending</span>" in contract_map([pending])


def test_picture_stands_alone_and_tells_itself_in_words(house):
    drawing = drawn(house)

    title = drawing.find("{*}title").text
    assert "kiosk asks 1 of tea-house" in title
    assert len(drawing.findall("{*}path")) == len(HOUSE)
    assert "prefers-color-scheme:dark" in drawing.find("{*}style").text


def test_picture_does_not_depend_on_the_order(house):
    assert picture(house) == picture(house[::-1])


def test_numbers_in_the_picture_keep_apart(house):
    drawing = drawn(house)

    places = [
        (float(text.get("x")), float(text.get("y")))
        for text in drawing.findall("{*}text[@class='map-count']")
    ]
    assert len(places) == len(HOUSE)
    assert min(dist(one, other) for one, other in combinations(places, 2)) > 24


def test_applications_stand_to_the_right_of_their_callers():
    columns = lay_out(HOUSE, lambda stop: 60).columns

    assert all(columns[consumer] < columns[provider] for consumer, provider in HOUSE)


def test_nothing_in_a_column_lies_upon_anything():
    layout = lay_out(HOUSE, lambda stop: 60 if isinstance(stop, str) else 30)

    for one, other in combinations(layout.columns, 2):
        if layout.columns[one] == layout.columns[other]:
            rooms = [60 if isinstance(stop, str) else 30 for stop in (one, other)]
            apart = abs(layout.heights[one] - layout.heights[other])
            assert apart >= sum(rooms) / 2 - 1e-6


def test_circle_of_calls_can_be_drawn():
    circle = [("hen", "egg"), ("egg", "hen"), ("hen", "hen"), ("fox", "hen")]
    promises = [promise(consumer=one, provider=other) for one, other in circle]

    drawing = drawn(promises)

    assert len(drawing.findall("{*}path")) == len(circle)


def test_no_contracts_are_no_map():
    with pytest.raises(NothingToDraw):
        contract_map([], Results())


def test_rule_about_a_path_is_told():
    rule = {"combine": "AND", "matchers": [{"match": "regex", "regex": r"^/teas/\d+$"}]}
    request = promise({"path": "/teas/7", "matchingRules": {"path": rule}}).request

    assert words(request_lines(request)) == {"GET /teas/7": r"like /teas/\d+"}


def test_query_is_told_name_by_name():
    asked = {"query": {"q": ["tea"]}, "matchingRules": ruled(query={"q": "type"})}

    assert words(request_lines(promise(asked).request))["?q = tea"] == "any text"


def test_command_writes_page_and_picture(tmp_path):
    write_sample(tmp_path)
    page, drawing = tmp_path / "contracts.html", tmp_path / "contracts.svg"

    main(
        [
            *("--pacts", str(tmp_path)),
            *("--title", "Contracts of the house"),
            *("--page", str(page)),
            *("--picture", str(drawing)),
        ]
    )

    assert "<title>Contracts of the house</title>" in page.read_text("utf-8")
    assert drawing.read_text("utf-8").startswith("<svg")
