"""Leaves out, in one line, what cannot be tested: by this browser, or at this shop.

So it does with the few tests that are in quarantine, by the rules of
docs/how-to/browser-tests.md.
"""

import os
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

import pytest

from e2e.browsers import has_own_firefox
from e2e.shop_under_test import SHOP

LEFT_OUT = pytest.StashKey[Counter[str]]()
ADMINISTRATOR = ("SHOP_ADMIN_USER", "SHOP_ADMIN_PASSWORD")
_NO_SHOP = "need a shop that the run itself opens"
_NO_ADMINISTRATOR = f"need the administrator: set {' and '.join(ADMINISTRATOR)}"
_NO_MEASURE = "measure, which Chromium alone can do"
_NO_SWITCH = "turn JavaScript off, which Playwright's own Firefox alone can"
_MOST_IN_QUARANTINE = 3


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Take out what cannot be tested, and count it by reason."""
    _refuse_full_quarantine(items)
    config.stash[LEFT_OUT] = reasons = Counter()
    left_out = [item for item in items if _count_reason(item, reasons)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def _refuse_full_quarantine(items: list[pytest.Item]) -> None:
    functions = {
        getattr(item, "function", None)
        for item in items
        if item.get_closest_marker("quarantine")
    }
    if len(functions) > _MOST_IN_QUARANTINE:
        raise pytest.UsageError(
            f"{len(functions)} tests are in quarantine, and {_MOST_IN_QUARANTINE} are"
            " the most: mend or delete one first."
        )


def _count_reason(item: pytest.Item, reasons: Counter[str]) -> bool:
    reason = next(_reasons(item), None)
    if reason:
        reasons[reason] += 1
    return reason is not None


def _reasons(item: pytest.Item) -> Iterator[str]:
    kept_apart = item.get_closest_marker("quarantine")
    if kept_apart and "quarantine" not in item.config.option.markexpr:
        yield f"are in quarantine ({kept_apart.args[0]}); run them by -m quarantine"
    yield from _at_this_shop(item)
    yield from _in_this_browser(item)


def _at_this_shop(item: pytest.Item) -> Iterator[str]:
    if _is_elsewhere(item.config):
        if item.get_closest_marker("local"):
            yield _NO_SHOP
        if "administrator" in _fixtures(item) and not all(
            map(os.environ.get, ADMINISTRATOR)
        ):
            yield _NO_ADMINISTRATOR


def _in_this_browser(item: pytest.Item) -> Iterator[str]:
    fixtures = _fixtures(item)
    params = item.callspec.params if hasattr(item, "callspec") else {}
    engine = params.get("browser_name", "chromium")
    if item.get_closest_marker("perf") and engine != "chromium":
        yield _NO_MEASURE
    is_scriptless = (
        params.get("guest_both_ways") is False or "page_without_script" in fixtures
    )
    if is_scriptless and engine == "firefox" and not has_own_firefox():
        yield _NO_SWITCH


def _fixtures(item: pytest.Item) -> Collection[str]:
    names: Collection[str] = getattr(item, "fixturenames", ())
    return names


def _is_elsewhere(config: pytest.Config) -> bool:
    return bool(config.option.base_url) and not config.stash[SHOP]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Send what was left out to the controlling process, from a worker of xdist."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["left_out"] = dict(session.config.stash.get(LEFT_OUT, Counter()))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Receive it there; each worker has counted the same."""
    counts = getattr(node, "workeroutput", {}).get("left_out", {})
    node.config.stash[LEFT_OUT] = Counter(counts)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Report what was left out, and why."""
    for reason, count in config.stash.get(LEFT_OUT, Counter()).items():
        terminalreporter.write_line(f"Left out: {count} tests that {reason}.")
