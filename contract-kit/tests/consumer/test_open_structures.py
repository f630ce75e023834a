"""Objects with any keys, lists in any order and classes of statuses, from end to end.

A consumer declares and calls, the pact notices every mutant, a provider is verified
against it with pact's own verifier, and the stub plays it.
"""

import re

import pytest
from flask import Flask, jsonify

from contract_kit import States, verify_provider
from contract_kit.consumer.declared_interaction import request_body
from contract_kit.consumer.matcher_types import UnsafeMatcher
from contract_kit.consumer.matchers import (
    array_contains,
    each_key,
    each_value,
    exactly,
    from_state,
    integer,
    pattern,
    some,
    status_class,
    text,
    token,
)
from contract_kit.pact_files import read_pacts
from contract_kit.quality.lint import lint
from contract_kit.quality.mutation_score import measure_mutation_score
from contract_kit.stub import create_stub

pytest_plugins = ["pytester"]

TESTS = """
import pytest
import requests
from contract_kit.consumer.matchers import *

@pytest.fixture
def interaction(agree):
    return agree("counter", "tea-service")

def test_prices(interaction):
    interaction.upon_receiving("the prices of all teas").with_request("GET", "/prices")
    prices = each_value({"price": money("4.20")}, key="assam")
    interaction.will_respond_with(200, prices)
    with interaction.serve() as url:
        (tea,) = requests.get(url + "/prices", timeout=2).json().values()
    assert tea["price"] == "4.20"

def test_stock(interaction):
    interaction.upon_receiving("the stock of all teas").with_request("GET", "/stock")
    packets = each_key(token("assam"), integer(3))
    interaction.will_respond_with(200, {"stock": packets})
    with interaction.serve() as url:
        (packets,) = requests.get(url + "/stock", timeout=2).json()["stock"].values()
    assert packets == 3

def test_links(interaction):
    interaction.upon_receiving("the links of a tea").with_request("GET", "/links")
    links = [{"rel": rel, "href": pattern("/x", "/.*")} for rel in ("self", "next")]
    interaction.will_respond_with(200, array_contains(*links))
    with interaction.serve() as url:
        found = requests.get(url + "/links", timeout=2).json()
    assert {link["rel"]: link["href"] for link in found} == {"self": "/x", "next": "/x"}

def test_closed(interaction):
    interaction.given("the shop is closed")
    interaction.upon_receiving("a tea while all is closed").with_request("GET", "/tea")
    interaction.will_respond_with(status_class(503))
    with interaction.serve() as url:
        assert requests.get(url + "/tea", timeout=2).status_code >= 500

def test_refused(interaction):
    interaction.upon_receiving("a tea for nobody").with_request("GET", "/nobody")
    interaction.will_respond_with(status_class(403))
    with interaction.serve() as url:
        assert 400 <= requests.get(url + "/nobody", timeout=2).status_code < 500

@pytest.mark.parametrize("sent", [{"ceylon": 2, "assam": 1}, {}, {"ceylon": "two"}])
def test_order(interaction, sent):
    interaction.upon_receiving("an order of any teas")
    wanted = each_value(integer(1), key="assam")
    interaction.with_request("POST", "/orders", json={"packets": wanted})
    interaction.will_respond_with(204)
    with interaction.serve() as url:
        requests.post(url + "/orders", json={"packets": sent}, timeout=2)
"""
PRICES = {"ceylon": {"price": "3.00"}, "it's green": {"price": "2.00"}}
LINKS = [{"rel": "next", "href": "/2"}, {"rel": "up", "href": "/"}]
SELF = {"rel": "self", "href": "/1"}


@pytest.fixture
def pacts(pytester):
    pytester.makepyfile(TESTS)
    result = pytester.runpytest("--pact-output=pacts")
    result.assert_outcomes(passed=6, failed=2)
    return pytester.path / "pacts"


def tea_service(prices=PRICES, stock=3, links=(*LINKS, SELF), status=500, refused=404):
    app = Flask("tea_service")
    app.config["TESTING"] = True
    app.add_url_rule("/prices", "prices", lambda: jsonify(prices))
    app.add_url_rule("/stock", "stock", lambda: jsonify(stock={"ceylon": stock}))
    app.add_url_rule("/links", "links", lambda: jsonify(links))
    app.add_url_rule("/orders", "orders", lambda: ("", 204), methods=["POST"])
    if refused:
        app.add_url_rule("/nobody", "nobody", lambda: ("", refused))
    if status:
        app.add_url_rule("/tea", "tea", lambda: ("", status))
    return app


def states():
    known = States()
    known.state("the shop is closed")(lambda: None)
    return known


def test_pact_notices_every_mutant_and_lint_has_nothing_to_say(pacts):
    score = measure_mutation_score(pacts)

    known = {"tea-service": {"the shop is closed"}}
    assert score.is_full, str(score)
    assert lint(pacts, known, [("counter", "tea-service")]) == []


def test_provider_with_other_keys_and_in_another_order_is_kept(pacts):
    verification = verify_provider("tea-service", tea_service(), states(), pacts)

    verification.assert_all_kept()


@pytest.mark.parametrize(
    ("wrong", "broken"),
    [
        ({"prices": {}}, "the prices of all teas"),
        ({"prices": PRICES | {"mint": {"price": 2}}}, "the prices of all teas"),
        ({"stock": "3"}, "the stock of all teas"),
        ({"links": LINKS}, "the links of a tea"),
        ({"status": 404}, "a tea while all is closed"),
        ({"status": None}, "a tea while all is closed"),
        ({"refused": 500}, "a tea for nobody"),
        ({"refused": None}, "a tea for nobody"),
    ],
)
def test_provider_that_sends_something_else_is_broken(pacts, wrong, broken):
    provider = tea_service(**wrong)

    verification = verify_provider("tea-service", provider, states(), pacts)

    assert [each.interaction.description for each in verification.broken] == [broken]


def test_stub_plays_them_and_takes_other_keys(pacts):
    stub = create_stub("tea-service", read_pacts(pacts)).test_client()

    assert stub.get("/prices").json == {"assam": {"price": "4.20"}}
    assert stub.get("/tea").status_code == 503
    assert stub.post("/orders", json={"packets": {"mint": 9}}).status_code == 204
    assert stub.post("/orders", json={"packets": {}}).status_code == 501


@pytest.mark.parametrize(
    ("declare", "sentence"),
    [
        (lambda: each_value(integer(1), key=""), "give an example of a key"),
        (lambda: each_value({}, key="assam"), "which accepts any object"),
        (lambda: each_key("assam", integer(1)), "give a matcher of texts"),
        (lambda: each_key(integer(1), integer(1)), "give a matcher of texts"),
        (lambda: array_contains(), "names nothing"),
        (lambda: array_contains({}), "which accepts any object"),
        (lambda: status_class(100), "no class that a client handles"),
        (lambda: status_class(600), "no class that a client handles"),
        (lambda: status_class("503"), "no class that a client handles"),
    ],
)
def test_what_cannot_be_held_to_is_refused_when_it_is_declared(declare, sentence):
    with pytest.raises(UnsafeMatcher, match=re.escape(sentence)):
        declare()


ONE, TWO = {"a": 1, "n": integer(1)}, {"a": 2, "n": integer(2)}
TOGETHER = [
    (text("a"), text("b")),
    (integer(1), 1),
    (pattern("a", "a|c"), pattern("b", "b|c")),
    (pattern("a", "a|c"), "c"),
    (exactly({"a": 1}), {"a": 1, "b": 2}),
    ({"a": 1}, {"b": 1}),
    (some(ONE), some(ONE)),
    (some("x"), ["y"]),
    ([integer(1)], [integer(2)]),
    (each_value(1, key="a"), {"b": 2}),
    (array_contains(1), [2]),
]
APART = [
    (ONE, TWO),
    ("a", "b"),
    (text("a"), integer(1)),
    (pattern("a", "a|c"), "b"),
    ({"of": ONE}, {"of": TWO}),
    (some(ONE), some(TWO)),
    ([1], [1, 2]),
    ([1], {"a": 1}),
    (True, 1),
    (None, "x"),
]


@pytest.mark.parametrize("examples", TOGETHER, ids=str)
def test_examples_that_one_entry_may_be_are_refused(examples):
    for pair in (examples, examples[::-1]):
        with pytest.raises(UnsafeMatcher, match="one entry may be what is said of"):
            array_contains(*pair)


@pytest.mark.parametrize("examples", APART, ids=str)
def test_examples_that_exclude_each_other_are_taken(examples):
    assert array_contains(*examples).examples == examples


@pytest.mark.parametrize(
    "holder",
    [
        lambda value: each_value({"id": value}, key="assam"),
        lambda value: each_key(token("assam"), {"id": value}),
    ],
)
def test_value_from_a_state_has_no_place_below_any_keys(holder):
    with pytest.raises(UnsafeMatcher, match=r"from_state\(...\)"):
        request_body(holder(from_state("id", example="7")), None)
