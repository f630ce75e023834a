"""What a person reads on a page, and what the forms on it would send."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

_UNSEEN = {"script", "style", "title"}
_Attributes = Sequence[tuple[str, str | None]]


@dataclass
class Page:
    """The visible words of a page, its heading, and its forms by their action."""

    heading: str = ""
    text: str = ""
    forms: dict[str, dict[str, str]] = field(default_factory=dict)


def read_page(html: str) -> Page:
    """Read a page, or a part of one."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    page = reader.page
    page.heading, page.text = _tidy(page.heading), _tidy(page.text)
    return page


def _tidy(text: str) -> str:
    return " ".join(text.split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._inside: list[str] = []
        self._form: dict[str, str] | None = None
        self._choice = ""

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag in (*_UNSEEN, "h1", "textarea"):
            self._inside.append(tag)
        if tag == "form":
            # Of several forms for one deed, as on every card, the first is meant.
            self._form = {}
            self.page.forms.setdefault(told.get("action", ""), self._form)
        elif self._form is not None:
            self._note_field(self._form, tag, told)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()
        if tag == "form":
            self._form = None

    def handle_data(self, data: str) -> None:
        where = self._inside[-1] if self._inside else ""
        if where == "h1":
            self.page.heading += data
        if where == "textarea" and self._form is not None:
            self._form[self._choice] += data
        if where not in _UNSEEN:
            self.page.text += f"{data} "

    def _note_field(self, form: dict[str, str], tag: str, told: dict[str, str]) -> None:
        name = told.get("name", "")
        if tag in ("select", "textarea"):
            self._choice = name
            form[name] = ""
        elif tag == "option":
            if "selected" in told:
                form[self._choice] = told.get("value", "")
        elif tag == "input" and name:
            is_choice = told.get("type") in ("radio", "checkbox")
            if not is_choice or "checked" in told:
                form[name] = told.get("value", "")
