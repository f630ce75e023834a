"""The pytest plugin: promises are written where, and when, a test has truly passed."""

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from contract_kit.ledger import Ledger, close_ledger, open_ledger
from contract_kit.locations import choose_pacts_folder
from contract_kit.verified import ContractBroken, PendingPromise

# Pact itself is loaded when a test first makes a promise, not in every run of pytest.
if TYPE_CHECKING:
    from contract_kit.agreement import Agreement
    from contract_kit.fields import Field

DROPPED: pytest.StashKey["tuple[int, Field]"] = pytest.StashKey()
AGREEMENT: pytest.StashKey["Agreement"] = pytest.StashKey()
_OUTPUT = pytest.StashKey[Path]()
_HAS_PASSED = pytest.StashKey[bool]()
_LEDGER = pytest.StashKey[Ledger]()
_TOLD_BEFORE = pytest.StashKey[int]()


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
        "--contract-outcomes",
        metavar="FOLDER",
        help="write here what verify_provider has found out about each promise",
    )
    group.addoption(
        "--unused-promises",
        action="store_true",
        help="fail each test that passes although a field it promises is missing",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Settle where promises are read from, and whether unused ones are looked for."""
    choose_pacts_folder(config.getoption("--pacts"), config.rootpath)
    outcomes: str | None = config.getoption("--contract-outcomes")
    folder = config.invocation_params.dir / outcomes if outcomes else None
    ledger = config.stash[_LEDGER] = open_ledger(folder)
    # Workers share the promises, and a name with colons is one test of many.
    is_named = any("::" in word for word in config.args)
    ledger.is_partial = is_named or hasattr(config, "workerinput")
    if config.getoption("--unused-promises"):
        from contract_kit.unused import UnusedPromises

        config.pluginmanager.register(UnusedPromises())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close what was opened for this run."""
    if ledger := config.stash.get(_LEDGER, None):
        close_ledger(ledger)


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Note that this run leaves tests out, so it cannot assert everything."""
    for item in items:
        item.config.stash[_LEDGER].is_partial = True


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


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Note how much this run was told of broken promises before a test begins."""
    item.stash[_TOLD_BEFORE] = item.config.stash[_LEDGER].told


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether the test itself has passed; let nobody excuse a promise."""
    report = yield
    if report.skipped and _excuses_a_promise(item, call):
        _refuse_excuse(report)
    if report.when == "call":
        item.stash[_HAS_PASSED] = report.passed
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, None, None]:
    """Write the promises of a test when nothing of it, not even the end, has failed."""
    __tracebackhide__ = True
    yield
    agreement = item.stash.get(AGREEMENT, None)
    has_passed = item.stash.get(_HAS_PASSED, False)
    if agreement and has_passed:
        from contract_kit.pact_folder import PactFolder

        agreement.settle(PactFolder(item.stash[_OUTPUT]))
    ledger = item.config.stash[_LEDGER]
    if has_passed and (promise := ledger.is_about(_parameters(item))):
        ledger.refuse_unasserted(promise)
    if nextitem is None:
        ledger.refuse_overlooked()


def _excuses_a_promise(item: pytest.Item, call: pytest.CallInfo[None]) -> bool:
    """Tell a test that is skipped or expected to fail where only a pact may say so."""
    error = call.excinfo.value if call.excinfo else None
    if isinstance(error, PendingPromise):
        return False
    ledger = item.config.stash[_LEDGER]
    was_told = ledger.told > item.stash.get(_TOLD_BEFORE, ledger.told)
    is_broken = isinstance(error, ContractBroken) or was_told
    return is_broken or bool(ledger.is_about(_parameters(item)))


def _refuse_excuse(report: pytest.TestReport) -> None:
    excuse = getattr(report, "wasxfail", None)
    word = "skipped" if excuse is None else "expected to fail"
    report.outcome = "failed"
    if excuse is not None:
        del report.wasxfail
    found = "" if excuse is None else f"\n{report.longreprtext}"
    report.longrepr = (
        f"This test holds a provider to its promises, and it is {word}. Take the mark "
        "away: a promise that may fail for a while says so in its pact, with "
        f"pending(owner=..., until=date(...)) in its consumer's test.{found}"
    )


def _parameters(item: pytest.Item) -> list[object]:
    parameters = getattr(item, "callspec", None)
    return list(parameters.params.values()) if parameters else []


def _output_folder(config: pytest.Config, temporary: pytest.TempPathFactory) -> Path:
    wanted: str | None = config.getoption("--pact-output")
    if wanted:
        return config.invocation_params.dir / wanted
    base = temporary.getbasetemp()
    # Under xdist each worker has a base of its own, inside the one of the whole run.
    shared = base.parent if hasattr(config, "workerinput") else base
    return shared / "pacts"
