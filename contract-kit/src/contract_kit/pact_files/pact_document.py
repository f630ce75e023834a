"""Reads the text of a pact file, or reports in a sentence why nobody can.

A file may have been saved with a byte order mark, by another tool, in the middle of a
merge or only by half. Whatever cannot be verified here names the file, the cause and
the way out.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from contract_kit.pact_files.interaction_validation import misshapen, misshapen_message
from contract_kit.pact_files.older_versions import in_newest_layout

PactDocument = dict[str, Any]

_MERGE_MARK = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)
_SIGNS = {"consumer", "provider", "interactions", "messages"}
_AGAIN = "let its consumer's contract tests write it anew, or `git restore` it"


class UnreadablePact(ValueError):
    """A file among the pacts that is none, or none that can be verified here."""


def read_document(path: Path) -> PactDocument:
    """Read a pact file in the layout of Pact V4; raise `UnreadablePact`."""
    try:
        content = path.read_bytes()
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise UnreadablePact(
            f"{path.name} cannot be read as a file ({cause}): move it out of this "
            f"folder, or {_AGAIN}."
        ) from None
    return parse_document(content, path.name)


def parse_document(content: bytes, name: str) -> PactDocument:
    """Parse the content of a pact file; `name` is what complaints call it."""
    document = _json(content, name)
    _demand_names(document, name)
    newest = in_newest_layout(document)
    _demand_calls(newest, name)
    return newest


def _json(content: bytes, name: str) -> Any:
    try:
        # Some editors begin a file with a byte order mark.
        text = content.decode("utf-8-sig")
        return json.loads(text)
    except UnicodeDecodeError:
        raise UnreadablePact(f"{name} is not UTF-8: {_AGAIN}.") from None
    except RecursionError:
        raise UnreadablePact(f"{name} is nested too deep: {_AGAIN}.") from None
    except ValueError as error:
        raise UnreadablePact(f"{name} {_cause(text, error)}") from None


def _cause(text: str, error: ValueError) -> str:
    if _MERGE_MARK.search(text):
        return (
            "holds the marks of a merge that is not finished: take either side, then "
            "let its consumer's contract tests write it anew."
        )
    if not text.strip():
        return f"is empty: {_AGAIN}."
    return f"is no JSON, or only half of it ({error}): {_AGAIN}."


def _demand_names(document: object, name: str) -> None:
    lacking = "" if isinstance(document, Mapping) else "an object"
    if isinstance(document, Mapping):
        for part in ("consumer", "provider"):
            named = document.get(part)
            if not isinstance(named, Mapping) or not isinstance(named.get("name"), str):
                lacking = lacking or f"the name of a {part}"
    if lacking:
        raise UnreadablePact(
            f"{name} is JSON and no pact, because it lacks {lacking}: keep it in "
            "another folder."
        )


def is_other_json(path: Path) -> bool:
    """Return whether a file is sound JSON that nobody would take for a pact."""
    try:
        return is_no_pact(path.read_bytes())
    except OSError:
        return False


def is_no_pact(content: bytes) -> bool:
    """Return whether a content is sound JSON that nobody would take for a pact."""
    # What names a consumer is a pact, sound or not; it is not parsed twice.
    if b'"consumer"' in content:
        return False
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return not isinstance(document, Mapping) or _SIGNS.isdisjoint(document)


def _demand_calls(document: Mapping[str, Any], name: str) -> None:
    interactions = document.get("interactions")
    if not isinstance(interactions, list):
        raise UnreadablePact(f"{name} has no list of interactions: {_AGAIN}.")
    for kind, written, wrong_with in (
        ("interaction", interactions, misshapen),
        ("message", document.get("messages", []), misshapen_message),
    ):
        for number, each in enumerate(written, 1):
            if wrong := wrong_with(each):
                raise UnreadablePact(
                    f"{name}: {kind} {number} cannot be read, because {wrong}: "
                    f"{_AGAIN}."
                )
