"""`contract-kit audit`: what is wrong with a folder of pacts, whoever wrote them."""

from pathlib import Path
from typing import Any

import click

from contract_kit.audit import AuditFinding, FolderAudit, audit_folder
from contract_kit.check.complaint import Complaint
from contract_kit.command_options import json_option, junit_option
from contract_kit.command_results import CommandResult
from contract_kit.commands._usage_errors import Unanswerable

_SHOWN = 5


@click.command("audit")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--least",
    type=click.IntRange(0, 100),
    default=100,
    show_default=True,
    help="The score below which the answer is no.",
)
@json_option
@junit_option
def command(folder: Path, least: int, **files: Any) -> None:
    """Audit every pact below FOLDER, of any language and without any settings."""
    if not folder.is_dir():
        raise Unanswerable(f"{folder} is no folder: name the one that holds pacts.")
    audit = audit_folder(folder)
    if not audit.pacts and not audit.findings:
        message = f"No pact is in {folder}: name the folder that holds them."
        passed = map(str, audit.passed_by[:_SHOWN])
        raise Unanswerable("\n".join([message, *passed]))
    # From the score on that is demanded, a fault is worth knowing, and no more.
    refused = audit.faults if audit.score < least else ()
    reported = [one for one in audit.findings if one not in refused]
    CommandResult(
        ("audit",),
        [Complaint("audit", _line(one)) for one in refused],
        "\n".join([*map(_line, reported), *map(str, audit.passed_by), _summary(audit)]),
        _document(audit),
    ).conclude(**files)


def _line(finding: AuditFinding) -> str:
    return f"{finding.fault.words}: {finding}"


def _summary(audit: FolderAudit) -> str:
    interactions = sum(len(pact.interactions) for pact in audit.pacts)
    return (
        f"Score {audit.score} of 100: {len(audit.findings)} findings in "
        f"{len(audit.pacts)} pacts with {interactions} interactions."
    )


def _document(audit: FolderAudit) -> dict[str, Any]:
    return {
        "score": audit.score,
        "pacts": len(audit.pacts),
        "findings": [_finding(one) for one in audit.findings],
        "passed_by": [vars(one) for one in audit.passed_by],
    }


def _finding(one: AuditFinding) -> dict[str, Any]:
    return {
        "fault": one.fault.words,
        "harm": one.fault.harm,
        "file": one.file,
        "interaction": one.interaction,
        "place": one.place,
        "sentence": one.sentence,
        "remedy": one.remedy,
    }
