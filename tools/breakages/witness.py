"""A plugin for the pytest that runs in a scratch copy: writes down every red test.

A promise counts as broken only where the kit itself says so; a test that fails before
it has asked anything is red, and proves nothing.
"""

import json
from collections.abc import Generator
from pathlib import Path

import pytest

from contract_kit import ContractBroken, Interaction

_REPORT = "--red-tests"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to write red tests down."""
    parser.addoption(_REPORT, metavar="FILE", help="write every red test here")


def pytest_configure(config: pytest.Config) -> None:
    """Begin with an empty report."""
    _report(config).touch()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Write a red test down: its name, its words, and the promise it is about."""
    report = yield
    if report.failed and call.excinfo:
        red = {
            "name": item.nodeid,
            "words": str(call.excinfo.value).strip(),
            "promise": _broken_promise(item, call.excinfo.value),
        }
        with _report(item.config).open("a", encoding="utf-8") as file:
            file.write(json.dumps(red) + "\n")
    return report


def _broken_promise(item: pytest.Function, error: BaseException) -> list[str] | None:
    if not isinstance(error, ContractBroken):
        return None
    promise = item.callspec.params["promise"]
    if not isinstance(promise, Interaction):
        return None
    return [promise.consumer, promise.provider, promise.title]


def _report(config: pytest.Config) -> Path:
    return Path(config.getoption(_REPORT))
