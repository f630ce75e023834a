"""Reads a folder in which anything may lie: pacts of four versions, and other JSON.

Messages are named and passed by, and so is JSON that is no pact. A pact that cannot be
read is a finding, in one sentence.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contract_kit.audit.findings import AuditFinding, Fault
from contract_kit.audit.matcher_syntax import Language, language_of
from contract_kit.pact_files import Interaction, read_pact
from contract_kit.pact_files.messages import messages_in
from contract_kit.pact_files.pact_document import UnreadablePact, parse_document

_ELSEWHERE = frozenset({"node_modules", ".git", ".venv", ".nox"})


@dataclass(frozen=True)
class AuditedPact:
    """A pact file: its HTTP interactions, and in which language they are declared."""

    file: str
    path: Path
    consumer: str
    provider: str
    interactions: tuple[Interaction, ...]
    language: Language

    def finding(
        self,
        fault: Fault,
        sentence: str,
        remedy: str,
        interaction: Interaction | None = None,
        place: str = "",
    ) -> AuditFinding:
        """Return what is wrong in this file."""
        title = interaction.title if interaction else ""
        return AuditFinding(fault, self.file, title, place, sentence, remedy)


@dataclass(frozen=True)
class OmittedFile:
    """A file, or a part of one, that is not audited, and why."""

    file: str
    why: str

    def __str__(self) -> str:
        return f"{self.file}: {self.why}, and passed by"


def read_folder(
    folder: Path,
) -> Iterator[AuditedPact | AuditFinding | OmittedFile]:
    """Read every JSON file below a folder."""
    for path in sorted(folder.rglob("*.json")):
        name = path.relative_to(folder).as_posix()
        if not (_ELSEWHERE & set(path.relative_to(folder).parts) or path.is_dir()):
            yield from _read(path, name)


def _read(path: Path, name: str) -> Iterator[AuditedPact | AuditFinding | OmittedFile]:
    try:
        content = path.read_bytes()
        written = _json(content)
        if written is not None and not _is_pact(written):
            yield OmittedFile(name, "is JSON and no pact")
            return
        document = parse_document(content, name)
        titles = [f"“{message.title}”" for message in messages_in(document)]
        if titles:
            why = f"holds messages that are not audited ({', '.join(titles)})"
            yield OmittedFile(name, why)
        if document["interactions"] or not titles:
            yield _pact(path, name, document, written)
    except UnreadablePact as error:
        sentence = str(error).removeprefix(name).lstrip(": ").rstrip(".")
        problem, _, remedy = sentence.rpartition(": ")
        yield AuditFinding(Fault.BROKEN, name, "", "", problem, remedy)
    except OSError as error:
        cause = f"cannot be read ({str(error.strerror).lower()})"
        yield AuditFinding(Fault.BROKEN, name, "", "", cause, "make it readable")


def _json(content: bytes) -> Any:
    """Read JSON; None where it is none, which the reader of pacts reports."""
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _is_pact(written: Any) -> bool:
    # Whoever names a consumer and a provider means a pact, be it a broken one.
    return isinstance(written, Mapping) and bool(
        {"consumer", "provider"} <= written.keys()
    )


def _pact(
    path: Path, name: str, document: Mapping[str, Any], written: Any
) -> AuditedPact | AuditFinding:
    interactions = tuple(read_pact(document))
    if not interactions:
        return AuditFinding(
            *(Fault.EMPTY, name, "", ""),
            "holds no interaction, so that its verification is green for nothing",
            "let the consumer's contract tests write it, or delete it",
        )
    names = document["consumer"]["name"], document["provider"]["name"]
    return AuditedPact(name, path, *names, interactions, language_of(written))
