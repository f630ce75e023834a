"""The pytest plugin: promises are written where, and when, a test has truly passed."""

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from contract_kit.locations import choose_pacts_folder
from contract_kit.pact_files import Interaction
from contract_kit.results import ARROW, arrow_text

# Pact itself is loaded when a test first makes a promise, not in every run of pytest.
if TYPE_CHECKING:
    from contract_kit.agreement import Agreement
    from contract_kit.fields import Field

DROPPED: pytest.StashKey["tuple[int, Field]"] = pytest.StashKey()
AGREEMENT: pytest.StashKey["Agreement"] = pytest.StashKey()
_OUTPUT = pytest.StashKey[Path]()
_HAS_PASSED = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the options of contract tests."""
    group = parser.getgroup("contracts", "contracts between applications")
    group.addoption(
        "--pact-output",
        metavar="FOLDER",
        help="write the promises of passing tests here (default: a temporary folder)",
    )
    group.addoption(
        "--pacts",
        metavar="FOLDER",
        help="read the promises to verify from here (default: pacts at the root)",
    )
    group.addoption(
        "--unused-promises",
        action="store_true",
        help="fail each test that passes although a field it promises is missing",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Settle where promises are read from, and whether unused ones are looked for."""
    choose_pacts_folder(config.getoption("--pacts"), config.rootpath)
    if config.getoption("--unused-promises"):
        from contract_kit.unused import UnusedPromises

        config.pluginmanager.register(UnusedPromises())


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark the test of a promise with its arrow, for reports that are counted."""
    parameters = getattr(item, "callspec", None)
    for value in parameters.params.values() if parameters else ():
        if isinstance(value, Interaction):
            arrow = arrow_text(value.consumer, value.provider)
            item.user_properties.append((ARROW, arrow))


@pytest.fixture
def agree(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> "Agreement":
    """Make promises: `agree(consumer, provider)` begins one."""
    from contract_kit.agreement import Agreement

    stash = request.node.stash
    stash[_HAS_PASSED] = False
    stash[_OUTPUT] = _output_folder(request.config, tmp_path_factory)
    agreement = stash[AGREEMENT] = Agreement(stash.get(DROPPED, None))
    return agreement


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether the test itself has passed."""
    report = yield
    if report.when == "call":
        item.stash[_HAS_PASSED] = report.passed
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """Write the promises of a test when nothing of it, not even the end, has failed."""
    __tracebackhide__ = True
    yield
    agreement = item.stash.get(AGREEMENT, None)
    if agreement and item.stash[_HAS_PASSED]:
        from contract_kit.pact_folder import PactFolder

        agreement.settle(PactFolder(item.stash[_OUTPUT]))


def _output_folder(config: pytest.Config, temporary: pytest.TempPathFactory) -> Path:
    wanted: str | None = config.getoption("--pact-output")
    if wanted:
        return config.invocation_params.dir / wanted
    base = temporary.getbasetemp()
    # Under xdist each worker has a base of its own, inside the one of the whole run.
    shared = base.parent if hasattr(config, "workerinput") else base
    return shared / "pacts"
