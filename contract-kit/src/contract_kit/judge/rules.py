"""Finds the rule that speaks about a place, the way pact finds it.

Rules stand beside the example under paths like `$.items[*].price`. What a rule says
holds for everything below its place, until a more specific path says otherwise.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import prod
from typing import Any

from contract_kit.judge.mismatch import UnknownRule

Matcher = Mapping[str, Any]
Place = tuple[str | int, ...]

_ROOT = "$"
_STEP = re.compile(
    r"\.(?P<name>[^.\[\]]+)|\['(?P<quoted>(?:[^'\\]|\\.)*)'\]|\[(?P<index>\d+|\*)\]"
)
# Matchers that ask for the type of a value, and for the size of a collection.
SIZED = ("type", "min", "max")


@dataclass(frozen=True)
class Ruling:
    """What the rules say about one place; inherited when said of a place above it."""

    matchers: tuple[Matcher, ...]
    is_inherited: bool = False


@dataclass(frozen=True)
class Rules:
    """The rules of one body."""

    rulings: Mapping[tuple[str, ...], tuple[Matcher, ...]]

    def ruling(self, place: Place) -> Ruling | None:
        """Find the most specific rule about a place, own or inherited."""
        steps = _steps(place)
        path = _most_specific(tuple(self.rulings), steps)
        if path is None:
            return None
        return Ruling(self.rulings[path], is_inherited=len(path) < len(steps))

    def compares_types(self, place: Place) -> bool:
        """Tell whether any rule that reaches a place asks for the type alone."""
        steps = _steps(place)
        return any(
            matcher["match"] in SIZED
            for path, matchers in self.rulings.items()
            if _weight(path, steps)
            for matcher in matchers
        )


def body_rules(part: Mapping[str, Any]) -> Rules:
    """Read the rules about the body of a request or an answer."""
    return Rules(
        {_parsed(path): matchers for path, matchers in _written(part, "body").items()}
    )


def named_rules(part: Mapping[str, Any], category: str) -> dict[str, Ruling]:
    """Read the rules about headers or query parameters by name."""
    return {
        name: Ruling(matchers) for name, matchers in _written(part, category).items()
    }


def path_ruling(part: Mapping[str, Any]) -> Ruling | None:
    """Read the rule about the path of a request."""
    matchers = _written(part, "path").get("")
    return Ruling(matchers) if matchers else None


def as_written(place: Place) -> str:
    """Write a place as a person would: `$.items[0].price`."""
    return _ROOT + "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}" for step in place
    )


def _written(part: Mapping[str, Any], category: str) -> dict[str, tuple[Matcher, ...]]:
    rules = part.get("matchingRules", {}).get(category, {})
    if "matchers" in rules:
        rules = {"": rules}
    matchers = {path: _all_of(path, rule) for path, rule in rules.items()}
    return _injected(part, category) | matchers


def _all_of(path: str, rule: Mapping[str, Any]) -> tuple[Matcher, ...]:
    if rule.get("combine", "AND") != "AND":
        raise UnknownRule(f"{path}: alternatives ({rule['combine']}) are not judged.")
    return tuple(rule["matchers"])


def _injected(part: Mapping[str, Any], category: str) -> dict[str, tuple[Matcher, ...]]:
    """Where a provider state puts a value in, its expression is the rule."""
    generators = part.get("generators", {}).get(category, {})
    if "type" in generators:
        generators = {"": generators}
    return {
        path: ({"match": "injected", "expression": generator["expression"]},)
        for path, generator in generators.items()
        if generator["type"] == "ProviderState"
    }


@cache
def _parsed(path: str) -> tuple[str, ...]:
    steps = list(_STEP.finditer(path))
    if path[:1] != _ROOT or "".join(step[0] for step in steps) != path[1:]:
        raise UnknownRule(f"{path!r} is not a path that the judge can read.")
    return (_ROOT, *(_step(step) for step in steps))


def _step(step: re.Match[str]) -> str:
    if step["quoted"] is not None:
        return re.sub(r"\\(.)", r"\1", step["quoted"])
    return step["name"] or f"[{step['index']}]"


def _steps(place: Place) -> tuple[str, ...]:
    return (
        _ROOT,
        *(f"[{step}]" if isinstance(step, int) else step for step in place),
    )


# The same fields come in every entry of every list: most were looked up before.
@lru_cache(maxsize=1 << 14)
def _most_specific(
    paths: tuple[tuple[str, ...], ...], steps: tuple[str, ...]
) -> tuple[str, ...] | None:
    best = max(paths, key=lambda path: _weight(path, steps), default=())
    return best if best and _weight(best, steps) else None


def _weight(path: tuple[str, ...], steps: tuple[str, ...]) -> int:
    """Weigh a path against a place as pact does; nothing when it is about another."""
    if len(path) > len(steps):
        return 0
    return len(path) * prod(map(_likeness, path, steps))


def _likeness(wanted: str, step: str) -> int:
    if wanted == step:
        return 2
    return int(wanted == "*" or (wanted == "[*]" and step.startswith("[")))
