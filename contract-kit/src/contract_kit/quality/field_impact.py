"""Finds who would break if a real response lost a field, one field after the other.

A provider is verified once, and what it answers is kept. Every further question is
answered by matching: each response without each of its fields, expected or not. A field
that nobody misses is free to change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contract_kit.matching import response_mismatches
from contract_kit.pact_files import Interaction
from contract_kit.provider.recorded_responses import RecordedResponse
from contract_kit.quality.actual_response_fields import (
    ActualField,
    actual_fields,
    without_field,
)


class BrokenAlready(ValueError):
    """A recorded response that fails already cannot lose a field any more."""


@dataclass(frozen=True)
class FieldImpact:
    """A field of a provider's responses to one call, and who needs it."""

    provider: str
    call: str
    status: int
    field: ActualField
    broken: tuple[Interaction, ...]

    @property
    def consumers(self) -> tuple[str, ...]:
        """Who would break without it; nobody where it is free to change."""
        return tuple(sorted({interaction.consumer for interaction in self.broken}))


def measure_impact(answers: Iterable[RecordedResponse]) -> list[FieldImpact]:
    """Take each field out of each real answer, and see whose interaction fails.

    A pending interaction that fails anyhow proves nothing.
    """
    calls: dict[tuple[str, str, str, int], list[RecordedResponse]] = {}
    for each in answers:
        if _is_whole(each):
            calls.setdefault(_address(each), []).append(each)
    return [
        FieldImpact(provider, f"{method} {route}", status, field, _broken(given, field))
        for (provider, route, method, status), given in sorted(calls.items())
        for field in _fields(given)
    ]


def _address(real: RecordedResponse) -> tuple[str, str, str, int]:
    method = real.interaction.request["method"]
    return real.interaction.provider, real.route, method, real.response.status


def _is_whole(real: RecordedResponse) -> bool:
    mismatches = response_mismatches(real.interaction, real.response)
    if mismatches and not real.interaction.pending:
        raise BrokenAlready(
            f"{real.interaction} fails as it is ({mismatches[0]}): verify "
            f"{real.interaction.provider} first."
        )
    return not mismatches


def _fields(given: Sequence[RecordedResponse]) -> list[ActualField]:
    # Longest first: what one answer shows in full, another may give as null.
    listed = sorted(
        (actual_fields(real.response) for real in given), key=len, reverse=True
    )
    return list(dict.fromkeys(field for fields in listed for field in fields))


def _broken(
    given: Sequence[RecordedResponse], field: ActualField
) -> tuple[Interaction, ...]:
    return tuple(
        real.interaction
        for real in given
        if (poorer := without_field(real.response, field)) is not None
        and response_mismatches(real.interaction, poorer)
    )
