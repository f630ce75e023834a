"""Makes mutants of what an interaction agrees on: each changes one thing."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

from contract_kit.matching import ActualRequest, ActualResponse, read_parameters
from contract_kit.pact_files import Interaction

UNCHANGED = "as agreed"


def answers(interaction: Interaction) -> Iterator[tuple[str, ActualResponse]]:
    """Make the expected response, and mutants of it."""
    expected = interaction.response
    answer = ActualResponse(expected["status"], _headers(expected), _body(expected))
    yield UNCHANGED, answer
    yield "status 500", replace(answer, status=500)
    yield "another good status", replace(answer, status=answer.status + 1)
    yield "one header more", replace(answer, headers=(*answer.headers, ("X-New", "1")))
    for name, headers in _header_mutants(answer.headers):
        yield name, replace(answer, headers=headers)
    for name, body in _body_mutants(expected):
        yield name, replace(answer, body=body)


def requests(interaction: Interaction) -> Iterator[tuple[str, ActualRequest]]:
    """Make the agreed request, and mutants of it."""
    agreed = interaction.request
    query = agreed.get("query", {})
    request = ActualRequest(
        agreed["method"], agreed["path"], query, _headers(agreed), _body(agreed)
    )
    yield UNCHANGED, request
    yield "another method", replace(request, method="PATCH")
    yield "method in small letters", replace(request, method=request.method.lower())
    yield "path longer", replace(request, path=f"{request.path}/more")
    yield "path with another number", replace(request, path=_renumbered(request.path))
    yield (
        "one header more",
        replace(request, headers=(*request.headers, ("X-New", "1"))),
    )
    for name, parameters in _parameter_mutants(query):
        yield f"query {name}", replace(request, query=parameters)
    for name, headers in _header_mutants(request.headers):
        yield name, replace(request, headers=headers)
    for name, body in _body_mutants(agreed):
        yield name, replace(request, body=body)


def _headers(part: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, ", ".join(values)) for name, values in part.get("headers", {}).items()
    )


def _body(part: Mapping[str, Any]) -> bytes:
    if "body" not in part:
        return b""
    content = part["body"]["content"]
    if "json" in part["body"]["contentType"]:
        return json.dumps(content).encode()
    return str(content).encode()


def _renumbered(path: str) -> str:
    return "".join(str((int(c) + 1) % 10) if c.isdigit() else c for c in path)


def _header_mutants(
    headers: tuple[tuple[str, str], ...],
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    for index, (name, value) in enumerate(headers):
        others = headers[:index] + headers[index + 1 :]
        yield f"header {name} dropped", others
        yield f"header {name} in small letters", (*others, (name.lower(), value))
        for kind, mutant in {
            "blank": "",
            "other": "something else",
            "with a parameter": f"{value}; charset=utf-8",
            "with one entry more": f"{value}, more",
            "in capitals": value.upper(),
            "as markup": "text/xml",
        }.items():
            yield f"header {name} {kind}", (*others, (name, mutant))


def _parameter_mutants(
    parameters: Mapping[str, list[str]],
) -> Iterator[tuple[str, Mapping[str, list[str]]]]:
    yield "with one name more", {**parameters, "surprise": ["1"]}
    yield "in another order", dict(reversed(list(parameters.items())))
    for name, values in parameters.items():
        others = {key: value for key, value in parameters.items() if key != name}
        yield f"without {name}", others
        for kind, mutant in {
            "blank": [""],
            "other": ["12", *values[1:]],
            "wordy": ["a few words", *values[1:]],
            "negative": ["-1", *values[1:]],
            "repeated": [*values, values[0]],
            "repeated otherwise": [*values, "a few words"],
            "once": values[:1],
            "turned round": values[::-1],
        }.items():
            yield f"{name} {kind}", {**others, name: mutant}


def _body_mutants(part: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    if "body" not in part:
        yield "a body where none was agreed", b'{"surprise": 1}'
        return
    kind, content = part["body"]["contentType"], part["body"]["content"]
    yield "no body", b""
    yield "nonsense", b"{ <nonsense"
    if "json" in kind:
        for name, mutant in _json_mutants(content):
            yield name, json.dumps(mutant).encode()
    elif "xml" in kind:
        yield from _xml_mutants(content)
    elif "form" in kind:
        for name, parameters in _parameter_mutants(read_parameters(content)):
            yield f"field {name}", urlencode(parameters, doseq=True).encode()
    else:
        yield "other text", f"{content} and more".encode()
        yield "other text of the same matcher", b"<p>Coffee</p>"


def _json_mutants(content: Any) -> Iterator[tuple[str, Any]]:
    for place in _places(content):
        where = "$" + "".join(f"[{step!r}]" for step in place)
        value = _at(content, place)
        for kind, other in _other_values(value):
            yield f"{where} {kind}", _with(content, place, other)
        if place and isinstance(place[-1], str):
            yield f"{where} dropped", _without(content, place)


def _other_values(value: Any) -> Iterator[tuple[str, Any]]:
    yield "null", None
    yield "a blank text", ""
    yield "a text", "true" if isinstance(value, bool) else "a few words"
    yield "an empty list", []
    yield "an empty object", {}
    yield "in a list", [value]
    yield "zero", 0
    yield "a large number", 2**64
    if isinstance(value, int | float):
        yield "half more", value + 0.5
        yield "negative", -1
        yield "in quotes", str(value)
        yield "the same as a decimal", float(value)
    if isinstance(value, str):
        yield "a moment", "2031-12-31T23:59:59Z"
        yield "an impossible moment", "2031-02-30T23:59:59Z"
        yield "in capitals", value.upper()
        yield "cut off", value[:-1]
        yield "on two lines", f"{value}\n{value}"
    if isinstance(value, list):
        yield "with its first entry again", [*value, *value[:1]]
        yield "with one entry more", [*value, 1.5]
        yield "with many entries", value * 5
        yield "shorter by one", value[:-1]
    if isinstance(value, dict):
        yield "with one key more", {**value, "surprise": 1}


def _places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield place
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _places(member, (*place, name))
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _places(entry, (*place, index))


def _at(content: Any, place: tuple[Any, ...]) -> Any:
    for step in place:
        content = content[step]
    return content


def _with(content: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    mutant = deepcopy(content)
    _at(mutant, place[:-1])[place[-1]] = value
    return mutant


def _without(content: Any, place: tuple[Any, ...]) -> Any:
    mutant = deepcopy(content)
    del _at(mutant, place[:-1])[place[-1]]
    return mutant


def _xml_mutants(content: str) -> Iterator[tuple[str, bytes]]:
    for index, element in enumerate(_parsed(content).iter()):
        for kind, change in _XML_CHANGES.items():
            mutant = _parsed(content)
            chosen = list(mutant.iter())[index]
            change(mutant, chosen)
            yield f"<{element.tag}> {kind}", ElementTree.tostring(mutant)
        for name in element.attrib:
            for kind, value in {"blank": "", "other": "T-8"}.items():
                mutant = _parsed(content)
                list(mutant.iter())[index].set(name, value)
                yield f"<{element.tag} {name}> {kind}", ElementTree.tostring(mutant)


def _parsed(content: str) -> ElementTree.Element:
    return ElementTree.fromstring(content)  # noqa: S314 (we wrote it ourselves)


def _write(text: str) -> Any:
    return lambda _, element: setattr(element, "text", text)


def _remove(root: ElementTree.Element, element: ElementTree.Element) -> None:
    for parent in root.iter():
        if element in list(parent):
            parent.remove(element)


def _repeat(root: ElementTree.Element, element: ElementTree.Element) -> None:
    for parent in list(root.iter()):
        if element in list(parent):
            parent.append(deepcopy(element))


def _turn_round(_: ElementTree.Element, element: ElementTree.Element) -> None:
    element[:] = list(element)[::-1]


_XML_CHANGES: Mapping[str, Any] = {
    "blank": _write(""),
    "other text": _write("a few words"),
    "another number": _write("12"),
    "a negative number": _write("-12"),
    "another amount": _write("13.50"),
    "a moment": _write("2031-12-31T23:59:59Z"),
    "with room around": lambda _, element: setattr(
        element, "text", f"\n {element.text or ''} "
    ),
    "renamed": lambda _, element: setattr(element, "tag", "surprise"),
    "with a child more": lambda _, element: element.append(
        ElementTree.Element("surprise")
    ),
    "with an attribute more": lambda _, element: element.set("surprise", "1"),
    "without attributes": lambda _, element: element.attrib.clear(),
    "empty": lambda _, element: element.clear(),
    "dropped": _remove,
    "repeated": _repeat,
    "turned round": _turn_round,
}
