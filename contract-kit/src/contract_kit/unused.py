"""Finds promises that nobody needs: the test passes although the field is missing.

Each promised field binds the provider. So after a consumer's test has passed, it runs
once more for every field that it promises, against a mock that leaves this field out. A
test that still passes does not use it, and the promise should go.
"""

from dataclasses import dataclass

import pytest
from _pytest.runner import runtestprotocol

from contract_kit.agreement import Agreement, Promise
from contract_kit.fields import Field, fields_of
from contract_kit.plugin import AGREEMENT, DROPPED
from contract_kit.results import UNUSED, arrow_text


@dataclass(frozen=True)
class Unused:
    """A field of a promise that its test does not need."""

    promise: Promise
    field: Field

    @property
    def arrow(self) -> str:
        """Between whom it is promised."""
        return arrow_text(self.promise.consumer, self.promise.provider)

    def __str__(self) -> str:
        return f"{self.field} of {self.promise}"


class UnusedPromises:
    """Runs each test of a promise again and again, each time without one field."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> bool:
        """Run a test, look for promises that it does not need, and report once."""
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
        agreement = item.stash.get(AGREEMENT, None)
        if agreement and _all_passed(reports):
            unused = _unused(item, nextitem, agreement)
            if unused:
                _fail(reports, unused)
        for report in reports:
            item.ihook.pytest_runtest_logreport(report=report)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True


def _unused(
    item: pytest.Item, nextitem: pytest.Item | None, agreement: Agreement
) -> list[Unused]:
    found = []
    for number, promise in enumerate(agreement.promises):
        assert promise.answer  # noqa: S101 - the test has passed, so there was one
        known: list[Field] = []
        for field in fields_of(promise.answer):
            if any(outer.contains(field) for outer in known):
                continue
            if _passes_without(item, nextitem, number, field):
                known.append(field)
        found += [Unused(promise, field) for field in known]
    return found


def _passes_without(
    item: pytest.Item, nextitem: pytest.Item | None, number: int, field: Field
) -> bool:
    item.stash[DROPPED] = (number, field)
    style = item.config.option.tbstyle
    # Nobody sees these failures, and writing one takes longer than the test.
    item.config.option.tbstyle = "no"
    try:
        return _all_passed(runtestprotocol(item, nextitem=nextitem, log=False))
    finally:
        item.config.option.tbstyle = style
        del item.stash[DROPPED]


def _all_passed(reports: list[pytest.TestReport]) -> bool:
    return all(report.passed for report in reports)


def _fail(reports: list[pytest.TestReport], unused: list[Unused]) -> None:
    (report,) = [report for report in reports if report.when == "call"]
    report.outcome = "failed"
    # The report of a run takes its notes from the last one.
    reports[-1].user_properties.extend((UNUSED, one.arrow) for one in unused)
    report.longrepr = "\n".join(
        [
            f"{report.nodeid} passes although the provider forgets:",
            *(f"    {one}" for one in unused),
            "Nobody reads it here. Stop promising it, or assert what the client makes "
            "of it; a value that the client only branches on is exactly(...).",
        ]
    )
