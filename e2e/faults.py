"""Notes what a shopper would never see and a developer must: faults behind a page."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Response, WebError

_PARTS_OF_A_PAGE = {"stylesheet", "script", "image", "font"}
# What the server answered is judged by the answer itself.
_SAID_BY_THE_ANSWER = "Failed to load resource: the server responded with a status of"
# A picture of a failed page is taken with a style of Playwright's own. Firefox tells.
_FOR_A_PICTURE = "blocked an inline style (style-src-elem)"
# Whoever goes on before a page transition ends has cut it short; the page is whole.
_CUT_SHORT = "Transition was"


@pytest.fixture(autouse=True)
def faults(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Fail the test whose pages met a fault, unless it `expects` it."""
    seen: list[str] = []
    yield seen
    patterns = [mark.args[0] for mark in request.node.iter_markers("expects")]
    unexpected = [fault for fault in seen if not _is_expected(fault, patterns)]
    if unexpected:
        pytest.fail("Pages met faults:\n  " + "\n  ".join(unexpected), pytrace=False)


def _is_expected(fault: str, patterns: list[str]) -> bool:
    return any(re.search(pattern, fault) for pattern in patterns)


def note_faults(context: BrowserContext, faults: list[str]) -> None:
    """Add every fault of the pages of a context to the list, one line each."""
    context.on("weberror", lambda error: _note_error(error, faults))
    context.on("console", lambda message: _note_message(message, faults))
    context.on("response", lambda response: _note_answer(response, faults))


def _note_error(error: WebError, faults: list[str]) -> None:
    message = error.error.message
    if not message.startswith(_CUT_SHORT) and _FOR_A_PICTURE not in message:
        faults.append(f"error: {message}")


def _note_message(message: ConsoleMessage, faults: list[str]) -> None:
    if message.type == "error" and not message.text.startswith(_SAID_BY_THE_ANSWER):
        faults.append(f"console: {message.text}")


def _note_answer(response: Response, faults: list[str]) -> None:
    is_part = response.request.resource_type in _PARTS_OF_A_PAGE
    if response.status >= 500 or (is_part and response.status >= 400):
        faults.append(f"answer: {response.status} {response.url}")
