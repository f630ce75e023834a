"""Turns the contracts round: for each field that a provider gives, who relies on it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from contract_kit.judge import agreed_bytes
from contract_kit.judge.bodies import agreed_type
from contract_kit.judge.xml_bodies import read_xml
from contract_kit.map.addresses import call_of
from contract_kit.map.results import Results
from contract_kit.pact_files import Interaction
from contract_kit.routes import Routes


@dataclass(frozen=True)
class Reader:
    """A consumer of a field: the promises that name it, and the pages that show it."""

    consumer: str
    promises: tuple[Interaction, ...]
    pages: tuple[str, ...]


@dataclass(frozen=True)
class FieldEntry:
    """A field of an answer, such as `$.items[*].price` or `header ETag`."""

    name: str
    readers: tuple[Reader, ...]


@dataclass(frozen=True)
class CallEntry:
    """A call with the status of its answer, and all its fields that anybody reads."""

    call: str
    status: int
    fields: tuple[FieldEntry, ...]


def index_fields(
    promises: Iterable[Interaction], routes: Mapping[str, Routes], results: Results
) -> dict[str, list[CallEntry]]:
    """List the fields of each provider call by call, and who reads them."""
    found: dict[str, dict[tuple[str, int], dict[str, list[Interaction]]]] = {}
    for promise in promises:
        call = call_of(promise, routes), promise.response["status"]
        for name in fields_of(promise.response):
            calls = found.setdefault(promise.provider, {})
            calls.setdefault(call, {}).setdefault(name, []).append(promise)
    return {
        provider: [
            CallEntry(call, status, tuple(_entries(calls[call, status], results)))
            for call, status in sorted(calls, key=_by_address)
        ]
        for provider, calls in sorted(found.items())
    }


def fields_of(answer: Mapping[str, Any]) -> list[str]:
    """Name every field that an answer promises, in the order of the example."""
    headers = [
        f"header {name}"
        for name in answer.get("headers", {})
        if name.lower() != "content-type"
    ]
    if "body" not in answer or not answer["body"]["content"]:
        return headers
    names: Iterable[str] = ()
    if agreed_type(answer).is_json:
        names = _json_names(answer["body"]["content"], "$")
    elif agreed_type(answer).is_xml:
        root = read_xml(agreed_bytes(answer))
        names = _xml_names(root, f"$.{root.tag}")
    return list(dict.fromkeys([*headers, *names]))


def _entries(
    fields: Mapping[str, list[Interaction]], results: Results
) -> Iterator[FieldEntry]:
    for name, promises in fields.items():
        consumers = sorted({promise.consumer for promise in promises})
        readers = (
            Reader(
                consumer,
                tuple(each for each in promises if each.consumer == consumer),
                results.pages_of(consumer, promises[0].provider, name),
            )
            for consumer in consumers
        )
        yield FieldEntry(name, tuple(readers))


def _by_address(call: tuple[str, int]) -> tuple[str, str, int]:
    method, _, path = call[0].partition(" ")
    return path, method, call[1]


def _json_names(value: Any, place: str) -> Iterator[str]:
    """Name the members that hold values; a list speaks through its first entry."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _json_names(member, f"{place}.{name}")
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
