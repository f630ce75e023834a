"""Puts together, call by call, which consumers and pages read which field."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from contract_kit.impact.pages_by_field import PagesByField, ResponseField
from contract_kit.quality.field_impact import FieldImpact
from contract_kit.report.check_results import CallFields, FieldReader


def call_fields(
    impacts: Iterable[FieldImpact], pages: Mapping[str, PagesByField]
) -> list[CallFields]:
    """Sort the fields of each call into those that somebody reads, and free ones.

    `pages` holds those of each consumer that has some.
    """
    return [
        CallFields(
            *address,
            {str(one.field): _readers(one, pages) for one in fields if one.consumers},
            tuple(str(one.field) for one in fields if not one.consumers),
        )
        for address, group in groupby(impacts, key=_address)
        for fields in [list(group)]
    ]


def document(call: CallFields) -> dict[str, Any]:
    """Write a call as JSON, for the map of the contracts."""
    read = [
        {"field": name, "readers": [vars(reader) for reader in readers]}
        for name, readers in call.read.items()
    ]
    return {**vars(call), "read": read}


def _address(impact: FieldImpact) -> tuple[str, str, int]:
    return impact.provider, impact.call, impact.status


def _readers(
    impact: FieldImpact, pages: Mapping[str, PagesByField]
) -> tuple[FieldReader, ...]:
    place = ResponseField(*_address(impact), str(impact.field))
    return tuple(
        _reader(consumer, place, pages.get(consumer)) for consumer in impact.consumers
    )


def _reader(
    consumer: str, place: ResponseField, pages: PagesByField | None
) -> FieldReader:
    if pages is None:
        return FieldReader(consumer)
    return FieldReader(consumer, tuple(pages.of(place)), tuple(pages.shown_on(place)))
