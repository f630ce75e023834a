"""Records the errors behind a page that a shopper never sees and a developer must."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Response, WebError

_PARTS_OF_A_PAGE = {"stylesheet", "script", "image", "font"}
# What the server answered is checked by the answer itself.
_FAILED_RESPONSE = "Failed to load resource: the server responded with a status of"
# A picture of a failed page is taken with a style of Playwright's own. Firefox logs it.
_FOR_A_PICTURE = "blocked an inline style (style-src-elem)"
# Whoever goes on before a page transition ends has cut it short; the page is whole.
_CUT_SHORT = "Transition was"


def note_errors(context: BrowserContext, errors: list[str]) -> None:
    """Add every error behind the pages of a context to the list, one line each."""
    context.on("weberror", lambda error: _note_error(error, errors))
    context.on("console", lambda message: _note_message(message, errors))
    context.on("response", lambda response: _note_answer(response, errors))


def _note_error(error: WebError, errors: list[str]) -> None:
    message = error.error.message
    if not message.startswith(_CUT_SHORT) and _FOR_A_PICTURE not in message:
        errors.append(f"error: {message}")


def _note_message(message: ConsoleMessage, errors: list[str]) -> None:
    if message.type == "error" and not message.text.startswith(_FAILED_RESPONSE):
        errors.append(f"console: {message.text}")


def _note_answer(response: Response, errors: list[str]) -> None:
    is_part = response.request.resource_type in _PARTS_OF_A_PAGE
    if response.status >= 500 or (is_part and response.status >= 400):
        errors.append(f"answer: {response.status} {response.url}")
