"""One whole shop and one browser for the run, and eyes that miss no fault on any page.

The controlling process opens the shop and tells its address to every xdist worker;
`--base-url URL` tests a deployed shop instead. When the last test is over it closes the
shop, and judges what its applications have said to each other.
"""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Page

from e2e.faults import note_faults
from tools.browser import NO_BROWSER, find_browser
from tools.refusal import Refusal
from tools.shop import DidNotOpen, RunningShop, running_shop
from tools.traffic import Traffic, Verdict

SHOP = pytest.StashKey[RunningShop | None]()
CLOSING = pytest.StashKey[ExitStack]()
TRAFFIC = pytest.StashKey[Traffic]()
VERDICT = pytest.StashKey[Verdict]()

# Tests register and ask for names far more often than people do.
_LIMITS = {"REGISTRATIONS_PER_HOUR": "100000", "NAME_CHECKS_PER_MINUTE": "100000"}
_FLAGS = ("--disable-quic", "--disable-gpu")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person choose where the report on contracts goes."""
    parser.addoption(
        "--record-contracts",
        metavar="FILE",
        type=Path,
        help="write the report on calls and contracts here, as JSON to *.json"
        " (default: contracts.txt among the test results)",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Open a shop, or learn from the controlling process where it is."""
    config.stash[CLOSING] = ExitStack()
    config.stash[SHOP] = None
    if told := getattr(config, "workerinput", {}).get("shop"):
        config.stash[SHOP] = RunningShop.told(told)
    elif _needs_a_shop(config):
        config.stash[SHOP] = _open_shop(config)
    if shop := config.stash[SHOP]:
        config.option.base_url = shop.url


def _needs_a_shop(config: pytest.Config) -> bool:
    asked = config.option
    only_tells = asked.collectonly or asked.help or asked.showfixtures or asked.markers
    does_without = asked.base_url or only_tells or _is_on_stubs(config)
    return not (does_without or _is_worker(config))


def _is_on_stubs(config: pytest.Config) -> bool:
    stubs = config.rootpath / "stubs"
    places = [(config.invocation_params.dir / each).resolve() for each in config.args]
    return all(stubs in (place, *place.parents) for place in places)


def _open_shop(config: pytest.Config) -> RunningShop:
    folder = tempfile.TemporaryDirectory(prefix="furrow-traffic-")
    config.add_cleanup(folder.cleanup)
    config.stash[TRAFFIC] = traffic = Traffic(Path(folder.name))
    shop = running_shop(_LIMITS | traffic.environment)
    try:
        return config.stash[CLOSING].enter_context(shop)
    except DidNotOpen as reason:
        pytest.exit(f"The shop did not open.\n{reason}", returncode=2)


def pytest_report_header(config: pytest.Config) -> str:
    """Tell which shop is tested."""
    return f"shop: {config.option.base_url}"


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of xdist where the shop is."""
    if shop := node.config.stash[SHOP]:
        node.workerinput["shop"] = shop.telling()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out what a deployed shop cannot take."""
    if item.get_closest_marker("local") and not item.config.stash[SHOP]:
        pytest.skip("needs a shop that this run has opened")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Close the shop of this run, and judge what its applications have said."""
    config = session.config
    shop = config.stash[SHOP]
    if not shop or _is_worker(config):
        return
    results = Path(config.option.output)
    if exitstatus:
        shutil.copytree(shop.logs, results / "shop-logs", dirs_exist_ok=True)
    # An application that closes has told all that it was asked.
    config.stash[CLOSING].close()
    report = config.option.record_contracts or results / "contracts.txt"
    is_part = bool(exitstatus) or _is_part(config)
    config.stash[VERDICT] = verdict = config.stash[TRAFFIC].judge(report, is_part)
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
    """Tell what applications said that no contract knows."""
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


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
    browser_type: BrowserType,
    browser_name: str,
) -> dict[str, Any]:
    """Choose the browser as `make test` does; `--browser-channel` still wins."""
    chosen = dict(browser_type_launch_args)
    own = Path(browser_type.executable_path)
    if browser_name == "firefox" and not own.exists():
        if system := shutil.which("firefox-esr"):
            chosen |= {"channel": "moz-firefox", "executable_path": system}
    elif browser_name == "chromium" and not chosen.get("channel"):
        chosen["args"] = [*chosen.get("args", []), *_FLAGS]
        browser = _chromium(own)
        if browser != own:
            chosen["executable_path"] = str(browser)
    return chosen


def _chromium(own: Path) -> Path:
    try:
        browser = find_browser(own)
    except Refusal as refusal:
        pytest.exit(str(refusal), returncode=2)
    if browser is None:
        pytest.exit(NO_BROWSER, returncode=2)
    return browser


@pytest.fixture(autouse=True)
def faults(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Fail the test whose pages met a fault, unless it `expects` it."""
    seen: list[str] = []
    yield seen
    patterns = [mark.args[0] for mark in request.node.iter_markers("expects")]
    unexpected = [fault for fault in seen if not _is_expected(fault, patterns)]
    if unexpected:
        pytest.fail("Pages met faults:\n  " + "\n  ".join(unexpected))


def _is_expected(fault: str, patterns: list[str]) -> bool:
    return any(re.search(pattern, fault) for pattern in patterns)


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], faults: list[str]
) -> Callable[..., BrowserContext]:
    """Open contexts whose pages are watched for faults."""

    def watched(**options: Any) -> BrowserContext:
        context = new_context(**options)
        note_faults(context, faults)
        return context

    return watched


@pytest.fixture
def page_without_script(new_context: Callable[..., BrowserContext]) -> Page:
    """Open a page in a browser whose JavaScript is off."""
    return new_context(java_script_enabled=False).new_page()
