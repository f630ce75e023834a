"""The map of all contracts: one page that needs nothing else, and one picture."""

import base64
import hashlib
import json
import re
from html import unescape
from html.parser import HTMLParser
from itertools import combinations
from xml.etree import ElementTree

import pytest

from contract_kit.judge.rules import Ruling
from contract_kit.map import (
    ArrowResult,
    NothingToDraw,
    Results,
    contract_map,
    picture,
    read_results,
)
from contract_kit.map.__main__ import main
from contract_kit.map.code import answer_lines, request_lines
from contract_kit.map.field_index import fields_of, short_name
from contract_kit.map.layout import lay_out
from contract_kit.map.words import in_words
from contract_kit.pact_files import read_pacts

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
            "calls": []
            }"""
        )
    )

    page = contract_map(house, results)

    assert '<span class="finding weak">strength 98 %</span>' in page
    assert '<span class="finding">all verified at 7c081a7</span>' in page


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


TEAPOTS = [["/teapots/<int:id>", "GET"]]


def teapots(*consumers):
    teapot = body({"price": "12.00"})
    return [
        promise({"path": f"/teapots/{n}"}, teapot, consumer=consumer)
        for n, consumer in enumerate(consumers)
    ]


def tried(*read, free=()):
    """Findings about the price of a teapot."""
    return {
        "calls": [
            {
                "provider": "tea-house",
                "call": "GET /teapots/<int:id>",
                "status": 200,
                "read": [{"field": "$.price", "readers": list(read)}],
                "free": list(free),
            }
        ],
        "routes": {"tea-house": {"routes": TEAPOTS, "converters": {}}},
    }


def reading(consumer, needed=(), shown=()):
    return {"consumer": consumer, "needed": needed, "shown": shown}


def test_field_is_listed_with_its_readers_and_their_pages():
    found = tried(
        reading("kiosk", ["basket", "shelf"], ["shelf"]), reading("shop-window")
    )

    page = contract_map(teapots("shop-window", "kiosk"), read_results(found))

    [entry] = re.findall(r"<dt>\$\.price</dt>\s*<dd>(.*?)</dd>", page, re.DOTALL)
    assert re.findall(r'href="#([\w-]+)"', entry) == [
        "kiosk--tea-house--a-teapot",
        "shop-window--tea-house--a-teapot",
    ]
    assert "basket, <b>shelf</b>" in entry
    assert "GET /teapots/&lt;id&gt;" in page


def test_field_that_nobody_reads_is_told():
    found = tried(reading("kiosk"), free=["$.made_at", "header Date"])

    page = contract_map(teapots("kiosk"), read_results(found))

    assert "1 read, 2 free" in page
    assert '<dd class="free">$.made_at, header Date</dd>' in page


def test_promised_fields_stand_in_for_real_ones():
    page = contract_map(teapots("shop-window", "kiosk"))

    [entry] = re.findall(r"<dt>\$\.price</dt>\s*<dd>(.*?)</dd>", page, re.DOTALL)
    assert re.findall(r">([\w-]+)</a>", entry) == ["kiosk", "shop-window"]


def test_field_is_found_by_its_name():
    page = contract_map(teapots("kiosk"))

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


def test_figures_tell_how_it_stands(house):
    arrows = [
        {"consumer": consumer, "provider": provider, "promises": 1, "verified": 1}
        | {"noticed": 9, "mutants": 10, "unused": 0}
        for consumer, provider in HOUSE
    ]

    page = contract_map(house, read_results({"arrows": arrows}))

    figures = re.findall(r"<dt>([\w ]+)</dt><dd>([\d,]+)<small>", page)
    assert figures == [
        ("Promises kept", "8"),
        ("Faults noticed", "72"),
        ("Unused promises", "0"),
    ]
    assert '<div class="bad"><dt>Faults noticed</dt>' in page


def test_promises_stand_under_their_call(house):
    page = contract_map(teapots("kiosk", "kiosk"))

    assert len(re.findall(r'<h4 class="address">', page)) == 2  # once here, once there
    assert '<span class="method">GET</span> /teapots/…' in page


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


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({"verified": 1, "noticed": 9, "mutants": 9, "unused": 0}, "all kept"),
        ({"verified": 0, "noticed": 9, "mutants": 9, "unused": 0}, "not all well"),
        ({"verified": 1, "noticed": 8, "mutants": 9, "unused": 0}, "not all well"),
        ({"verified": 1, "noticed": 9, "mutants": 9, "unused": 1}, "not all well"),
    ],
)
def test_arrow_shows_how_it_stands(house, found, words):
    drawing = picture(house, results={HOUSE[0]: ArrowResult(**found)})

    assert f"kiosk asks 1 of tea-house, {words}" in drawing
    assert ('class="map-weak"' in drawing) == (words == "not all well")
    assert ('class="map-tick"' in drawing) == (words == "all kept")


def test_upright_picture_is_narrow(house):
    boxes = {
        is_upright: ElementTree.fromstring(  # noqa: S314 (our own)
            picture(house, is_upright=is_upright)
        ).get("viewBox")
        for is_upright in (False, True)
    }

    (*_, width, height), (*_, narrow, high) = (
        map(float, box.split()) for box in boxes.values()
    )
    assert width > height
    assert high > narrow
    assert narrow < 450


def test_picture_does_not_depend_on_the_order(house):
    assert picture(house) == picture(house[::-1])


@pytest.mark.parametrize("is_upright", [False, True])
def test_numbers_in_the_picture_keep_apart(house, is_upright):
    drawing = picture(house, is_upright=is_upright)

    pills = [
        tuple(float(each) for each in pill)
        for pill in re.findall(r'map-pill" x="(\S+)" y="(\S+)" width="(\S+)"', drawing)
    ]
    assert len(pills) == len(HOUSE)
    for (x, y, width), (other_x, other_y, _) in combinations(pills, 2):
        assert abs(x - other_x) >= width or abs(y - other_y) >= 23


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


@pytest.mark.parametrize(
    ("regex", "words"),
    [
        (r"^(?:[A-Z]{3})$", "like [A-Z]{3}"),
        (r"^(?:a)(?:b)$", "like (?:a)(?:b)"),
        (r"^(?:pot|cup)$", "pot or cup"),
    ],
)
def test_group_around_an_expression_is_left_out(regex, words):
    ruling = Ruling(({"match": "regex", "regex": regex},), is_inherited=False)

    assert in_words(ruling, "EUR") == words


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


def test_page_tells_which_documented_answers_nobody_promises(house):
    told = {
        "provider": "tea-house",
        "operation": "GET /teas/{tea_id}",
        "promised": {"200": 3},
        "shared": ["401"],
        "nobodys": ["409"],
    }
    page = contract_map(house, read_results({"answers": [told]}))

    section = page[page.index('id="answers-of-tea-house"') :]
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", section)
    assert cells == [
        *("operation", "200", "401", "409"),
        *("GET /teas/{tea_id}", "3", "shared", "<b>nobody</b>"),
    ]
    assert 'href="#answers"' in page


def test_page_has_no_answers_where_no_document_was_read(house):
    assert "answers" not in Outline(contract_map(house)).ids
