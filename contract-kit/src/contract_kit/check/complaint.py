"""What a check complains about, and what has been found out before it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Complaint:
    """Something to mend: which part of the check found it, and a sentence or more."""

    check: str
    text: str

    def __str__(self) -> str:
        return self.text
