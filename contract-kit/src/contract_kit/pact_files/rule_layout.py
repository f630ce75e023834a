"""Gives the matching rules of a pact in the layout of version 4.

Version 2 knows one flat table of paths; since version 3 the rules are sorted by what
they speak of. A rule of any version may leave out its name where its terms say it.
"""

from collections.abc import Mapping
from typing import Any

# How a path of version 2 begins, and the category that it belongs to since version 3.
_CATEGORIES = {"headers": "header", "header": "header", "query": "query"}
# What pact takes a rule without a name for, by the first term that it finds.
_NAMED_BY = {
    "regex": "regex",
    "min": "type",
    "max": "type",
    "timestamp": "timestamp",
    "date": "date",
    "time": "time",
}


def rules_by_category(written: Mapping[str, Any]) -> dict[str, Any]:
    """Sort the rules of version 2 by category; those of later versions are sorted."""
    if not any(place.startswith("$") for place in written):
        return {category: _named_all(rules) for category, rules in written.items()}
    rules: dict[str, Any] = {}
    for place, matcher in written.items():
        rule = {"combine": "AND", "matchers": [_named(matcher)]}
        category, inner = _place(place)
        if category == "path":
            rules["path"] = rule
        else:
            rules.setdefault(category, {})[inner] = rule
    return rules


def _named_all(rules: Any) -> Any:
    if not isinstance(rules, Mapping):
        return rules
    matchers = rules.get("matchers")
    if isinstance(matchers, list):
        return {**rules, "matchers": [_named(matcher) for matcher in matchers]}
    return {place: _named_all(rule) for place, rule in rules.items()}


def _place(place: str) -> tuple[str, str]:
    steps = place.removeprefix("$").lstrip(".")
    for start, category in _CATEGORIES.items():
        if steps.startswith((f"{start}.", f"{start}[")):
            return category, steps[len(start) :].strip(".[]'\"")
    if steps == "path":
        return "path", ""
    return "body", "$" + steps.removeprefix("body")


def _named(written: Any) -> Any:
    if not isinstance(written, Mapping) or "match" in written:
        return written
    for term, name in _NAMED_BY.items():
        if term in written:
            return {"match": name, **written}
    return written
