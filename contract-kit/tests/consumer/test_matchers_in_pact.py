"""Each matcher accepts what it declares and rejects the rest, as pact itself does."""

import json

import pytest

from contract_kit.consumer.matchers import (
    array_contains,
    decimal,
    document,
    each_key,
    each_value,
    element,
    etag,
    exactly,
    flag,
    instant,
    integer,
    money,
    nothing,
    one_of,
    pattern,
    some,
    text,
    token,
    uid,
)

from ..pact_verifier import accepts

UID = "0b6f1c1e-5a3d-4c8e-9f4a-2d7e8b9c0a1f"
NOON = "2026-11-21T12:00:00+00:00"
PICTURE = pattern("<svg>tea</svg>", r"<svg[\s\S]*</svg>\s*")
XML = element("tea", element("id", integer(1)), element("state", "fresh"))
TEA = {"id": integer(7), "state": "fresh", "tags": ["hot"], "old": nothing}
RED, BLUE = ({"name": name, "id": integer(1)} for name in ("red", "blue"))
RED_KEPT, BLUE_KEPT = ({"name": name, "id": 7} for name in ("red", "blue"))
KEPT = {"id": 9, "state": "fresh", "tags": ["hot"], "old": None}

WELCOME = [
    (text("Teapot"), "Cup"),
    (text("Teapot"), " a cup of tea "),
    (text("one\ntwo", lines=True), "three\n\nfour"),
    (money("2.40"), "1200.05"),
    (decimal("2.40"), 2.4),
    (decimal("12.00"), 12.0),
    (decimal("999999999.99"), 999_999_999.99),
    (some({"price": decimal("2.40")}), [{"price": 2.4}]),
    (integer(1), -20),
    (flag(True), False),
    (one_of("paid", "open"), "open"),
    (one_of("a.b", "c|d"), "c|d"),
    (instant(NOON), "2027-01-02T03:04:05Z"),
    (instant(NOON), "2027-01-02T03:04:05+01:00"),
    (uid(UID), UID.replace("0", "1")),
    (token("abc"), "eyJ.x_-y.z"),
    (etag('"a"'), 'W/"b c"'),
    (pattern("A-1", r"[A-Z]-\d"), "B-7"),
    (exactly("paid"), "paid"),
    (exactly({}), {}),
    (exactly({"a": [1, None]}), {"a": [1, None]}),
    (each_value(integer(1), key="assam"), {"assam": 2}),
    (each_value(integer(1), key="assam"), {"ceylon": 2, "O'Clock": 3, "": 4}),
    (each_value(TEA, key="assam"), {"ceylon": KEPT, "it's": KEPT | {"more": 1}}),
    (each_value(some(integer(1)), key="a"), {"b": [2, 3], "c": [4]}),
    (each_value(each_value("x", key="a"), key="a"), {"b": {"c": "x"}}),
    (some(each_value(integer(1), key="a")), [{"b": 1}, {"c": 2, "d": 3}]),
    (each_key(token("assam"), integer(1)), {"ceylon": 2}),
    (array_contains("red", integer(1)), [True, 7, "green", "red"]),
    (array_contains(RED, BLUE), [{"name": "blue", "id": 8}, {"name": "red", "id": 9}]),
    (array_contains(RED, BLUE), [{"name": "red", "id": 9, "x": 1}, 5, BLUE_KEPT]),
    (some(array_contains(RED)), [[RED_KEPT], [1, RED_KEPT]]),
    (each_value(array_contains(RED), key="a"), {"b": [BLUE_KEPT, RED_KEPT]}),
    (array_contains({"a": some(integer(1))}), [{"a": [2, 3]}]),
    (nothing, None),
    ([], []),
    ("bare", "bare"),
    ({"a": integer(1)}, {"a": 2, "b": "more"}),
    (some(integer(1)), [2, 3]),
    (some(some(integer(1))), [[2], [3, 4]]),
    (some(TEA), [KEPT, KEPT | {"more": 1}]),
    ([integer(1), text("x")], [2, "y"]),
]
UNWELCOME = [
    *[(text("Teapot"), bad) for bad in ("", "  ", "two\nlines", 5, True, None, [])],
    *[(text("a\nb", lines=True), bad) for bad in ("", "\n \n", 5, None)],
    *[(money("2.40"), bad) for bad in ("2.4", "-1.00", "2,40", "", 2.4, 12.25, None)],
    *[(decimal("2.40"), bad) for bad in (2.41, 2, 240, "2.40", "2.4", None)],
    *[(decimal("12.00"), bad) for bad in (12, 12.01, "12.00")],
    (some({"price": decimal("2.40")}), [{"price": 2.4}, {"price": 2.5}]),
    *[(integer(1), bad) for bad in (1.0, 1.5, "1", True, None)],
    *[(flag(True), bad) for bad in ("true", "", 1, 0, None)],
    *[(one_of("paid", "open"), bad) for bad in ("paidx", "pai", "", None, 1)],
    *[(one_of("a.b", "c|d"), bad) for bad in ("axb", "c", "d")],
    *[
        (instant(NOON), bad)
        for bad in (
            "2027-01-02T03:04:05",
            "2027-01-02T03:04:05.123Z",
            "2027-13-02T03:04:05Z",
            "2027-01-02",
            "",
            20270102,
            None,
        )
    ],
    *[(uid(UID), bad) for bad in (UID.upper(), UID[1:], "", None)],
    *[(token("abc"), bad) for bad in ("a b", "", " ", 7, None)],
    *[(etag('"a"'), bad) for bad in ("a", '""', "", None)],
    *[(pattern("1-1", r"\d-\d"), bad) for bad in ("1-1x", "x1-1", "1-11", "", 1)],
    *[(exactly("paid"), bad) for bad in ("open", "", None)],
    *[(exactly({}), bad) for bad in ({"a": 1}, [], None)],
    *[(exactly({"a": 1}), bad) for bad in ({"a": 1, "b": 2}, {"a": 2}, {})],
    *[
        (each_value(integer(1), key="assam"), bad)
        for bad in ({}, {"assam": "x"}, {"ceylon": 1.5}, {"a": 1, "b": None}, [], None)
    ],
    *[
        (each_value(TEA, key="assam"), {"ceylon": KEPT, "assam": KEPT | bad})
        for bad in ({"id": "x"}, {"state": "old"}, {"tags": []}, {"old": 1})
    ],
    *[
        (each_value(TEA, key="assam"), {"assam": KEPT, "ceylon": KEPT | bad})
        for bad in ({"id": "x"}, {"state": "old"}, {"tags": []}, {"old": 1})
    ],
    *[(each_value(TEA, key="a"), {"b": bad}) for bad in ({}, None, [], {"id": 1})],
    *[(each_value(some(integer(1)), key="a"), {"b": bad}) for bad in ([], ["x"], {})],
    *[
        (each_value(each_value("x", key="a"), key="a"), bad)
        for bad in ({"b": {}}, {"b": {"c": "y"}}, {"b": "x"}, {"b": {"c": "x", "d": 1}})
    ],
    *[(some(each_value(integer(1), key="a")), bad) for bad in ([{}], [{"b": "x"}])],
    *[
        (each_key(token("assam"), integer(1)), bad)
        for bad in ({"a b": 1}, {"": 1}, {"assam": 1, "a b": 1}, {"ceylon": "x"}, {})
    ],
    *[
        (array_contains("red", integer(1)), bad)
        for bad in (["red"], [1], [], ["red", 1.5], ["blue", 1], {"0": "red"}, None)
    ],
    *[
        (array_contains(RED, BLUE), bad)
        for bad in ([RED_KEPT], [RED_KEPT, RED_KEPT], [RED_KEPT, {"name": "blue"}])
    ],
    (some(array_contains(RED)), [[RED_KEPT], [BLUE_KEPT]]),
    *[(array_contains({"a": some(integer(1))}), [{"a": bad}]) for bad in ([], ["x"])],
    *[(nothing, bad) for bad in ("", 0, False, [])],
    *[([], bad) for bad in ([1], None, {})],
    *[("bare", bad) for bad in ("other", "", None)],
    ({"a": integer(1)}, {"b": 1}),
    *[(some(integer(1)), bad) for bad in ([], [1.5], [1, "2"], None, {})],
    *[(some(some(integer(1))), bad) for bad in ([[]], [[1], []], [1])],
    *[
        (some(TEA), [KEPT, KEPT | bad])
        for bad in ({"id": "x"}, {"state": "old"}, {"tags": ["cold"]}, {"old": 1})
    ],
    *[(some(TEA), bad) for bad in ([{"id": 1}], [None], ["x"])],
    *[([integer(1), text("x")], bad) for bad in ([1], [1, "x", 2], ["x", 1])],
]
WRITTEN_WELCOME = [
    (XML, "<tea><id>2</id><state>fresh</state><more/></tea>"),
    (XML, "<tea><state>fresh</state><id>2</id><id>none</id></tea>"),
    (document("image/svg+xml", PICTURE), "<svg><path/></svg>\n"),
]
WRITTEN_UNWELCOME = [
    (XML, "<tea><id>x</id><state>fresh</state></tea>"),
    (XML, "<tea><id></id><state>fresh</state></tea>"),
    (XML, "<tea><id>2</id><state>stale</state></tea>"),
    (XML, "<tea><state>fresh</state></tea>"),
    (XML, "<cup><id>2</id><state>fresh</state></cup>"),
    (document("image/svg+xml", PICTURE), "<html></html>"),
    (document("image/svg+xml", PICTURE), ""),
]
CASES = [
    *[({"value": matcher}, json.dumps({"value": seen})) for matcher, seen in WELCOME],
    *[({"value": matcher}, json.dumps({"value": seen})) for matcher, seen in UNWELCOME],
    *WRITTEN_WELCOME,
    *WRITTEN_UNWELCOME,
]
EXPECTED = [
    *[True for _ in WELCOME],
    *[False for _ in UNWELCOME],
    *[True for _ in WRITTEN_WELCOME],
    *[False for _ in WRITTEN_UNWELCOME],
]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pacts")
    return accepts(folder, [(expected, seen.encode()) for expected, seen in CASES])


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda n: CASES[n][1])
def test_matcher_judges_as_it_says(number, verdicts):
    assert verdicts[number] is EXPECTED[number], CASES[number]
