"""An interaction is written as it is meant, or refused with one sentence."""

import json

import pytest

from contract_kit.consumer.declared_interaction import (
    ExpectedRequest,
    InteractionDeclaration,
    request_body,
    safe_response,
)
from contract_kit.consumer.matcher_types import UnsafeMatcher
from contract_kit.consumer.matchers import (
    exactly,
    from_state,
    integer,
    money,
    pattern,
    some,
    text,
    token,
)
from contract_kit.consumer.pact_python_bridge import pact_document

from ..pact_verifier import accepts

pytest_plugins = ["pytester"]

OBJECTS = ['{"id":"a"}', "{}", '{"value": "x"}', '{"pact:matcher:type": "type"}']
TEXTS = [*OBJECTS, '["a"]', '"a"', "{", "null", "12", "true"]
UNSEEN = [
    *"\u00a0\u200b\u200d\u00ad\u2060\ufeff\u3000\u0001\u17b4\u180b\ufe0f\ufff9\U000e0001"
]


def written(request=None, response=None):
    asked = request or ExpectedRequest("GET", "/teas")
    given = response or safe_response(200, None, {})
    document = pact_document(
        InteractionDeclaration("counter", "tea-service", (), "a tea", asked, given)
    )
    return document["interactions"][0]


@pytest.mark.parametrize("value", TEXTS)
def test_value_that_looks_like_json_is_written_as_text(value):
    asked = ExpectedRequest("GET", "/", {"filter": value}, {"X-Filter": value})

    request = written(asked, safe_response(200, None, {"X-Kind": value}))

    assert request["request"]["query"] == {"filter": [value]}
    assert request["request"]["headers"]["X-Filter"] == [value]
    assert request["response"]["headers"]["X-Kind"] == [value]


@pytest.mark.parametrize("value", OBJECTS[:2])
def test_client_that_sends_json_in_a_query_keeps_its_interaction(pytester, value):
    pytester.makepyfile(f"""
import pytest
import requests

@pytest.mark.parametrize("sent", [{value!r}, '{{"id": "b"}}'])
def test_search(agree, sent):
    interaction = agree("counter", "tea-service")
    interaction.upon_receiving("a search")
    interaction.with_request("GET", "/teas", query={{"filter": {value!r}}},
                 headers={{"X-Filter": {value!r}}})
    interaction.will_respond_with(204)
    with interaction.serve() as url:
        requests.get(url + "/teas", params={{"filter": sent}},
                     headers={{"X-Filter": sent}}, timeout=2)
""")

    pytester.runpytest().assert_outcomes(passed=1, failed=1)


@pytest.mark.parametrize("value", [[], ["a", token("b")], [1], [exactly("a")]])
def test_list_that_pact_would_not_hold_to_is_refused(value):
    with pytest.raises(UnsafeMatcher, match="^Accept .* several values are plain"):
        ExpectedRequest("GET", "/", {}, {"Accept": value})
    with pytest.raises(UnsafeMatcher, match="^Vary .* several values are plain texts"):
        safe_response(200, None, {"Vary": value})
    with pytest.raises(UnsafeMatcher, match="^colour .* several values are plain"):
        request_body(None, {"colour": value})


def test_two_types_of_one_body_are_refused():
    with pytest.raises(UnsafeMatcher, match="Content-Type has one value"):
        safe_response(200, None, {"Content-Type": ["text/plain", "text/html"]})


@pytest.mark.parametrize("number", [2**64, 2**64 + 1, -(2**63) - 1, 10**40])
@pytest.mark.parametrize(
    "expected",
    [integer, exactly, lambda n: n, lambda n: some({"a": n}), lambda n: exactly([n])],
)
def test_number_that_json_would_round_is_refused(number, expected):
    with pytest.raises(UnsafeMatcher, match="travel exactly up to 64 bits"):
        safe_response(200, {"number": expected(number)}, {})


@pytest.mark.parametrize("number", [2**64 - 1, -(2**63)])
def test_long_number_is_written_to_its_last_digit(number):
    body = {"exact": number, "any": integer(number)}

    content = written(response=safe_response(200, body, {}))["response"]["body"][
        "content"
    ]

    assert content == {"exact": number, "any": number}


def test_digits_of_other_scripts_and_unseen_signs_are_rejected(tmp_path):
    arabic = "\u0664.\u0662\u0660"
    matchers = [text("Assam"), text("a\nb", lines=True), token("abc")]
    cases = [
        *[(matcher, sign) for matcher in matchers for sign in UNSEEN],
        (money("4.20"), arabic),
        (pattern("A-1", r"A-\d"), "A-\u0664"),
        (pattern("A-1", r"A-[\d.]"), "A-\u0664"),
    ]
    pairs = [
        ({"v": matcher}, json.dumps({"v": seen}).encode()) for matcher, seen in cases
    ]

    accepted = accepts(tmp_path, pairs)

    assert [
        seen for (_, seen), taken in zip(cases, accepted, strict=True) if taken
    ] == []


def test_letters_of_every_script_are_accepted(tmp_path):
    seen = ["茶", "\u00a0é", "\u0664", "🌻", "ñ\u200d", "-", "'"]
    pairs = [({"v": text("Assam")}, json.dumps({"v": each}).encode()) for each in seen]

    assert all(accepts(tmp_path, pairs))


@pytest.mark.parametrize("sign", UNSEEN)
def test_example_that_nobody_can_see_is_refused(sign):
    for matcher in (text, token):
        with pytest.raises(UnsafeMatcher, match="the example itself does not match"):
            matcher(sign)


@pytest.mark.parametrize("example", ["\u0664.\u0662\u0660", "4.\u0662\u0660"])
def test_example_in_other_digits_is_refused(example):
    with pytest.raises(UnsafeMatcher, match="the example itself does not match"):
        money(example)


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/teas/grün", "/teas/gr%C3%BCn"),
        ("/teas/green tea", "/teas/green%20tea"),
        ("/teas/{id}", "/teas/%7Bid%7D"),
        ("/teas/a#b", "/teas/a%23b"),
    ],
)
def test_path_that_no_client_sends_like_this_is_refused(path, sent):
    with pytest.raises(UnsafeMatcher, match=f"as the client sends it, '{sent}'"):
        ExpectedRequest("GET", path)
    with pytest.raises(UnsafeMatcher, match="as the client sends it"):
        ExpectedRequest("GET", from_state("/teas/${id}", example=path))


@pytest.mark.parametrize("path", ["/gr%C3%BCn", "/a%2Fb", "/@a:b/~c;d=1,2!$&'()*+"])
def test_path_as_a_client_sends_it_is_written_as_it_is(path):
    assert written(ExpectedRequest("GET", path))["request"]["path"] == path


@pytest.mark.parametrize("name", ["o'clock", "a\\b", ""])
@pytest.mark.parametrize(
    "body", [lambda n: {n: text("x")}, lambda n: {"a": some({n: {"b": integer(1)}})}]
)
def test_member_whose_place_pact_cannot_read_is_refused(name, body):
    with pytest.raises(UnsafeMatcher, match="pact cannot read the place of a name"):
        safe_response(200, body(name), {})
    with pytest.raises(UnsafeMatcher, match="pact cannot read the place of a name"):
        request_body(body(name), None)


@pytest.mark.parametrize(
    "name", ["a.b", "a b", "$x", "[0]", "ü", "茶", "a-b", "1", '"', '""', "]", "*"]
)
def test_member_of_any_other_name_is_verified(tmp_path, name):
    cases = [({name: integer(1)}, {name: 2}), ({name: integer(1)}, {name: "x"})]
    pairs = [(expected, json.dumps(seen).encode()) for expected, seen in cases]

    assert accepts(tmp_path, pairs) == [True, False]


@pytest.mark.parametrize("name", ["o'clock", "a\\b", ""])
def test_exact_member_of_a_strange_name_is_verified(tmp_path, name):
    expected = {"a": exactly({name: "x"}), name: "plain"}
    seen = [{"a": {name: "x"}, name: "plain"}, {"a": {name: "y"}, name: "plain"}]

    pairs = [(expected, json.dumps(each).encode()) for each in seen]

    assert accepts(tmp_path, pairs) == [True, False]


@pytest.mark.parametrize("name", ["o'clock", "'", "", "a\\b", '"'])
def test_value_from_a_state_below_a_name_pact_cannot_read_is_refused(name):
    supplied = {"a": {name: from_state("id", example="7")}}

    with pytest.raises(UnsafeMatcher, match="a value from a state, and pact cannot"):
        request_body(supplied, None)


@pytest.mark.parametrize("name", ["pact:matcher:type", "pact:generator:type", "pact:"])
@pytest.mark.parametrize(
    "body",
    [
        lambda name: {name: "type", "value": 1},
        lambda name: {"a": some({name: text("x")})},
        lambda name: {"a": exactly({"b": [{name: 1}]})},
    ],
)
def test_member_called_as_pact_calls_its_own_is_refused(name, body):
    with pytest.raises(UnsafeMatcher, match="called as pact calls its own"):
        safe_response(200, body(name), {})
    with pytest.raises(UnsafeMatcher, match="called as pact calls its own"):
        request_body(body(name), None)


@pytest.mark.parametrize("name", [*"$.*'\"\\&=+%", "", " ", "[0]", "@x", "ü", "pact:a"])
@pytest.mark.parametrize("value", ["x", text("x"), from_state("id", example="x")])
def test_field_of_a_form_that_pact_cannot_write_is_refused(name, value):
    with pytest.raises(UnsafeMatcher, match="none that pact can write"):
        request_body(None, {name: value})


@pytest.mark.parametrize(
    "value", [" ", " a", "a ", "a\nb", "é", "茶", "\u00a0", "\u0001"]
)
def test_header_that_no_client_can_send_is_refused(value):
    for given in (value, exactly(value), from_state("${it}", example=value)):
        with pytest.raises(UnsafeMatcher, match="a header carries plain ASCII"):
            ExpectedRequest("GET", "/", {}, {"X-Note": given})
    with pytest.raises(UnsafeMatcher, match="a header carries plain ASCII"):
        safe_response(200, None, {"X-Note": value})
