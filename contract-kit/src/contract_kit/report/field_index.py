"""Turns the contracts round: for each field that a provider gives, who relies on it.

Where somebody has tried it on real answers, their fields are listed, those that nobody
reads included; otherwise the fields that are expected.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from contract_kit.matching import expected_bytes
from contract_kit.matching.bodies import expected_type
from contract_kit.matching.xml_documents import read_xml
from contract_kit.pact_files import Interaction
from contract_kit.quality.actual_response_fields import written_step
from contract_kit.report.check_results import CallFields, CheckResults, FieldReader
from contract_kit.report.links import call_of, fields_anchors

_Call = tuple[str, int]


@dataclass(frozen=True)
class FieldEntry:
    """A field of an answer, such as `$.items[*].price` or `header ETag`."""

    name: str
    readers: tuple[FieldReader, ...]


@dataclass(frozen=True)
class CallEntry:
    """A call with the status of its answer: who reads which field, and who asks it."""

    call: str
    status: int
    fields: tuple[FieldEntry, ...]
    free: tuple[str, ...]
    interactions: Mapping[str, Interaction]
    anchor: str

    @property
    def short_names(self) -> list[str]:
        """The fields that are read, each by its own name alone."""
        return list(dict.fromkeys(short_name(field.name) for field in self.fields))


def index_fields(
    interactions: Iterable[Interaction], results: CheckResults
) -> dict[str, list[CallEntry]]:
    """List the fields of each provider call by call, and who reads them."""
    asked: dict[str, dict[_Call, list[Interaction]]] = {}
    for interaction in interactions:
        call = call_of(interaction, results.routes), interaction.response["status"]
        asked.setdefault(interaction.provider, {}).setdefault(call, []).append(
            interaction
        )
    tried = {(one.provider, one.call, one.status): one for one in results.calls}
    return {
        provider: list(_entries(provider, calls, tried))
        for provider, calls in sorted(asked.items())
    }


def untried(interactions: Iterable[Interaction], results: CheckResults) -> list[str]:
    """List what is expected, and what nobody has tried to take out of a real answer.

    There is something where the findings are older than the contracts.
    """
    tried = {
        (call.provider, call.call, call.status, reader.consumer, short_name(field))
        for call in results.calls
        for field, readers in call.read.items()
        for reader in readers
    }
    return sorted(
        {
            f"{field} of {call_of(each, results.routes)} for {each.consumer}"
            for each in interactions
            for field in fields_of(each.response)
            if (*_asked(each, results), short_name(field)) not in tried
        }
    )


def by_name(
    index: Mapping[str, Sequence[CallEntry]],
) -> dict[str, list[tuple[str, CallEntry]]]:
    """Turn the index round once more: each name of a field, and where it is given."""
    found: dict[str, list[tuple[str, CallEntry]]] = {}
    for provider, entries in index.items():
        for entry in entries:
            for name in entry.short_names:
                found.setdefault(name, []).append((provider, entry))
    return {name: found[name] for name in sorted(found, key=str.lower)}


def short_name(field: str) -> str:
    """Name a field without the way to it: `price` of `$.results[*].price`."""
    end = field.removeprefix("header ").removesuffix("[*]")
    if end.endswith("']"):
        return end.rpartition("['")[2].removesuffix("']")
    return end.rpartition(".")[2].removeprefix("@")


def fields_of(response: Mapping[str, Any]) -> list[str]:
    """Name every field that a response is expected to have."""
    headers = [
        f"header {name}"
        for name in response.get("headers", {})
        if name.lower() != "content-type"
    ]
    if "body" not in response or not response["body"]["content"]:
        return headers
    names: Iterable[str] = ()
    if expected_type(response).is_json:
        names = _json_names(response["body"]["content"], "$")
    elif expected_type(response).is_xml:
        root = read_xml(expected_bytes(response))
        names = _xml_names(root, f"$.{root.tag}")
    return list(dict.fromkeys([*headers, *names]))


def _entries(
    provider: str,
    asked: Mapping[_Call, Sequence[Interaction]],
    tried: Mapping[tuple[str, str, int], CallFields],
) -> Iterator[CallEntry]:
    anchors = fields_anchors(provider, sorted(asked, key=_by_address))
    for call, anchor in anchors.items():
        found, interactions = tried.get((provider, *call)), asked[call]
        read = found.read if found else _expected(interactions)
        fields = (FieldEntry(name, readers) for name, readers in read.items())
        asking = {
            interaction.consumer: interaction for interaction in reversed(interactions)
        }
        free = found.free if found else ()
        yield CallEntry(*call, tuple(fields), free, asking, anchor)


def _asked(
    interaction: Interaction, results: CheckResults
) -> tuple[str, str, int, str]:
    call, status = call_of(interaction, results.routes), interaction.response["status"]
    return interaction.provider, call, status, interaction.consumer


def _expected(
    interactions: Sequence[Interaction],
) -> dict[str, tuple[FieldReader, ...]]:
    consumers: dict[str, set[str]] = {}
    for interaction in interactions:
        for name in fields_of(interaction.response):
            consumers.setdefault(name, set()).add(interaction.consumer)
    return {
        name: tuple(FieldReader(consumer) for consumer in sorted(readers))
        for name, readers in consumers.items()
    }


def _by_address(call: _Call) -> tuple[str, str, int]:
    method, _, path = call[0].partition(" ")
    return path, method, call[1]


def _json_names(value: Any, place: str) -> Iterator[str]:
    """Name the members that hold values; a list is read from its first entry."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _json_names(member, place + written_step(name))
    elif isinstance(value, list) and value:
        yield from _json_names(value[0], f"{place}[*]")
    elif place != "$":
        yield place


def _xml_names(element: Element, place: str) -> Iterator[str]:
    yield from (f"{place}.@{name}" for name in element.attrib)
    if not len(element):
        yield place
    for child in element:
        yield from _xml_names(child, f"{place}.{child.tag}")
