"""How every command that checks ends: complaints, JSON, JUnit XML, and a status."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, NoReturn

import click

from contract_kit.check.complaint import Complaint
from contract_kit.check.junit_report import junit_report

YES, NO, SENSELESS = 0, 1, 2


@dataclass(frozen=True)
class CommandResult:
    """What a command has found: `text` for people, `found` for programs.

    Complaints are printed before the text, unless this has their words already.
    """

    checks: Sequence[str]
    complaints: Sequence[Complaint]
    text: str
    found: Mapping[str, object] = field(default_factory=dict)
    is_text_complete: bool = False

    def conclude(
        self, json_file: IO[str] | None = None, junit_file: IO[str] | None = None
    ) -> NoReturn:
        """Write everything where it was asked for, and end with 0 or 1."""
        self._print(is_quiet=is_stdout(json_file) or is_stdout(junit_file))
        if json_file:
            json_file.write(f"{json.dumps(self._document(), indent=2)}\n")
        if junit_file:
            junit_file.write(junit_report(self.checks, self.complaints))
        sys.exit(NO if self.complaints else YES)

    def _print(self, *, is_quiet: bool) -> None:
        # Where a program reads stdout, people read stderr.
        for complaint in () if self.is_text_complete else self.complaints:
            click.echo(complaint, err=is_quiet)
        click.echo(self.text, err=is_quiet)

    def _document(self) -> dict[str, object]:
        complaints = [vars(complaint) for complaint in self.complaints]
        return {"complaints": complaints, **self.found}


def is_stdout(file: IO[str] | None) -> bool:
    """Return whether a program reads this result from stdout."""
    return file is not None and file.name == "-"
