"""Draws JSON bodies with rules about them, and others to hold against these."""

import json
from dataclasses import dataclass
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from contract_kit.judge import Answer, Request
from contract_kit.pact_files import Interaction

JSON = "application/json"

_NAMES = st.sampled_from(["a", "b", "c", "two words", "é"])
_SCALARS = st.sampled_from(
    [
        None,
        True,
        False,
        0,
        7,
        -1,
        1.5,
        12.0,
        "",
        "tea",
        "12",
        "12.5",
        "2025-01-02",
        "a\nb",
    ]
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(_NAMES, inside, max_size=3)
    ),
    max_leaves=6,
)
_MATCHERS = st.sampled_from(
    [
        {"match": "type"},
        {"match": "type", "min": 1},
        {"match": "type", "min": 1, "max": 2},
        {"match": "equality"},
        {"match": "integer"},
        {"match": "decimal"},
        {"match": "number"},
        {"match": "boolean"},
        {"match": "null"},
        {"match": "include", "value": "e"},
        {"match": "regex", "regex": r"^\d+$"},
        {"match": "regex", "regex": "tea|12.5|null"},
        {"match": "date", "format": "yyyy-MM-dd"},
    ]
)


@dataclass(frozen=True)
class Agreement:
    """A body with its rules, and one that somebody sends."""

    body: Any
    rules: dict[str, Any]
    sent: Any


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """Draw an example, rules about some of its places, and a body not unlike it."""
    body = draw(_VALUES.filter(lambda value: value not in (None, "")))
    rules = {}
    for place in _places(body):
        if draw(st.integers(0, 2)) == 0:
            matchers = draw(st.lists(_MATCHERS, min_size=1, max_size=2))
            rules[_written(draw, place)] = {"combine": "AND", "matchers": matchers}
    return Agreement(body, rules, _altered(draw, body))


def draw_agreements(number: int) -> list[Agreement]:
    """Draw the same agreements at every run."""
    drawn: list[Agreement] = []

    @settings(
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=number,
        phases=[Phase.generate],
    )
    @given(agreements())
    def collect(agreement: Agreement) -> None:
        drawn.append(agreement)

    collect()
    return drawn


def _places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else ()
    inside = enumerate(value) if isinstance(value, list) else inside
    return [place, *(p for step, each in inside for p in _places(each, (*place, step)))]


def _written(draw: st.DrawFn, place: tuple[Any, ...]) -> str:
    path = "$"
    for step in place:
        if draw(st.integers(0, 4)) == 0:
            path += "[*]" if isinstance(step, int) else ".*"
        elif isinstance(step, int):
            path += f"[{step}]"
        else:
            path += f".{step}" if step in ("a", "b") else f"['{step}']"
    return path


def _altered(draw: st.DrawFn, value: Any) -> Any:
    choice = draw(st.integers(0, 9))
    if choice == 0:
        return draw(_VALUES)
    if isinstance(value, dict):
        altered = {name: _altered(draw, each) for name, each in value.items()}
        if choice == 1:
            altered[draw(_NAMES)] = draw(_SCALARS)
        return altered
    if isinstance(value, list):
        altered = [_altered(draw, each) for each in value]
        return altered + altered[:1] if choice == 1 else altered[: choice + 1]
    return value


def as_answer(agreement: Agreement) -> tuple[Interaction, Answer]:
    """Make the agreement about an answer."""
    part = _part(agreement)
    body = json.dumps(agreement.sent).encode()
    answer = Answer(200, (("Content-Type", JSON),), body)
    return _interaction(response={"status": 200, **part}), answer


def as_request(agreement: Agreement) -> tuple[Interaction, Request]:
    """Make the agreement about a request."""
    part = _part(agreement)
    body = json.dumps(agreement.sent).encode()
    request = Request("POST", "/tea", {}, (("Content-Type", JSON),), body)
    return _interaction(request={"method": "POST", "path": "/tea", **part}), request


def _part(agreement: Agreement) -> dict[str, Any]:
    return {
        "headers": {"Content-Type": [JSON]},
        "body": {"content": agreement.body, "contentType": JSON, "encoded": False},
        "matchingRules": {"body": agreement.rules},
    }


def _interaction(
    request: dict[str, Any] | None = None, response: dict[str, Any] | None = None
) -> Interaction:
    return Interaction(
        "shop-window",
        "tea-house",
        "a drawn agreement",
        (),
        request or {"method": "POST", "path": "/tea"},
        response or {"status": 200},
    )
