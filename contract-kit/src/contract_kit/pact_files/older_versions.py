"""Gives pacts of every version in one layout, that of version 4, as pact itself does.

Other hands still write the older ones, and version 4 leaves some freedom: a header may
be a text or a list. With one layout, everything that reads pacts here reads them all.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from contract_kit.pact_files.http_part_versions import in_one_layout
from contract_kit.pact_files.message_versions import is_message, older_message

PactDocument = dict[str, Any]

_HTTP = "Synchronous/HTTP"
_VERSIONS = ("pactSpecification", "pact-specification", "pactSpecificationVersion")
_OLD_STATES = frozenset({"providerState", "provider_state"})
_STATES = ("providerState", "provider_state", "providerStates")
_PARTS = ("request", "response")


def in_newest_layout(document: PactDocument) -> PactDocument:
    """Give a pact document in the layout of version 4, and its messages apart."""
    messages = document.get("messages", [])
    interactions = document.get("interactions", [] if "messages" in document else None)
    if not isinstance(interactions, list) or not isinstance(messages, list):
        return document
    if messages or _is_older(document):
        return {
            **document,
            "interactions": [_interaction(each) for each in interactions],
            "messages": [older_message(each) for each in messages],
            "metadata": {"pactSpecification": {"version": "4.0"}},
        }
    return {
        **document,
        "interactions": [_parts(each) for each in interactions if not is_message(each)],
        "messages": [each for each in interactions if is_message(each)],
    }


def _is_older(document: PactDocument) -> bool:
    found = document.get("metadata")
    metadata = found if isinstance(found, Mapping) else {}
    for name in _VERSIONS:
        written = metadata.get(name)
        version = written.get("version") if isinstance(written, Mapping) else written
        if isinstance(version, str):
            return version.startswith(("1", "2", "3"))
    # Where no version is written, its words for states decide.
    return any(
        isinstance(each, Mapping) and _OLD_STATES & each.keys()
        for each in document.get("interactions", [])
    )


def _interaction(written: Any) -> Any:
    if not isinstance(written, dict):
        return written
    others = {name: part for name, part in written.items() if name not in _STATES}
    kept = _parts(others, is_older=True)
    if states := list(_states(written)):
        kept["providerStates"] = states
    return {"type": _HTTP, **kept}


def _states(written: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name in _STATES:
        match written.get(name):
            case str() as state if state:
                yield {"name": state}
            case list() as states:
                yield from states


def _parts(written: Any, *, is_older: bool = False) -> Any:
    if not isinstance(written, dict):
        return written
    parts = {
        name: in_one_layout(part, is_older=is_older)
        for name, part in written.items()
        if name in _PARTS and isinstance(part, Mapping)
    }
    return {**written, **parts}
