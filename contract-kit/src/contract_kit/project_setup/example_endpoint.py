"""Chooses the call to begin with: the first GET without parameters that has JSON."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contract_kit.application_kind import Application
from contract_kit.local_call import answer_to_get
from contract_kit.project_setup.found_app import FoundApp, NoFirstCall
from contract_kit.project_setup.matcher_source import UndecidedValue, typed_part
from contract_kit.provider.host_header import called_by_host, trusted_host

_LAST = ("health", "ready", "live", "metrics", "openapi", "schema", "status")


@dataclass(frozen=True)
class FirstCall:
    """A path, and what of the answer there has a type."""

    path: str
    example: Any


def first_call(found: FoundApp) -> FirstCall:
    """Choose a call of an application; raise `NoFirstCall`."""
    app = called_by_host(found.app, trusted_host(found.app))
    paths = list(dict.fromkeys(_paths(found.app, app)))
    for path in sorted(paths, key=lambda each: any(word in each for word in _LAST)):
        try:
            return FirstCall(path, typed_part(_json_at(app, path)))
        except UndecidedValue:
            continue
    known = f" It has: {', '.join(paths)}." if paths else ""
    raise NoFirstCall(
        f"{found.module}:{found.name} answers no GET without parameters with JSON that "
        f"has something in it.{known} Write its first interaction by hand: see 'Five "
        "minutes' in the README of contract-kit."
    )


def _paths(app: Any, called: Application) -> Iterator[str]:
    """List the routes of Flask and Starlette; of others, those of their document."""
    if hasattr(app, "url_map"):
        for rule in app.url_map.iter_rules():
            if "GET" in rule.methods and not rule.arguments:
                yield rule.rule
    elif hasattr(app, "routes"):
        for route in app.routes:
            is_shown = getattr(route, "include_in_schema", True)
            if "GET" in (getattr(route, "methods", None) or ()) and is_shown:
                yield from [route.path] if "{" not in route.path else []
    else:
        document = _json_at(called, "/openapi.json")
        paths = document.get("paths", {}) if isinstance(document, dict) else {}
        plain = (path for path in paths if "{" not in path)
        yield from (path for path in plain if "get" in paths[path])


def _json_at(app: Application, path: str) -> Any:
    """Return what an application answers; None where that is no JSON of success."""
    try:
        answer = answer_to_get(app, path)
        return json.loads(answer.body) if answer.status == 200 else None
    except Exception:
        # Whatever fails here fails for a reason of its own: another call may do.
        return None
