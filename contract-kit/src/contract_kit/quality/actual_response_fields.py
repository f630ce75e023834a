"""The fields of a real answer: what each is called, and the answer without it.

All entries of a list are taken together: `$.results[*].price` is one field, and it is
lost everywhere at once.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element, tostring

from contract_kit.matching import ActualResponse
from contract_kit.matching.headers import header_values
from contract_kit.matching.media_types import MediaType, read_media_type
from contract_kit.matching.strict_json import NotJson, read_json
from contract_kit.matching.xml_documents import NotXml, read_xml

# What a message needs to be read at all is no field of it.
_ABOUT_THE_BODY = {"content-type", "content-length", "content-encoding"}
_HEADER, _BODY, _ROOT, _EACH = "header", "body", "$", "[*]"
Steps = tuple[str, ...]
Edit = Callable[[dict[str, Any], str], object]


@dataclass(frozen=True)
class ActualField:
    """A header, a member somewhere in a body, or a body that is one piece."""

    steps: Steps

    def __str__(self) -> str:
        first, *others = self.steps
        if first == _HEADER:
            return " ".join(self.steps)
        return first + "".join(map(written_step, others))


def written_step(step: str) -> str:
    """Write one step of the way to a field, after those before it."""
    if step == _EACH:
        return step
    is_plain = "." not in step and "[" not in step
    return f".{step}" if is_plain else f"['{step}']"


def actual_fields(response: ActualResponse) -> list[ActualField]:
    """List every field of an answer that holds a value, headers first."""
    headers = (
        (_HEADER, name)
        for name, _ in response.headers
        if name.lower() not in _ABOUT_THE_BODY
    )
    found = dict.fromkeys([*headers, *_steps_of(_read(response))])
    return [ActualField(steps) for steps in found]


def without_field(
    response: ActualResponse, field: ActualField
) -> ActualResponse | None:
    """Give an answer that lacks a field; None where it does not have it anyway."""
    part, *steps = field.steps
    if part == _HEADER:
        lost = steps[0].lower()
        kept = tuple(pair for pair in response.headers if pair[0].lower() != lost)
        return (
            replace(response, headers=kept) if kept != tuple(response.headers) else None
        )
    if part == _BODY:
        return replace(response, body=b"") if response.body else None
    content = _read(response)
    if isinstance(content, Element):
        is_there = _lose_element(content, steps)
    else:
        is_there = _edit_member(content, steps, lambda owner, name: owner.pop(name))
    return replace(response, body=_written(content)) if is_there else None


def with_other_value(
    response: ActualResponse, field: ActualField, change: Callable[[Any], Any]
) -> ActualResponse | None:
    """Give an answer with another value of a JSON field; None where there is none."""

    def alter(owner: dict[str, Any], name: str) -> None:
        owner[name] = change(owner[name])

    part, *steps = field.steps
    content = _read(response)
    if part != _ROOT or not _edit_member(content, steps, alter):
        return None
    return replace(response, body=_written(content))


def _read(response: ActualResponse) -> Any:
    """Read a body as JSON or XML; whatever else it is, it is one piece."""
    try:
        if response.body and _media_type(response).is_json:
            return read_json(response.body)
        if response.body and _media_type(response).is_xml:
            return read_xml(response.body)
    except (NotJson, NotXml):
        return response.body
    return response.body


def _media_type(response: ActualResponse) -> MediaType:
    return read_media_type("".join(header_values(response.headers, "Content-Type")[:1]))


def _written(content: Any) -> bytes:
    if isinstance(content, Element):
        return tostring(content)
    return json.dumps(content).encode("ascii")


def _steps_of(content: Any) -> Iterator[Steps]:
    match content:
        case b"":
            return
        case bytes():
            yield (_BODY,)
        case Element():
            yield from _elements(content, (_ROOT, content.tag))
        case _:
            yield from _members(content, (_ROOT,))


def _members(value: Any, steps: Steps) -> Iterator[Steps]:
    """A list of bare values is one value; so is whatever is empty."""
    if isinstance(value, dict) and value:
        for name, member in value.items():
            yield from _members(member, (*steps, name))
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for each in value:
            yield from _members(each, (*steps, _EACH))
    elif steps[-1] not in (_ROOT, _EACH):
        yield steps


def _elements(element: Element, steps: Steps) -> Iterator[Steps]:
    yield from ((*steps, f"@{name}") for name in element.attrib)
    for child in element:
        yield from _elements(child, (*steps, child.tag))
    if not len(element) and len(steps) > 2:
        yield steps


def _edit_member(value: Any, steps: list[str], edit: Edit) -> bool:
    """Edit a member wherever it stands; return whether it was there."""
    step, *deeper = steps
    if step == _EACH and isinstance(value, list):
        return True in [_edit_member(each, deeper, edit) for each in value]
    if not isinstance(value, dict) or step not in value:
        return False
    if deeper:
        return _edit_member(value[step], deeper, edit)
    edit(value, step)
    return True


def _lose_element(root: Element, steps: list[str]) -> bool:
    """Remove an element or attribute wherever it stands; return whether it was there.

    The first step is the root itself.
    """
    name, *between = steps
    if root.tag != name or not between:
        return False
    step, *deeper = between
    if step.startswith("@"):
        return root.attrib.pop(step[1:], None) is not None
    children = [child for child in root if child.tag == step]
    if deeper:
        return True in [_lose_element(child, between) for child in children]
    for child in children:
        root.remove(child)
    return bool(children)
