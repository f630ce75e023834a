"""Finds expected fields that nobody needs: a test passes although one is missing.

Each expected field binds the provider. So after a consumer's test has passed, it runs
once more for every field that it expects, against a mock that leaves this field out. A
test that still passes does not use it, and the field should go.
"""

from dataclasses import dataclass

import pytest
from _pytest.runner import runtestprotocol

from contract_kit.consumer.base_declaration import Declaration
from contract_kit.consumer.declared_interactions import DeclaredInteractions
from contract_kit.consumer.expected_fields import ExpectedField, fields_of
from contract_kit.consumer.pytest_stash import DROPPED, INTERACTIONS
from contract_kit.pact_files import Integration
from contract_kit.quality.junit_results import UNUSED


@dataclass(frozen=True)
class Unused:
    """A field of an interaction that its test does not need."""

    interaction: Declaration
    field: ExpectedField

    @property
    def integration(self) -> Integration:
        """Between whom it is expected."""
        return Integration(self.interaction.consumer, self.interaction.provider)

    def __str__(self) -> str:
        return f"{self.field} of {self.interaction}"


class UnusedFields:
    """Runs each test of an interaction again and again, each time without one field."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> bool:
        """Run a test, look for fields that it does not need, and report once."""
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
        declared = item.stash.get(INTERACTIONS, None)
        if declared and _all_passed(reports):
            unused = _unused(item, nextitem, declared)
            if unused:
                _fail(reports, unused)
        for report in reports:
            item.ihook.pytest_runtest_logreport(report=report)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True


def _unused(
    item: pytest.Item, nextitem: pytest.Item | None, declared: DeclaredInteractions
) -> list[Unused]:
    found = []
    for number, interaction in enumerate(declared.interactions):
        assert interaction.response  # noqa: S101 - the test has passed, so there was one
        known: list[ExpectedField] = []
        for field in fields_of(interaction.response):
            if any(outer.contains(field) for outer in known):
                continue
            if _passes_without(item, nextitem, number, field):
                known.append(field)
        found += [Unused(interaction, field) for field in known]
    return found


def _passes_without(
    item: pytest.Item, nextitem: pytest.Item | None, number: int, field: ExpectedField
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
    reports[-1].user_properties.extend((UNUSED, str(one.integration)) for one in unused)
    report.longrepr = "\n".join(
        [
            f"{report.nodeid} passes although the provider forgets:",
            *(f"    {one}" for one in unused),
            "Nobody reads it here. Stop expecting it, or assert what the client makes "
            "of it; a value that the client only branches on is exactly(...).",
        ]
    )
