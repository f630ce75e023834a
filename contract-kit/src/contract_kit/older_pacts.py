"""Writes pacts of the versions 1 to 3 in the layout of version 4, as pact itself does.

Other hands still write them. With one layout, everything that reads pacts here reads
those as well.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

Document = dict[str, Any]

_HTTP = "Synchronous/HTTP"
_JSON = "application/json"
_TEXT = "text/plain"
_VERSIONS = ("pactSpecification", "pact-specification", "pactSpecificationVersion")
_OLD_STATES = frozenset({"providerState", "provider_state"})
_STATES = ("providerState", "provider_state", "providerStates")
# How a path of version 2 begins, and the category that it belongs to since version 3.
_CATEGORIES = {"headers": "header", "header": "header", "query": "query"}


def in_newest_layout(document: Document) -> Document:
    """Give a pact document in the layout of version 4; one that has it stays as is."""
    interactions = document.get("interactions")
    if not isinstance(interactions, list) or not _is_older(document):
        return document
    return {
        **document,
        "interactions": [_interaction(each) for each in interactions],
        "metadata": {"pactSpecification": {"version": "4.0"}},
    }


def _is_older(document: Document) -> bool:
    told = document.get("metadata")
    metadata = told if isinstance(told, Mapping) else {}
    for name in _VERSIONS:
        written = metadata.get(name)
        version = written.get("version") if isinstance(written, Mapping) else written
        if isinstance(version, str):
            return version.startswith(("1", "2", "3"))
    # Where nobody has said which version it is, its words for states tell.
    return any(
        isinstance(each, Mapping) and _OLD_STATES & each.keys()
        for each in document["interactions"]
    )


def _interaction(written: Any) -> Any:
    if not isinstance(written, dict):
        return written
    kept = {name: part for name, part in written.items() if name not in _STATES}
    for part in ("request", "response"):
        if isinstance(kept.get(part), Mapping):
            kept[part] = _part(kept[part])
    if states := list(_states(written)):
        kept["providerStates"] = states
    return {"type": _HTTP, **kept}


def _states(written: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name in _STATES:
        match written.get(name):
            case str() as state if state:
                yield {"name": state}
            case list() as states:
                yield from states


def _part(written: Mapping[str, Any]) -> dict[str, Any]:
    part = dict(written)
    headers = {name: _listed(value) for name, value in _items(part, "headers")}
    if headers:
        part["headers"] = headers
    if isinstance(part.get("query"), str):
        part["query"] = _query(part["query"])
    if part.get("body") is None:
        part.pop("body", None)
    else:
        part["body"] = _body(part["body"], headers)
    if "matchingRules" in part:
        part["matchingRules"] = _rules(part["matchingRules"])
    return part


def _items(part: Mapping[str, Any], name: str) -> Iterator[tuple[str, Any]]:
    values = part.get(name)
    if isinstance(values, Mapping):
        yield from values.items()


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [str(value)]


def _query(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        found.setdefault(name, []).append(value)
    return found


def _body(content: Any, headers: Mapping[str, list[str]]) -> dict[str, Any]:
    told = [
        values[0] for name, values in headers.items() if name.lower() == "content-type"
    ]
    kind = _TEXT if isinstance(content, str) else _JSON
    return {
        "content": content,
        "contentType": told[0] if told else kind,
        "encoded": False,
    }


def _rules(written: Mapping[str, Any]) -> dict[str, Any]:
    """Sort the rules of version 2 by category; those of version 3 are sorted."""
    if not any(place.startswith("$") for place in written):
        return dict(written)
    sorted_rules: dict[str, Any] = {}
    for place, matcher in written.items():
        rule = {"combine": "AND", "matchers": [_matcher(matcher)]}
        category, inner = _place(place)
        if category == "path":
            sorted_rules["path"] = rule
        else:
            sorted_rules.setdefault(category, {})[inner] = rule
    return sorted_rules


def _place(place: str) -> tuple[str, str]:
    steps = place.removeprefix("$").lstrip(".")
    for start, category in _CATEGORIES.items():
        if steps.startswith((f"{start}.", f"{start}[")):
            return category, steps[len(start) :].strip(".[]'\"")
    if steps == "path":
        return "path", ""
    return "body", "$" + steps.removeprefix("body")


def _matcher(written: Mapping[str, Any]) -> dict[str, Any]:
    if "match" in written:
        return dict(written)
    kind = "regex" if "regex" in written else "type"
    return {"match": kind, **written}
