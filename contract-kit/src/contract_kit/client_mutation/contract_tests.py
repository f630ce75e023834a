"""The contract tests of a consumer, as pytest has collected them: runs one of them."""

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from _pytest.tmpdir import TempPathFactory

_FIXTURE = "agree"


@dataclass
class ContractTests:
    """The tests that declare interactions, and the error of the latest one."""

    items: list[pytest.Item]
    error: BaseException | None = field(default=None, init=False)

    def share_folder(self) -> None:
        """Make the folder for temporary files, before any process is forked."""
        self._folders().getbasetemp()

    def use_own_folder(self) -> None:
        """Keep the temporary files of this process apart from those of others."""
        folders = self._folders()
        own = folders.getbasetemp() / f"worker-{os.getpid()}"
        own.mkdir()
        folders._basetemp = own

    def fails(self, number: int, following: int | None = None) -> bool:
        """Run a test as pytest does; what the following one needs stays set up."""
        self.error = None
        item = self.items[number]
        nextitem = None if following is None else self.items[following]
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
        return not all(report.passed for report in reports)

    def timed(self, number: int, following: int | None) -> tuple[bool, float]:
        """Run a test; return whether it passed, and how long that took."""
        begin = time.monotonic()
        has_failed = self.fails(number, following)
        return not has_failed, time.monotonic() - begin

    def _folders(self) -> TempPathFactory:
        config: Any = self.items[0].config
        folders: TempPathFactory = config._tmp_path_factory
        return folders

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, call: pytest.CallInfo[None]) -> None:
        """Keep the error of a test: its report is text alone."""
        if call.excinfo and self.error is None:
            self.error = call.excinfo.value


def in_turn(numbers: Sequence[int]) -> Iterator[tuple[int, int | None]]:
    """Go through tests, each with the one that follows it."""
    following = [*numbers[1:], None] if numbers else []
    return zip(numbers, following, strict=True)


def contract_tests(items: Sequence[pytest.Item]) -> ContractTests:
    """Choose the tests that declare interactions."""
    return ContractTests(
        [each for each in items if _FIXTURE in getattr(each, "fixturenames", ())]
    )
