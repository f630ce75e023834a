"""The pytest plugin: interactions are written when a test has truly passed."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from contract_kit.consumer.pytest_stash import DROPPED, INTERACTIONS, WRITES_NOTHING
from contract_kit.longer_client_timeouts import extend_timeouts
from contract_kit.provider.chosen_pacts_folder import choose_pacts_folder
from contract_kit.provider.unasserted_verifications import (
    AssertionLog,
    close_assertion_log,
    open_assertion_log,
)
from contract_kit.provider.verification_assertions import (
    ContractBroken,
    PendingInteraction,
)

# Pact itself is loaded when a test first declares an interaction, not in every run of
# pytest.
if TYPE_CHECKING:
    from contract_kit.consumer.declared_interactions import DeclaredInteractions
    from contract_kit.consumer.message_builder import ExpectedMessage

_OUTPUT = pytest.StashKey[Path]()
_HAS_PASSED = pytest.StashKey[bool]()
_ASSERTION_LOG = pytest.StashKey[AssertionLog]()
_REPORTED_BEFORE = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the options of contract tests."""
    group = parser.getgroup("contracts", "contracts between applications")
    group.addoption(
        "--pact-output",
        metavar="FOLDER",
        help="write the pacts of passing tests here (default: a temporary folder)",
    )
    group.addoption(
        "--pacts",
        metavar="FOLDER",
        help="read the pacts to verify from here (default: pacts at the root)",
    )
    group.addoption(
        "--contract-outcomes",
        metavar="FOLDER",
        help="write here what verify_provider has found out about each interaction",
    )
    group.addoption(
        "--unused-fields",
        action="store_true",
        help="fail each test that passes although an expected field is missing",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Settle where pacts are read from, and whether unused fields are looked for."""
    choose_pacts_folder(config.getoption("--pacts"), config.rootpath)
    outcomes: str | None = config.getoption("--contract-outcomes")
    folder = config.invocation_params.dir / outcomes if outcomes else None
    ledger = config.stash[_ASSERTION_LOG] = open_assertion_log(folder)
    # Workers share the interactions, and a name with colons is one test of many.
    is_named = any("::" in word for word in config.args)
    ledger.is_partial = is_named or hasattr(config, "workerinput")
    if config.getoption("--unused-fields"):
        from contract_kit.quality.unused_fields import UnusedFields

        config.pluginmanager.register(UnusedFields())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close what was opened for this run."""
    if ledger := config.stash.get(_ASSERTION_LOG, None):
        close_assertion_log(ledger)


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Note that this run leaves tests out, so it cannot assert everything."""
    for item in items:
        item.config.stash[_ASSERTION_LOG].is_partial = True


@pytest.fixture
def agree(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> "DeclaredInteractions":
    """Declare interactions: `agree(consumer, provider)` begins one."""
    from contract_kit.consumer.declared_interactions import DeclaredInteractions

    extend_timeouts(monkeypatch)
    stash = request.node.stash
    stash[_HAS_PASSED] = False
    stash[_OUTPUT] = _output_folder(request.config, tmp_path_factory)
    is_written = not request.config.stash.get(WRITES_NOTHING, False)
    declared = DeclaredInteractions(stash.get(DROPPED, None), is_written)
    stash[INTERACTIONS] = declared
    return declared


@pytest.fixture
def agree_message(
    agree: "DeclaredInteractions",
) -> "Callable[[str, str], ExpectedMessage]":
    """Declare messages: `agree_message(consumer, provider)` begins one."""
    return agree.message


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Note how many failed interactions were reported before a test begins."""
    item.stash[_REPORTED_BEFORE] = item.config.stash[_ASSERTION_LOG].reported


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether the test itself has passed; let nobody excuse an interaction."""
    report = yield
    if report.skipped and _excuses_an_interaction(item, call):
        _refuse_excuse(report)
    if report.when == "call":
        item.stash[_HAS_PASSED] = report.passed
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, None, None]:
    """Write the interactions of a test when nothing of it failed, its end included."""
    __tracebackhide__ = True
    yield
    declared = item.stash.get(INTERACTIONS, None)
    has_passed = item.stash.get(_HAS_PASSED, False)
    if declared and has_passed:
        from contract_kit.pact_files.writer import PactFolder

        declared.settle(PactFolder(item.stash[_OUTPUT]))
    ledger = item.config.stash[_ASSERTION_LOG]
    ledger.end_test(has_failed=not has_passed)
    if has_passed and (interaction := ledger.is_about(_parameters(item))):
        ledger.refuse_unasserted(interaction)
    if nextitem is None:
        ledger.refuse_overlooked()


def _excuses_an_interaction(item: pytest.Item, call: pytest.CallInfo[None]) -> bool:
    """Refuse a test that is skipped or expected to fail: only a pact may say so."""
    error = call.excinfo.value if call.excinfo else None
    if isinstance(error, PendingInteraction):
        return False
    ledger = item.config.stash[_ASSERTION_LOG]
    was_reported = ledger.reported > item.stash.get(_REPORTED_BEFORE, ledger.reported)
    is_broken = isinstance(error, ContractBroken) or was_reported
    return is_broken or bool(ledger.is_about(_parameters(item)))


def _refuse_excuse(report: pytest.TestReport) -> None:
    excuse = getattr(report, "wasxfail", None)
    word = "skipped" if excuse is None else "expected to fail"
    report.outcome = "failed"
    if excuse is not None:
        del report.wasxfail
    found = "" if excuse is None else f"\n{report.longreprtext}"
    report.longrepr = (
        f"This test verifies a provider, and it is {word}. Take the mark "
        "away: an interaction that may fail for a while says so in its pact, with "
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
