"""A pytest plugin for scratch copies: records every failed test in a file.

An interaction counts as broken only where contract-kit itself reports it; a test that
fails before it has asked anything proves nothing.
"""

import json
from collections.abc import Generator
from pathlib import Path

import pytest

from contract_kit import ContractBroken, Interaction

_REPORT = "--failed-tests"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to record failed tests."""
    parser.addoption(_REPORT, metavar="FILE", help="write every failed test here")


def pytest_configure(config: pytest.Config) -> None:
    """Begin with an empty report."""
    _report(config).touch()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Record a failed test: its name, its message, and the interaction that broke."""
    report = yield
    if report.failed and call.excinfo:
        failure = {
            "test": item.nodeid,
            "message": str(call.excinfo.value).strip(),
            "interaction": _broken_interaction(item, call.excinfo.value),
        }
        with _report(item.config).open("a", encoding="utf-8") as file:
            file.write(json.dumps(failure) + "\n")
    return report


def _broken_interaction(
    item: pytest.Function, error: BaseException
) -> list[str] | None:
    if not isinstance(error, ContractBroken):
        return None
    for value in item.callspec.params.values():
        if isinstance(value, Interaction):
            return [value.consumer, value.provider, value.title]
    return None


def _report(config: pytest.Config) -> Path:
    return Path(config.getoption(_REPORT))
