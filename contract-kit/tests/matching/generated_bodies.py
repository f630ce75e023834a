"""Draws JSON bodies with rules about them, and others to hold against these."""

import json
from dataclasses import dataclass
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from contract_kit.matching import ActualRequest, ActualResponse
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
class DrawnInteraction:
    """A body with its rules, and one that somebody sends."""

    body: Any
    rules: dict[str, Any]
    sent: Any


@st.composite
def interactions(draw: st.DrawFn) -> DrawnInteraction:
    """Draw an example, rules about some of its places, and a body not unlike it."""
    body = draw(_VALUES.filter(lambda value: value not in (None, "")))
    rules = {}
    for place in _places(body):
        if draw(st.integers(0, 2)) == 0:
            matchers = draw(st.lists(_MATCHERS, min_size=1, max_size=2))
            rules[_written(draw, place)] = {"combine": "AND", "matchers": matchers}
    return DrawnInteraction(body, rules, _altered(draw, body))


def generate_interactions(number: int) -> list[DrawnInteraction]:
    """Draw the same interactions at every run."""
    drawn: list[DrawnInteraction] = []

    @settings(
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=number,
        phases=[Phase.generate],
    )
    @given(interactions())
    def collect(drawn_one: DrawnInteraction) -> None:
        drawn.append(drawn_one)

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


def as_answer(drawn_one: DrawnInteraction) -> tuple[Interaction, ActualResponse]:
    """Make the interaction about an answer."""
    part = _part(drawn_one)
    body = json.dumps(drawn_one.sent).encode()
    answer = ActualResponse(200, (("Content-Type", JSON),), body)
    return _interaction(response={"status": 200, **part}), answer


def as_request(drawn_one: DrawnInteraction) -> tuple[Interaction, ActualRequest]:
    """Make the interaction about a request."""
    part = _part(drawn_one)
    body = json.dumps(drawn_one.sent).encode()
    request = ActualRequest("POST", "/tea", {}, (("Content-Type", JSON),), body)
    return _interaction(request={"method": "POST", "path": "/tea", **part}), request


def _part(drawn_one: DrawnInteraction) -> dict[str, Any]:
    return {
        "headers": {"Content-Type": [JSON]},
        "body": {"content": drawn_one.body, "contentType": JSON, "encoded": False},
        "matchingRules": {"body": drawn_one.rules},
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
