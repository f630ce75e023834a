"""Expressions and moments: each is decided as pact's own engine decides it."""

import pytest

from contract_kit.matching import UnknownRule, response_mismatches

from ..example_interactions import body, given, make_interaction
from .pact_engine import accepted_answers

EXPRESSIONS = [
    r"a|ab",
    r"^a$",
    r"^a$\n^b$",
    r".+",
    r"^\S+$",
    r"\d+",
    r"^\w+$",
    r"\Aab\z",
    r"(?<letter>a)b",
    r"(?i)AB",
    r"(?=a)\w{2}",
    r"(?<!x)ab",
    r"a++b",
    r"[\w-]+",
    r"^(?:.|\s)*\S(?:.|\s)*$",
    r"null",
]
TEXTS = [
    "",
    "a",
    "ab",
    "AB",
    "a b",
    "a\nb",
    "a\n",
    "12",
    "٣",
    "ä",
    "\u00a0",
    "a-b",
    "null",
]

FORMATS = [
    "yyyy-MM-dd'T'HH:mm:ssXXX",
    "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
    "yyyy-MM-dd'T'HH:mm:ssX",
    "yyyy-MM-dd'T'HH:mm:ssXX",
    "yyyy-MM-dd'T'HH:mm:ssZ",
    "yyyy-MM-dd HH:mm",
]
MOMENTS = [
    f"{date}{time}{zone}"
    for date in ("2025-01-02", "25-1-2", "2025-02-29")
    for time in (
        "T03:04:05",
        "T3:4:5",
        "T24:00:00",
        "T23:59:60",
        "T03:04:05.12",
        " 03:04",
    )
    for zone in ("", "Z", "+00:00", "+0000", "+00", "-11:59", "+12:00")
]
DATES = [
    "2025-01-02",
    "25-1-2",
    "2025-02-30",
    "2024-02-29",
    "0000-02-29",
    "02025-01-02",
    "2025-1-2Z",
    "",
    "20250102",
]
TIMES = ["03:04:05", "3:4:5", "24:00:00", "23:59:60", "23:60:00", "03:04"]


def differing(matchers, texts, folder):
    """Ask both for their verdict on each text, and list where they differ."""
    made = [
        (
            make_interaction(response=body("x", body={"$": matcher})),
            given(f'"{_escaped(text)}"'),
        )
        for matcher in matchers
        for text in texts
    ]
    accepted = [not response_mismatches(*pair) for pair in made]
    assert any(accepted)
    assert not all(accepted)
    return [
        (pair[0].response["matchingRules"], pair[1].body)
        for pair, ours, theirs in zip(
            made, accepted, accepted_answers(made, folder), strict=True
        )
        if ours != theirs
    ]


def _escaped(text):
    return text.replace("\n", "\\n")


def test_expressions_mean_what_pact_takes_them_for(tmp_path):
    matchers = [{"match": "regex", "regex": regex} for regex in EXPRESSIONS]

    assert differing(matchers, TEXTS, tmp_path) == []


def test_moments_are_those_that_pact_accepts(tmp_path):
    matchers = [{"match": "datetime", "format": written} for written in FORMATS]

    assert differing(matchers, MOMENTS, tmp_path) == []


def test_dates_and_times_are_those_that_pact_accepts(tmp_path):
    matchers = [{"match": "date", "format": "yyyy-MM-dd"}, {"match": "time"}]

    assert differing(matchers, DATES + TIMES, tmp_path) == []


@pytest.mark.parametrize(
    "regex", [r"\h+", r"[[:alpha:]]", r"\p{Alpha}", "(", "(?m)a.b", r"[a-z&&[^b]]"]
)
def test_expression_python_reads_otherwise_is_refused(regex):
    interaction = make_interaction(
        response=body("x", body={"$": {"match": "regex", "regex": regex}})
    )

    with pytest.raises(UnknownRule, match="expression"):
        response_mismatches(interaction, given('"tea"'))


@pytest.mark.parametrize("written", ["EEE, dd MMM yyyy", "MM-dd", "hh:mm a"])
def test_format_nobody_needs_is_refused(written):
    interaction = make_interaction(
        response=body("x", body={"$": {"match": "date", "format": written}})
    )

    with pytest.raises(UnknownRule):
        response_mismatches(interaction, given('"Mon, 01 Dec 2008"'))
