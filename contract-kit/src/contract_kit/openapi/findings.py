"""What a pact and a document disagree about, in words for whoever has to mend one."""

from dataclasses import dataclass
from enum import StrEnum

from contract_kit.pact_files import Interaction


class Part(StrEnum):
    """The part of a call that a disagreement is about."""

    OPERATION = "operation"
    PATH = "path"
    QUERY = "query"
    REQUEST_HEADERS = "request headers"
    SECURITY = "security"
    REQUEST_BODY = "request body"
    STATUS = "status"
    ANSWER_HEADERS = "answer headers"
    ANSWER_BODY = "answer body"


@dataclass(frozen=True)
class Fault:
    """One disagreement: in which part, and what it is."""

    part: Part
    sentence: str


@dataclass(frozen=True)
class Inconsistency:
    """A promise that its provider's document does not bear out."""

    promise: Interaction
    fault: Fault

    def __str__(self) -> str:
        call = f"{self.promise.request['method']} {self.promise.request['path']}"
        return (
            f"{self.promise.consumer} → {self.promise.provider}, "
            f"“{self.promise.title}” ({call} → {self.promise.response['status']}): "
            f"{self.fault.part}: {self.fault.sentence}"
        )
