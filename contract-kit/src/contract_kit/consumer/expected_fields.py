"""The fields of an expected response: their names, and the response without one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from contract_kit.consumer.declared_interaction import ExpectedResponse
from contract_kit.consumer.matcher_types import (
    ArrayContains,
    Body,
    EachValue,
    Exactly,
    Some,
    XmlElement,
)

Step = str | int
_BODY, _HEADER, _EACH = "body", "header", "*"


@dataclass(frozen=True)
class ExpectedField:
    """A header, or a member somewhere in a body."""

    name: str
    path: tuple[Step, ...]

    def __str__(self) -> str:
        return self.name

    def contains(self, other: "ExpectedField") -> bool:
        """Return whether another field lies inside this one."""
        return other != self and other.path[: len(self.path)] == self.path


def fields_of(response: ExpectedResponse) -> list[ExpectedField]:
    """List what could be dropped from an answer, the outer before the inner.

    What is `exactly(...)` stays: the consumer branches on it.
    """
    headers = [
        ExpectedField(f"{response.beside} {name}", (_HEADER, name))
        for name, value in response.headers.items()
        if name.lower() != "content-type" and not isinstance(value, Exactly)
    ]
    body = response.body
    root = f"$.{body.name}" if isinstance(body, XmlElement) else "$"
    return [*headers, *_inside(body, root, (_BODY,))]


def without(response: ExpectedResponse, field: ExpectedField) -> ExpectedResponse:
    """Give an answer that lacks a field."""
    part, *path = field.path
    if part == _HEADER:
        kept = {
            name: text for name, text in response.headers.items() if name != path[0]
        }
        return replace(response, headers=kept)
    body: Body = _without(response.body, path)
    return replace(response, body=body)


def _inside(
    value: object, name: str, path: tuple[Step, ...]
) -> Iterator[ExpectedField]:
    match value:
        case Some():
            yield from _inside(value.element, f"{name}[*]", (*path, _EACH))
        case EachValue():
            yield from _inside(value.element, f"{name}.*", (*path, _EACH))
        case ArrayContains():
            yield from _inside(list(value.examples), name, path)
        case XmlElement():
            for number, child in enumerate(value.children):
                if isinstance(child, XmlElement):
                    yield from _member(child, f"{name}.{child.name}", (*path, number))
            for attribute, text in value.attributes.items():
                yield from _member(text, f"{name}.@{attribute}", (*path, attribute))
        case Mapping():
            for key, member in value.items():
                yield from _member(member, f"{name}.{key}", (*path, key))
        case list() | tuple():
            for number, member in enumerate(value):
                yield from _inside(member, f"{name}[{number}]", (*path, number))


def _member(
    value: object, name: str, path: tuple[Step, ...]
) -> Iterator[ExpectedField]:
    if not isinstance(value, Exactly):
        yield ExpectedField(name, path)
        yield from _inside(value, name, path)


def _without(value: Any, path: Sequence[Step]) -> Any:
    step, *deeper = path
    match value:
        case Some():
            return Some(_without(value.element, deeper))
        case EachValue():
            return replace(value, element=_without(value.element, deeper))
        case ArrayContains():
            return ArrayContains(tuple(_items(value.examples, step, deeper)))
        case XmlElement() if isinstance(step, int):
            return replace(value, children=tuple(_items(value.children, step, deeper)))
        case XmlElement():
            return replace(value, attributes=_members(value.attributes, step, deeper))
        case Mapping():
            return _members(value, step, deeper)
    return _items(value, step, deeper)


def _members(
    members: Mapping[str, Any], dropped: Step, deeper: Sequence[Step]
) -> dict[str, Any]:
    return {
        name: _without(member, deeper) if name == dropped else member
        for name, member in members.items()
        if deeper or name != dropped
    }


def _items(items: Sequence[Any], dropped: Step, deeper: Sequence[Step]) -> list[Any]:
    return [
        _without(item, deeper) if number == dropped else item
        for number, item in enumerate(items)
        if deeper or number != dropped
    ]
