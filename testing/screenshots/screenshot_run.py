"""Goes from state to state with a browser, takes screenshots, and notes what fails.

Every state has a visitor of its own, who comes from an address of their own: the shop
counts what strangers try from one place.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import requests
from playwright.sync_api import Browser, BrowserContext, Error, Response

from testing.driver.administrator import Administrator
from testing.driver.browser_errors import note_errors
from testing.screenshots.page_capture import is_too_wide, take_screenshots
from testing.screenshots.page_state import State
from testing.screenshots.results import Failure, Results
from testing.screenshots.visitor import NotReached, Visitor
from tools.shop import RunningShop
from tools.waiting import wait_until

Notify = Callable[[str], None]
_PATIENCE = 10_000
_LONGEST_REASON = 200


@dataclass
class _Attempt:
    """A state being reached: the browser's window, and what it has met so far."""

    state: State
    context: BrowserContext
    visitor: Visitor
    faults: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def note(self, answer: Response) -> None:
        """Remember what a page was answered with."""
        if answer.request.is_navigation_request() and not 300 <= answer.status < 400:
            self.answers.append(answer.status)


@dataclass
class Runner:
    """A run through an open shop."""

    shop: RunningShop
    administrator: Administrator
    browser: Browser
    folder: Path
    notify: Notify
    _visitors: int = 0

    def run(self, states: Sequence[State]) -> Results:
        """Reach every state; those that need an application away come last."""
        results = Results()
        for (away, page), same in groupby(
            sorted(states, key=lambda state: state.without), key=_stage
        ):
            self._show(f"Without {away}" if away else page, away, list(same), results)
        return results

    def _show(
        self, title: str, away: str, states: Sequence[State], results: Results
    ) -> None:
        taken, failed = len(results.screenshots), len(results.failures)
        attempts = [self._enter(state) for state in states]
        ready = [
            attempt for attempt in attempts if self._try(attempt, _prepare, results)
        ]
        with self._without(away):
            for attempt in ready:
                self._try(
                    attempt, lambda attempt: self._photograph(attempt, results), results
                )
        for attempt in attempts:
            attempt.context.close()
        self.notify(f"{title}: {len(results.screenshots) - taken} screenshots")
        for failure in results.failures[failed:]:
            self.notify(f"  {failure}")

    def _enter(self, state: State) -> _Attempt:
        self._visitors += 1
        context = self.browser.new_context(
            base_url=self.shop.url,
            locale="en-GB",
            reduced_motion="reduce",
            extra_http_headers={"X-Forwarded-For": f"198.18.{self._visitors}.1"},
        )
        context.set_default_timeout(_PATIENCE)
        name = f"ada-{self._visitors}"
        visitor = Visitor(context.new_page(), self.shop, self.administrator, name)
        attempt = _Attempt(state, context, visitor)
        note_errors(context, attempt.faults)
        context.on("response", attempt.note)
        return attempt

    def _try(
        self, attempt: _Attempt, action: Callable[[_Attempt], None], results: Results
    ) -> bool:
        try:
            action(attempt)
        except (Error, AssertionError, OSError) as error:
            words = f"was not reached. {_short(str(error))}"
            results.failures.append(_failure(attempt.state, words))
            return False
        return True

    def _photograph(self, attempt: _Attempt, results: Results) -> None:
        state, visitor = attempt.state, attempt.visitor
        state.go(visitor)
        visitor.sees(state.shows)
        if attempt.answers[-1:] != [state.status]:
            raise NotReached(
                f"It was answered with {attempt.answers}, not {state.status}."
            )
        for screenshot in take_screenshots(visitor.page, state, self.folder):
            results.screenshots.append(screenshot)
            if is_too_wide(visitor.page, screenshot.viewport):
                attempt.faults.append(
                    f"it scrolls sideways ({screenshot.viewport.words})"
                )
        results.failures += [_failure(state, words) for words in _blemishes(attempt)]

    @contextmanager
    def _without(self, application: str) -> Iterator[None]:
        if not application:
            yield
            return
        self.shop.stop(application)
        try:
            yield
        finally:
            self.shop.start(application)
            wait_until(self._is_whole, "The storefront does not find it again", 30)

    def _is_whole(self) -> bool:
        """Return whether the storefront reaches every service: its breakers, too."""
        found = requests.get(f"{self.shop.url}/health", timeout=5).json()
        return all(found["services"].values())


def _stage(state: State) -> tuple[str, str]:
    """Name what is shown together: a page, or all that an absence does."""
    return state.without, "" if state.without else state.page


def _failure(state: State, words: str) -> Failure:
    return Failure(state.page, state.name, words)


def _short(reason: str) -> str:
    return " ".join(reason.split())[:_LONGEST_REASON]


def _prepare(attempt: _Attempt) -> None:
    if attempt.state.before:
        attempt.state.before(attempt.visitor)


def _blemishes(attempt: _Attempt) -> list[str]:
    expected = attempt.state.expects
    if expected is None and attempt.state.status >= 500:
        expected = f"answer: {attempt.state.status}"
    return [
        f"its pages met a fault: {_short(fault)}"
        for fault in dict.fromkeys(attempt.faults)
        if expected is None or not re.search(expected, fault)
    ]
