"""What tools of other languages write, and how the specification means it."""

from .specification_cases import HOW_MANY, SpecificationCase

JSON = {"Content-Type": "application/json"}
XML = {"Content-Type": "application/xml"}
TEAS = '<teas><tea kind="1">red</tea><tea kind="22">blue</tea></teas>'
OTHER_TEAS = '<teas><tea kind="3">blue</tea><tea kind="44">red</tea></teas>'
WRONG_TEAS = '<teas><tea kind="3">blue</tea><tea kind="x">green</tea></teas>'
TEXT_OF_TEAS = "$.teas.tea"
KIND_OF_TEAS = "$.teas.tea['@kind']"
KIND_OF_ENTRIES = "$.teas[*].tea['@kind']"
COLOUR = {"match": "regex", "regex": "red|blue"}
NUMBER = {"match": "regex", "regex": r"\d+"}
TYPE = {"match": "type"}
NO_NAME = {"$": {"min": 2}}


def part(content, headers=JSON, rules=None):
    """Write a part that any version reads, but for its body."""
    places = {place: {"matchers": [rule]} for place, rule in (rules or {}).items()}
    written = {"matchingRules": {"body": places}} if places else {}
    return {"headers": headers, "body": content, **written}


def answer(name, version, expected, actual, *, matches):
    """Make a case of a response."""
    return SpecificationCase(
        f"{name}, version {version}", version, "response", expected, actual, matches
    )


SIZES = [
    answer(
        f"{size} entries under a size without a name",
        version,
        part(layout(["a"]), rules=NO_NAME),
        part(layout(["b"] * size)),
        matches=size >= 2,
    )
    for version, layout in (
        ("3.0", lambda content: content),
        ("4.0", lambda content: {"content": content}),
    )
    for size in (1, 2, 3)
]
NO_BODIES = [
    answer(f"{name} where null is written", version, {"body": None}, sent, matches=fits)
    for version in HOW_MANY
    for name, sent, fits in (
        ("no body", {}, True),
        ("null", {"body": None}, True),
        ("a body", part({"content": "tea"}), False),
    )
]
HEADERS = [
    answer(
        f"{name} of {sent!r} where {wanted!r} is written",
        version,
        {"headers": {name: wanted}},
        {"headers": {name: sent}},
        matches=fits,
    )
    for version in HOW_MANY
    for name, wanted, sent, fits in (
        ("Accept", "tea,coffee", "tea, coffee", True),
        ("Accept", "tea,coffee", "coffee, tea", False),
        ("X-Teas", "assam, ceylon", "assam,ceylon", True),
        ("X-Cups", 5, "5", True),
    )
]
BODIES = [
    answer(name, "3.0", expected, actual, matches=fits)
    for name, expected, actual, fits in (
        ("XML that no header names", {"body": TEAS}, {"body": TEAS}, True),
        (
            "blanks in XML that no header names",
            {"body": TEAS},
            {"body": TEAS.replace("><", ">\n<")},
            True,
        ),
        ("JSON in quotes", part('{"tea": 1}'), part({"tea": 1}), True),
        ("a list in quotes", part("[1]"), part([1]), False),
    )
]
AT_ELEMENTS = {TEXT_OF_TEAS: COLOUR, KIND_OF_TEAS: NUMBER}
AT_ENTRIES = {"$.teas": TYPE, KIND_OF_ENTRIES: NUMBER}
AN_EXPRESSION = "an expression at an element"
MARKUP = [
    answer(name, "3.0", part(TEAS, XML, rules), part(sent, XML), matches=fits)
    for name, rules, sent, fits in (
        (AN_EXPRESSION, AT_ELEMENTS, OTHER_TEAS, True),
        ("another text at an element", AT_ELEMENTS, WRONG_TEAS, False),
        ("entries of XML, which are children", AT_ENTRIES, OTHER_TEAS, True),
        ("a child that no entry may be", AT_ENTRIES, WRONG_TEAS, False),
    )
]
ALL = [*SIZES, *NO_BODIES, *HEADERS, *BODIES, *MARKUP]
