"""Reads an OpenAPI document from a file, a commit or an address.

Documents of version 3.0 are read as those of 3.1, in which schemas are JSON Schema.
"""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from contract_kit.openapi_changes.document_format import misshapen
from contract_kit.url_content import url_content

_GIT, _SECONDS = "git:", 10


class UnreadableDocument(ValueError):
    """A source in which there is no OpenAPI document."""


def read_openapi(source: str) -> dict[str, Any]:
    """Read a file, `git:REVISION:PATH` or a URL; raise `UnreadableDocument`."""
    try:
        document = json.loads(_content(source))
    except OSError as error:
        cause = getattr(error, "reason", None) or error.strerror or error
        raise UnreadableDocument(
            f"{source} cannot be read ({cause}): name a file, git:REVISION:PATH or a "
            "URL."
        ) from None
    except ValueError:
        raise UnreadableDocument(
            f"{source} is no JSON: write the document as JSON (for one in YAML: "
            "yq -o json)."
        ) from None
    if not isinstance(document, dict) or "paths" not in document:
        raise UnreadableDocument(
            f"{source} is no OpenAPI document: it has no member `paths`."
        )
    version = str(document.get("openapi", ""))
    if not version.startswith("3."):
        found = document.get("swagger") or version or "none"
        raise UnreadableDocument(
            f"{source} is of version {found}, and 3.0 or 3.1 is read here: convert it."
        )
    newest: dict[str, Any] = _as_json_schema(document) if "3.0" in version else document
    if fault := misshapen(newest):
        raise UnreadableDocument(f"{source} is no sound OpenAPI document: {fault}.")
    return newest


def _content(source: str) -> bytes:
    if source.startswith(_GIT):
        return _committed(source)
    if source.startswith(("http://", "https://")):
        return url_content(source)
    return Path(source).read_bytes()


def _committed(source: str) -> bytes:
    shown = subprocess.run(  # noqa: S603  # nosec B603 B607
        ["git", "show", source.removeprefix(_GIT)],  # noqa: S607
        capture_output=True,
    )
    if shown.returncode:
        message = shown.stderr.decode("utf-8", "replace").strip()
        raise OSError(message.removeprefix("fatal: "))
    return shown.stdout


def _as_json_schema(value: Any) -> Any:
    """Write what 3.0 spells in its own way as JSON Schema does."""
    if isinstance(value, list):
        return [_as_json_schema(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    schema = {name: _as_json_schema(each) for name, each in value.items()}
    if schema.get("nullable") is True and isinstance(schema.get("type"), str):
        del schema["nullable"]
        schema["type"] = [schema["type"], "null"]
        if isinstance(schema.get("enum"), list) and None not in schema["enum"]:
            schema["enum"] = [*schema["enum"], None]
    for limit, exclusive in (
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ):
        is_old = isinstance(schema.get(exclusive), bool)
        if is_old and schema.pop(exclusive) and limit in schema:
            schema[exclusive] = schema.pop(limit)
    return schema
