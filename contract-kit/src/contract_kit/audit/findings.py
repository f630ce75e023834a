"""What an audit finds, and how much of a contract each kind of fault takes away."""

from dataclasses import dataclass
from enum import Enum


class Fault(Enum):
    """A kind of fault: its name, and its harm as a share of an interaction.

    1.0 is an interaction that is worth nothing, or worse than none; 0.0 a hint.
    """

    SECRET = "secret", 1.0
    BROKEN = "broken file", 1.0
    EMPTY = "empty pact", 1.0
    PROVIDER_NAME = "provider name", 0.9
    PERSONAL_DATA = "personal data", 0.8
    LITERAL_QUERY = "literal query", 0.8
    CONTRADICTION = "contradiction", 0.8
    DUPLICATE = "duplicate", 0.7
    UNDECLARED = "stale interaction", 0.6
    UNREACHABLE = "unreachable matcher", 0.5
    EMPTY_EXAMPLE = "empty example", 0.5
    VAGUE = "vague matcher", 0.4
    UNANCHORED = "regex without anchors", 0.4
    LITERAL = "literal value", 0.3
    STATELESS = "no state", 0.3
    UNREFUSED = "no negative case", 0.1
    BLANK = "empty text", 0.05
    # It may be right all the same: a hint, and nothing lost.
    STALE = "stale pact", 0.0

    def __init__(self, words: str, harm: float) -> None:
        """Take the words for people, and the harm."""
        self.words = words
        self.harm = harm


@dataclass(frozen=True)
class AuditFinding:
    """A fault: in which file, interaction and place, and what to write instead."""

    fault: Fault
    file: str
    interaction: str
    place: str
    sentence: str
    remedy: str

    def __str__(self) -> str:
        described = f"“{self.interaction}”" if self.interaction else ""
        where = ", ".join(part for part in (self.file, described, self.place) if part)
        return f"{where}: {self.sentence}: {self.remedy}."


def by_harm(finding: AuditFinding) -> tuple[float, str, str, str]:
    """Order findings: what does most harm first, then as the files go."""
    return -finding.fault.harm, finding.file, finding.interaction, finding.place
