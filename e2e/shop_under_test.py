"""Opens one whole shop for the run, or takes one that stands already.

The controlling process opens the shop and sends its address to every xdist worker;
`--base-url URL` tests a standing shop instead. When the last test is over it closes the
shop, and checks what its applications have sent each other.
"""

import shutil
import tempfile
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests

from tools.shop import DidNotOpen, RunningShop, running_shop
from tools.traffic_check import RecordedTraffic, Verdict

SHOP = pytest.StashKey[RunningShop | None]()
CLOSING = pytest.StashKey[ExitStack]()
TRAFFIC = pytest.StashKey[RecordedTraffic]()
VERDICT = pytest.StashKey[Verdict]()

# Each browser sends the address it comes from, as a gateway would.
_SETTINGS = {"TRUSTED_PROXIES": "1"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that chooses where the report on contracts goes."""
    parser.addoption(
        "--record-contracts",
        metavar="FILE",
        type=Path,
        help="write the report on calls and contracts here, as JSON to *.json"
        " (default: contracts.txt among the test results)",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Open a shop, or get its address from the controlling process."""
    config.stash[CLOSING] = ExitStack()
    config.stash[SHOP] = None
    if shared := getattr(config, "workerinput", {}).get("shop"):
        config.stash[SHOP] = RunningShop.from_dict(shared)
    elif _needs_a_shop(config):
        config.stash[SHOP] = _open_shop(config)
    elif config.option.base_url and not _is_worker(config):
        _demand_answer(config.option.base_url)
    if shop := config.stash[SHOP]:
        config.option.base_url = shop.url


def another_shop(config: pytest.Config) -> AbstractContextManager[RunningShop]:
    """Open one more, for tests that break what others would still need."""
    shared = getattr(config, "workerinput", {}).get("traffic")
    traffic = RecordedTraffic(Path(shared)) if shared else config.stash[TRAFFIC]
    return running_shop(_SETTINGS | traffic.environment)


def _needs_a_shop(config: pytest.Config) -> bool:
    asked = config.option
    only_lists = asked.collectonly or asked.help or asked.showfixtures or asked.markers
    does_without = asked.base_url or only_lists or _is_on_stubs(config)
    return not (does_without or _is_worker(config))


def _is_on_stubs(config: pytest.Config) -> bool:
    stubs = config.rootpath / "stubs"
    places = [(config.invocation_params.dir / each).resolve() for each in config.args]
    return all(stubs in (place, *place.parents) for place in places)


def _open_shop(config: pytest.Config) -> RunningShop:
    folder = tempfile.TemporaryDirectory(prefix="furrow-traffic-")
    config.add_cleanup(folder.cleanup)
    config.stash[TRAFFIC] = RecordedTraffic(Path(folder.name))
    try:
        return config.stash[CLOSING].enter_context(another_shop(config))
    except DidNotOpen as reason:
        pytest.exit(f"The shop did not open.\n{reason}", returncode=2)


def _demand_answer(url: str) -> None:
    """End the run with a sentence where no shop stands at the address."""
    try:
        answer = requests.get(f"{url.rstrip('/')}/health/live", timeout=10)
        reason = "" if answer.ok else f"it answers {answer.status_code}"
    except requests.RequestException as error:
        reason = type(error).__name__
    if reason:
        pytest.exit(
            f"No shop stands at {url} ({reason}): open it, or give --base-url"
            " the address of another.",
            returncode=2,
        )


def pytest_report_header(config: pytest.Config) -> str:
    """Return which shop is tested."""
    return f"shop: {config.option.base_url}"


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Pass the address of the shop to a worker of xdist."""
    if shop := node.config.stash[SHOP]:
        node.workerinput["shop"] = shop.as_dict()
        node.workerinput["traffic"] = str(node.config.stash[TRAFFIC].folder)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Close the shop of this run, and check what its applications have sent."""
    config = session.config
    shop = config.stash[SHOP]
    if not shop or _is_worker(config):
        return
    results = Path(config.option.output)
    if exitstatus:
        shutil.copytree(shop.logs, results / "shop-logs", dirs_exist_ok=True)
    # An application that closes has recorded all its calls.
    config.stash[CLOSING].close()
    report = config.option.record_contracts or results / "contracts.txt"
    is_part = bool(exitstatus) or _is_part(config)
    config.stash[VERDICT] = verdict = config.stash[TRAFFIC].check(report, is_part)
    if not verdict.is_clean:
        config.stash[TRAFFIC].keep(results / "traffic")
        session.exitstatus = exitstatus or pytest.ExitCode.TESTS_FAILED


def _is_part(config: pytest.Config) -> bool:
    asked = config.option
    places = {(config.invocation_params.dir / place).resolve() for place in config.args}
    return bool(asked.keyword or asked.markexpr) or places != {config.rootpath}


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print what applications sent that no contract knows."""
    if verdict := config.stash.get(VERDICT, None):
        terminalreporter.section("contracts", red=not verdict.is_clean)
        terminalreporter.write_line(verdict.text)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close a shop that no test has come to."""
    config.stash[CLOSING].close()


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


@pytest.fixture(scope="session")
def shop(pytestconfig: pytest.Config) -> RunningShop:
    """The open shop: addresses, the administrator, and ways to stop a service."""
    own = pytestconfig.stash[SHOP]
    if own is None:
        pytest.fail("This test needs a shop of its own: mark it `local`.")
    return own
