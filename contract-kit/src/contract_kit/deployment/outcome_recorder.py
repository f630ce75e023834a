"""Rides along when an older commit is verified, and writes down what became of it.

This file is copied out of the kit, because an older kit may not have it yet. So it
needs nothing but pytest, and of the kit only the class `Verification` that every
version of it has: what `verify_provider` has found counts, whatever tests make of it.
"""

import json
import os
import sys
from collections.abc import Generator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

PLACE = "CONTRACT_KIT_WITNESS"
_LINES = 15

outcomes: list[dict[str, Any]] = []
troubles: list[str] = []


def pytest_configure() -> None:
    """Look on whenever the kit of that commit makes a verification."""
    found: Any = import_module("contract_kit").Verification
    begin = found.__init__

    def noting(verification: Any, *given: Any, **named: Any) -> None:
        begin(verification, *given, **named)
        outcomes.extend(_noted(outcome) for outcome in verification.outcomes)

    found.__init__ = noting


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Note what could not even be collected."""
    if report.failed:
        troubles.append(_last_lines(report.longreprtext))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note what failed; a failed interaction is among the outcomes as well."""
    if report.failed:
        troubles.append(_last_lines(report.longreprtext))


def pytest_unconfigure() -> None:
    """Write everything down, and whence each package was loaded."""
    report = {
        "outcomes": outcomes,
        "troubles": troubles,
        "packages": dict(_packages()),
    }
    Path(os.environ[PLACE]).write_text(json.dumps(report), "utf-8")


def _noted(outcome: Any) -> dict[str, Any]:
    # It was called a promise until 0.2.
    interaction = getattr(outcome, "interaction", None) or outcome.promise
    return {
        "consumer": interaction.consumer,
        "description": interaction.description,
        "states": [state.name for state in interaction.states],
        "request": interaction.request,
        "response": interaction.response,
        "words": str(outcome),
        "is_kept": not outcome.complaints,
        "pending": _pending(interaction),
    }


def _pending(interaction: Any) -> str:
    """Return until when the pact excuses this, if it still does today."""
    until = interaction.comments.get("until")
    try:
        is_over = until is not None and date.fromisoformat(until) < date.today()
    except (TypeError, ValueError):
        is_over = True
    if not interaction.pending or is_over:
        return ""
    return f"pending, followed up by {interaction.comments.get('owner')} until {until}:"


def _packages() -> Generator[tuple[str, str], None, None]:
    for name, module in sys.modules.items():
        file = getattr(module, "__file__", None)
        if file and "." not in name:
            yield name, file


def _last_lines(text: str) -> str:
    return "\n".join(text.strip().splitlines()[-_LINES:])
