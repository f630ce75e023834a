"""Writes a pact of any tool as contract-kit writes its own.

One writer, the same bytes each time: keys in order, interactions in order, and no
version of the tool, so that its upgrade shows only where it changes an interaction.
"""

import json
from pathlib import Path
from typing import Any

from contract_kit.pact_files import pact_paths
from contract_kit.pact_files.pact_document import UnreadablePact, parse_document
from contract_kit.pact_files.writer import as_bytes


def normalise(content: bytes, name: str) -> bytes:
    """Write the content of a pact file in one spelling; raise `UnreadablePact`."""
    parse_document(content, name)
    document: dict[str, Any] = json.loads(content.decode("utf-8-sig"))
    if "pactSpecification" not in (document.get("metadata") or {}):
        raise UnreadablePact(
            f"{name} does not say which version of Pact it is of: let its library "
            "write metadata.pactSpecification."
        )
    return as_bytes(document)


def normalise_folder(folder: Path) -> None:
    """Write every pact of a folder in one spelling."""
    for path in pact_paths(folder):
        path.write_bytes(normalise(path.read_bytes(), path.name))
