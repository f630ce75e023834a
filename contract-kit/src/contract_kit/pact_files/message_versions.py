"""Gives the messages of pacts of every version in the layout of version 4.

Version 3 has a list of its own for them; since version 4 they stand among the
interactions, and are told apart by their type.
"""

from collections.abc import Mapping
from typing import Any

from contract_kit.pact_files.http_part_versions import in_one_layout

_ASYNCHRONOUS = "Asynchronous/Messages"


def is_message(written: Any) -> bool:
    """Return whether an interaction of version 4 is about messages."""
    return isinstance(written, Mapping) and "Messages" in str(written.get("type", ""))


def older_message(written: Any) -> Any:
    """Give a message of version 3 as version 4 writes it."""
    if not isinstance(written, Mapping):
        return written
    metadata = written.get("metadata") or written.get("metaData") or {}
    part = {
        "body": written.get("contents"),
        "headers": _headers(metadata),
        "matchingRules": written.get("matchingRules"),
        "generators": written.get("generators"),
    }
    read = in_one_layout(part, is_older=True)
    name = written.get("providerState")
    states = [{"name": name}] if name else written.get("providerStates", [])
    return {
        "type": _ASYNCHRONOUS,
        "description": written.get("description"),
        "providerStates": states,
        "contents": read["body"],
        "metadata": metadata,
        **{
            kind: read[kind] for kind in ("matchingRules", "generators") if kind in read
        },
    }


def _headers(metadata: Any) -> dict[str, Any]:
    if not isinstance(metadata, Mapping):
        return {}
    types = [
        value
        for name, value in metadata.items()
        if name.lower() in {"contenttype", "content-type"}
    ]
    return {"Content-Type": types[0]} if types else {}
