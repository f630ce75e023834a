"""Read a page as a person does: its words, and what its forms would send."""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag


@dataclass(frozen=True)
class Page:
    """The visible words of a page, its heading, and its forms by their action."""

    heading: str
    text: str
    forms: dict[str, dict[str, str]]


def read_page(html: str) -> Page:
    """Read a page, or a part of one."""
    soup = BeautifulSoup(html, "html.parser")
    # Of several forms with one action, as on every card, the first is meant.
    forms = {
        str(form["action"]): dict(_fields(form)) for form in reversed(soup("form"))
    }
    for unseen in soup(["script", "style", "title"]):
        unseen.decompose()
    heading = soup.h1.get_text() if soup.h1 else ""
    return Page(_tidy(heading), _tidy(soup.get_text(" ")), forms)


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _fields(form: Tag) -> Iterator[tuple[str, str]]:
    for field in form(["input", "select", "textarea"]):
        kind = field.get("type")
        if field.get("name") and (
            kind not in ("radio", "checkbox") or "checked" in field.attrs
        ):
            yield str(field["name"]), _value(field)


def _value(field: Tag) -> str:
    if field.name == "textarea":
        return field.get_text()
    if field.name == "select":
        chosen = field.find("option", selected=True) or field.find("option")
        return _value(chosen) if chosen else ""
    return str(field.get("value", ""))
