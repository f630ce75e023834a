"""Takes screenshots of every page in every state: `nox -s screenshots`.

`--only WORDS` takes some, such as `--only basket`. It ends with 1 where a state could
not be reached, or where a page met a fault that no shopper sees.
"""

import argparse
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from testing.driver.administrator import Administrator
from testing.screenshots.html_report import write_report
from testing.screenshots.page_state import State
from testing.screenshots.page_states import PAGE_STATES
from testing.screenshots.results import Results
from testing.screenshots.screenshot_run import Runner
from tools.applications import ROOT
from tools.browser_installation import NO_BROWSER, find_browser
from tools.errors import Refusal
from tools.shop import running_shop

FOLDER = ROOT / "test-results" / "screenshots"
_FLAGS = ("--disable-quic", "--disable-gpu", "--hide-scrollbars")
_ENVIRONMENT = {
    # Each visitor comes from an address of their own, as if through a proxy.
    "TRUSTED_PROXIES": "1",
    # So that what is too often comes soon.
    "LOGIN_FAILURES": "3",
    "REGISTRATIONS_PER_HOUR": "3",
}


def main() -> None:
    """Open a shop, look at it, and take the screenshots."""
    chosen = _arguments()
    states = _some(chosen.only)
    if chosen.list:
        print("\n".join(f"{state.page}: {state.name}" for state in states))
        return
    begin = time.monotonic()
    results = _visit(states, FOLDER)
    report = write_report(results, FOLDER)
    seconds = time.monotonic() - begin
    print(
        f"{len(results.screenshots)} screenshots of {len(states)} states in"
        f" {seconds:.0f} s; open {report.relative_to(ROOT)} in a browser."
    )
    if results.failures:
        sys.exit(_summary(results))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="nox -s screenshots --")
    only = "take states with these words in their name alone: --only basket"
    parser.add_argument("--only", default="", metavar="WORDS", help=only)
    parser.add_argument("--list", action="store_true", help="name them, and end")
    return parser.parse_args()


def _some(words: str) -> Sequence[State]:
    found = [state for state in PAGE_STATES if state.has(words)]
    if not found:
        raise Refusal(f"No state is called “{words}”: `nox -s screenshots -- --list`.")
    return found


def _visit(states: Sequence[State], folder: Path) -> Results:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with sync_playwright() as playwright, running_shop(_ENVIRONMENT) as shop:
        browser = playwright.chromium.launch(
            executable_path=_browser(playwright), args=_FLAGS
        )
        administrator = Administrator.of(shop)
        return Runner(shop, administrator, browser, folder, _print_progress).run(states)


def _browser(playwright: Playwright) -> Path:
    browser = find_browser(Path(playwright.chromium.executable_path))
    if browser is None:
        raise Refusal(NO_BROWSER)
    return browser


def _print_progress(sentence: str) -> None:
    print(sentence, flush=True)


def _summary(results: Results) -> str:
    failures = "\n".join(f"  {failure}" for failure in results.failures)
    return f"Something is wrong with what the screenshots show:\n{failures}"


if __name__ == "__main__":
    main()
