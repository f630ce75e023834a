"""Finds the rule that applies to a place, the way pact finds it.

Rules stand beside the example under paths like `$.items[*].price`. What a rule says
holds for everything below its place, until a more specific path says otherwise.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import prod
from typing import Any

from contract_kit.matching.mismatch import UnknownRule

WrittenMatcher = Mapping[str, Any]
Place = tuple[str | int, ...]

_ROOT = "$"
_ENTRIES = "[*]"
# One of several matchers is enough; they stand below this name.
EITHER = "either"
_EITHER = {"match": EITHER}
_STEP = re.compile(
    r"\.(?P<name>[^.\[\]]+)|\['(?P<quoted>(?:[^'\\]|\\.)*)'\]|\[(?P<index>\d+|\*)\]"
)
# Matchers that ask for the type of a value, and for the size of a collection.
SIZED = ("type", "min", "max")


@dataclass(frozen=True)
class Ruling:
    """What the rules demand at one place; inherited when they stand above it."""

    matchers: tuple[WrittenMatcher, ...]
    is_inherited: bool = False


@dataclass(frozen=True)
class Rules:
    """The rules of one body."""

    rulings: Mapping[tuple[str, ...], tuple[WrittenMatcher, ...]]

    @classmethod
    def at(cls, place: Place, matchers: tuple[WrittenMatcher, ...]) -> "Rules":
        """Make the rules that hold for one place and all below it."""
        return cls({_steps(place): matchers})

    def ruling(self, place: Place) -> Ruling | None:
        """Find the most specific rule about a place, own or inherited."""
        steps = _steps(place)
        path = _most_specific(tuple(self.rulings), steps)
        if path is None:
            return None
        return Ruling(self.rulings[path], is_inherited=len(path) < len(steps))

    def example_ruling(self, place: Place) -> Ruling | None:
        """Find the rule about a place of the example itself.

        Inside a list that contains it, an example has rules of its own.
        """
        for length in range(len(place)):
            ruling = self.ruling(place[:length])
            variant = _variant(ruling, place[length])
            if variant is not None:
                inside = rules_in(variant.get("rules", {}))
                return inside.example_ruling(place[length + 1 :])
        return self.ruling(place)

    def without_entries(self) -> "Rules":
        """Read `$.teas[*].tea` as `$.teas.tea`: XML knows children, and no entries."""
        inherited = {
            _children(path): matchers for path, matchers in self.rulings.items()
        }
        return Rules({**inherited, **self.rulings})

    def compares_types(self, place: Place) -> bool:
        """Return whether any rule that reaches a place asks for the type alone."""
        steps = _steps(place)
        return any(
            matcher["match"] in SIZED
            for path, matchers in self.rulings.items()
            if _weight(path, steps)
            for matcher in matchers
        )


def body_rules(part: Mapping[str, Any]) -> Rules:
    """Read the rules about the body of a request or an answer."""
    written = _written(part, "body")
    return Rules({_parsed(path): matchers for path, matchers in written.items()})


def rules_in(written: Mapping[str, Any]) -> Rules:
    """Read rules by their paths, as a matcher on a list holds them for an entry."""
    return Rules({_parsed(path): _all_of(path, rule) for path, rule in written.items()})


def named_rules(part: Mapping[str, Any], category: str) -> dict[str, Ruling]:
    """Read the rules about headers or query parameters by name."""
    return {
        name: Ruling(matchers) for name, matchers in _written(part, category).items()
    }


def path_ruling(part: Mapping[str, Any]) -> Ruling | None:
    """Read the rule about the path of a request."""
    matchers = _written(part, "path").get("")
    return Ruling(matchers) if matchers else None


def status_ruling(part: Mapping[str, Any]) -> Ruling | None:
    """Read the rule about the status of an answer, wherever in its category it is."""
    rules = [matchers for matchers in _written(part, "status").values() if matchers]
    return Ruling(rules[0]) if rules else None


def as_written(place: Place) -> str:
    """Write a place as a person would: `$.items[0].price`."""
    return _ROOT + "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}" for step in place
    )


def _written(
    part: Mapping[str, Any], category: str
) -> dict[str, tuple[WrittenMatcher, ...]]:
    rules = part.get("matchingRules", {}).get(category, {})
    if "matchers" in rules:
        rules = {"": rules}
    matchers = {path: _all_of(path, rule) for path, rule in rules.items()}
    return _injected(part, category) | matchers


def _all_of(path: str, rule: Mapping[str, Any]) -> tuple[WrittenMatcher, ...]:
    matchers = tuple(rule["matchers"])
    match rule.get("combine", "AND"):
        case "AND":
            return matchers
        case "OR":
            return matchers if len(matchers) == 1 else ({EITHER: matchers, **_EITHER},)
        case other:
            raise UnknownRule(f"{path}: {other} of several rules is not supported.")


def _injected(
    part: Mapping[str, Any], category: str
) -> dict[str, tuple[WrittenMatcher, ...]]:
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
        raise UnknownRule(f"{path!r} is not a path of a matching rule.")
    return (_ROOT, *(_step(step) for step in steps))


def _variant(ruling: Ruling | None, step: str | int) -> Mapping[str, Any] | None:
    if ruling is None or ruling.is_inherited:
        return None
    variants = [
        variant
        for matcher in ruling.matchers
        if matcher["match"] == "arrayContains"
        for variant in matcher["variants"]
    ]
    return next((each for each in variants if each["index"] == step), None)


def _children(path: tuple[str, ...]) -> tuple[str, ...]:
    followed = zip(path, (*path[1:], _ENTRIES), strict=True)
    return tuple(
        step for step, then in followed if step != _ENTRIES or then == _ENTRIES
    )


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
    return int(wanted == "*" or (wanted == _ENTRIES and step.startswith("[")))
