"""What a pact and a document disagree about, in words for whoever has to mend one."""

from dataclasses import dataclass
from enum import StrEnum

from contract_kit.pact_files import Interaction


class Part(StrEnum):
    """The part of a call that a finding is about."""

    OPERATION = "operation"
    PATH = "path"
    QUERY = "query"
    REQUEST_HEADERS = "request headers"
    SECURITY = "security"
    REQUEST_BODY = "request body"
    STATUS = "status"
    RESPONSE_HEADERS = "answer headers"
    RESPONSE_BODY = "answer body"


@dataclass(frozen=True)
class Finding:
    """One difference: in which part, and what it is."""

    part: Part
    sentence: str


@dataclass(frozen=True)
class Inconsistency:
    """An interaction that its provider's document does not bear out."""

    interaction: Interaction
    finding: Finding

    def __str__(self) -> str:
        call = (
            f"{self.interaction.request['method']} {self.interaction.request['path']}"
        )
        return (
            f"{self.interaction.consumer} → {self.interaction.provider}, "
            f"“{self.interaction.title}” ({call} → "
            f"{self.interaction.response['status']}): {self.finding.part}: "
            f"{self.finding.sentence}"
        )
