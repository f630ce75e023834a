"""Puts together, call by call, which consumers and pages read which field."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from contract_kit.quality.impact import FieldImpact
from contract_kit.report.check_results import CallFields, FieldReader
from tools.impact.pages_by_field import CONSUMER, FieldPlace, PagesByField


def call_fields(
    impacts: Iterable[FieldImpact], pages: PagesByField
) -> list[CallFields]:
    """Sort the fields of each call into those that somebody reads, and free ones."""
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


def _readers(impact: FieldImpact, pages: PagesByField) -> tuple[FieldReader, ...]:
    place = FieldPlace(*_address(impact), str(impact.field))
    return tuple(
        FieldReader(consumer, tuple(pages.of(place)), tuple(pages.shown_on(place)))
        if consumer == CONSUMER
        else FieldReader(consumer)
        for consumer in impact.consumers
    )
