"""Tells who would break if a real answer lost a field: field by field, by promise.

A provider is held to its promises once, and what it answers is kept. Every further
question is put to the judge: each answer without each of its fields, promised or not.
A field that nobody misses is free to change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contract_kit.impact_answers import RealAnswer
from contract_kit.impact_fields import RealField, real_fields, without_field
from contract_kit.judge import answer_mismatches
from contract_kit.pact_files import Interaction


class BrokenAlready(ValueError):
    """A real answer that keeps its promise in no way cannot be spoiled any more."""


@dataclass(frozen=True)
class FieldImpact:
    """A field of a provider's answers to one call, and the promises that need it."""

    provider: str
    call: str
    status: int
    field: RealField
    broken: tuple[Interaction, ...]

    @property
    def consumers(self) -> tuple[str, ...]:
        """Who would break without it; nobody where it is free to change."""
        return tuple(sorted({promise.consumer for promise in self.broken}))


def measure_impact(answers: Iterable[RealAnswer]) -> list[FieldImpact]:
    """Take each field out of each real answer, and see whose promise breaks.

    A pending promise that its provider breaks anyhow says nothing.
    """
    calls: dict[tuple[str, str, str, int], list[RealAnswer]] = {}
    for each in answers:
        if _is_whole(each):
            calls.setdefault(_address(each), []).append(each)
    return [
        FieldImpact(provider, f"{method} {route}", status, field, _broken(given, field))
        for (provider, route, method, status), given in sorted(calls.items())
        for field in _fields(given)
    ]


def _address(real: RealAnswer) -> tuple[str, str, str, int]:
    method = real.promise.request["method"]
    return real.promise.provider, real.route, method, real.answer.status


def _is_whole(real: RealAnswer) -> bool:
    mismatches = answer_mismatches(real.promise, real.answer)
    if mismatches and not real.promise.pending:
        raise BrokenAlready(
            f"{real.promise} is broken as it is ({mismatches[0]}): hold "
            f"{real.promise.provider} to its promises first."
        )
    return not mismatches


def _fields(given: Sequence[RealAnswer]) -> list[RealField]:
    # Longest first: what one answer shows in full, another may give as null.
    listed = sorted((real_fields(real.answer) for real in given), key=len, reverse=True)
    return list(dict.fromkeys(field for fields in listed for field in fields))


def _broken(given: Sequence[RealAnswer], field: RealField) -> tuple[Interaction, ...]:
    return tuple(
        real.promise
        for real in given
        if (poorer := without_field(real.answer, field)) is not None
        and answer_mismatches(real.promise, poorer)
    )
