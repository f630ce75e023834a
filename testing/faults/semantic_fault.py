"""What a semantic fault is: a small change that leaves every status and type as it was.

What they mean changes. A sort is reversed, a filter is forgotten, a limit is one too
small: no type checker and no schema would notice.
"""

from dataclasses import dataclass

from testing.faults.edit import Edit
from testing.faults.fault import Side


@dataclass(frozen=True)
class SemanticFault:
    """One change, and the application whose contract tests are to notice it."""

    description: str
    application: str
    noticed_by: Side
    edit: Edit

    def __str__(self) -> str:
        return f"{self.application}: {self.description}"
