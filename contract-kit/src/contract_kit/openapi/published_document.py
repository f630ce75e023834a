"""Fetches the OpenAPI document that a provider publishes: from its app, or a file."""

import importlib
import json
import sys
from pathlib import Path
from typing import Any

from contract_kit.application_kind import Application, Kind, kind_of
from contract_kit.existing_paths import existing_path
from contract_kit.local_call import answer_to_get
from contract_kit.provider.host_header import called_by_host, trusted_host
from contract_kit.url_content import url_content

_URL = ("http://", "https://")


class NoOpenApi(ValueError):
    """The document cannot be fetched; the text says why."""


def published_document(root: Path, openapi: str, app: str | None) -> dict[str, Any]:
    """Return a provider's document.

    `openapi` is a path of its app, a URL, or a file; the app is `module:name` or the
    URL at which it runs. Raises `NoOpenApi`, and `PathNotFound` for a file that is not
    there.
    """
    if openapi.startswith(_URL):
        return _fetched(openapi)
    if app and app.startswith(_URL):
        return _fetched(app.rstrip("/") + openapi)
    if app and openapi.startswith("/"):
        return _answered(imported_app(root, app), openapi, app)
    return _parsed(existing_path(root / openapi).read_bytes(), openapi)


def imported_app(root: Path, app: str) -> Application:
    """Import `module:name`, an application or a factory that takes nothing."""
    module, _, name = app.partition(":")
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    try:
        found: Any = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise NoOpenApi(f"The app {app!r} cannot be imported: {error}") from error
    made: Application = found() if kind_of(found) is Kind.FACTORY else found
    return made


def _fetched(url: str) -> dict[str, Any]:
    try:
        content = url_content(url)
    except OSError as error:
        cause = getattr(error, "reason", None) or error.strerror or error
        raise NoOpenApi(
            f"{url} cannot be read ({cause}): is the provider running?"
        ) from None
    return _parsed(content, url)


def _answered(app: Application, path: str, name: str) -> dict[str, Any]:
    answer = answer_to_get(called_by_host(app, trusted_host(app)), path)
    if answer.status != 200:
        raise NoOpenApi(f"{name} answers {answer.status} to GET {path}.")
    return _parsed(answer.body, f"{path} of {name}")


def _parsed(content: bytes, where: str) -> dict[str, Any]:
    try:
        document = json.loads(content)
    except ValueError as error:
        raise NoOpenApi(f"{where} is no JSON: {error}") from None
    if not isinstance(document, dict) or "paths" not in document:
        raise NoOpenApi(f"{where} is no OpenAPI document: it has no paths.")
    return document
