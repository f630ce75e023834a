"""Rides along when an older commit is verified, and writes down what became of it.

This file is copied out of the kit, because an older kit may not have it yet. So it
needs nothing but pytest, and of the kit only the name of one exception.
"""

import json
import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

PLACE = "CONTRACT_KIT_WITNESS"
_BROKEN = "ContractBroken"
_LINES = 15

kept: list[str] = []
broken: list[str] = []
pending: list[str] = []
troubles: list[str] = []


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Note what could not even be collected."""
    if report.failed:
        troubles.append(_last_lines(report.longreprtext))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note whether a promise is kept, broken, or still pending."""
    report = yield
    if report.when == "call" and report.passed:
        kept.append(item.name)
    elif report.when == "call" and hasattr(report, "wasxfail"):
        pending.append(report.wasxfail.removeprefix("reason: "))
    elif report.when == "call" and call.excinfo and call.excinfo.typename == _BROKEN:
        broken.append(str(call.excinfo.value))
    elif report.failed:
        troubles.append(_last_lines(report.longreprtext))
    return report


def pytest_unconfigure() -> None:
    """Write everything down, and whence each package was loaded."""
    report = {
        "kept": kept,
        "broken": broken,
        "pending": pending,
        "troubles": troubles,
        "packages": dict(_packages()),
    }
    Path(os.environ[PLACE]).write_text(json.dumps(report), "utf-8")


def _packages() -> Generator[tuple[str, str], None, None]:
    for name, module in sys.modules.items():
        file = getattr(module, "__file__", None)
        if file and "." not in name:
            yield name, file


def _last_lines(text: str) -> str:
    return "\n".join(text.strip().splitlines()[-_LINES:])
