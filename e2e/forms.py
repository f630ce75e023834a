"""Reads a form of the shop as a browser would send it back."""

from html.parser import HTMLParser
from typing import Self

_VOID = {"checkbox", "radio"}


class Form(HTMLParser):
    """The fields of the first form with a certain action, as they stand on a page."""

    def __init__(self, action: str) -> None:
        """Look for the form that is sent to this path."""
        super().__init__()
        self.fields: dict[str, str] = {}
        self._action = action
        self._is_inside = False
        self._is_over = False

    @classmethod
    def on(cls, page: str, action: str) -> Self:
        """Read the form from the text of a page."""
        form = cls(action)
        form.feed(page)
        return form

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where the form begins, and each field in it."""
        told = dict(attrs)
        if tag == "form" and told.get("action") == self._action:
            self._is_inside = not self._is_over
        elif tag == "input" and self._is_inside and self._is_sent(told):
            self.fields[str(told["name"])] = told.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        """Note where it ends."""
        if tag == "form" and self._is_inside:
            self._is_inside, self._is_over = False, True

    def _is_sent(self, told: dict[str, str | None]) -> bool:
        return "name" in told and (told.get("type") not in _VOID or "checked" in told)
