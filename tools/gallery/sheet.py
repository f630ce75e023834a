"""Hangs the pictures on one sheet of HTML, which needs nothing but itself.

The pictures in full size lie beside it; each small one leads there.
"""

import base64
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import TypeVar

from tools.gallery.album import Album, Failure, Picture

NAME = "gallery.html"
# What is slimmer than this is a phone, and hangs beside the others rather than below.
_SLIM = 600
_FIGURE = Template(
    '<figure class="$shape"><a href="$file"><img src="data:image/webp;base64,$bytes"'
    ' loading="lazy" alt="$page, $state, $look"></a>'
    "<figcaption>$look</figcaption></figure>"
)
_STATE = Template(
    '<section aria-labelledby="$anchor">\n<h3 id="$anchor">$state</h3>\n'
    '<p class="address">$address</p>\n<div class="wall">\n$figures\n</div>\n</section>'
)
_PAGE = Template(
    '<section aria-labelledby="$anchor">\n<h2 id="$anchor">$page</h2>\n'
    "$states\n</section>"
)
_ENTRY = Template('<li><a href="#$anchor">$page</a>\n<ul>\n$states\n</ul>\n</li>')
_WRONG = Template(
    '<section class="wrong"><h2>Something is wrong</h2>\n<ul>\n$lines\n</ul></section>'
)
T = TypeVar("T")


def write_sheet(album: Album, folder: Path) -> Path:
    """Write the sheet beside the pictures; tell where it is."""
    path = folder / NAME
    path.write_text(sheet(album), "utf-8")
    return path


def sheet(album: Album) -> str:
    """Write the text of the sheet: contents, then page by page, state by state."""
    pages = _grouped(album.pictures, lambda picture: picture.page)
    number = len(album.pictures)
    return Template(_file("sheet.html")).substitute(
        style=_file("sheet.css"),
        count="1 picture" if number == 1 else f"{number} pictures",
        failures=_wrong(album.failures),
        contents=_lines(_entry(page, kept) for page, kept in pages.items()),
        pages=_lines(_page(page, kept) for page, kept in pages.items()),
    )


def _entry(page: str, pictures: Sequence[Picture]) -> str:
    states = _grouped(pictures, lambda picture: picture.state)
    links = (
        f'<li><a href="#{_anchor(page, state)}">{escape(state)}</a></li>'
        for state in states
    )
    return _fill(_ENTRY, anchor=_anchor(page), page=escape(page), states=_lines(links))


def _page(page: str, pictures: Sequence[Picture]) -> str:
    states = _grouped(pictures, lambda picture: picture.state)
    sections = (_state(page, state, kept) for state, kept in states.items())
    anchor = _anchor(page)
    return _fill(_PAGE, anchor=anchor, page=escape(page), states=_lines(sections))


def _state(page: str, state: str, pictures: Sequence[Picture]) -> str:
    return _fill(
        _STATE,
        anchor=_anchor(page, state),
        state=escape(state),
        address=escape(pictures[0].address),
        figures=_lines(_figure(picture) for picture in pictures),
    )


def _figure(picture: Picture) -> str:
    return _fill(
        _FIGURE,
        shape="slim" if picture.look.width < _SLIM else "broad",
        file=escape(picture.file),
        bytes=base64.b64encode(picture.thumbnail).decode(),
        page=escape(picture.page),
        state=escape(picture.state),
        look=escape(picture.look.words),
    )


def _wrong(failures: Sequence[Failure]) -> str:
    if not failures:
        return ""
    lines = (f"<li>{escape(str(failure))}</li>" for failure in failures)
    return _fill(_WRONG, lines=_lines(lines))


def _fill(template: Template, **words: str) -> str:
    return template.substitute(words)


def _grouped(things: Iterable[T], name: Callable[[T], str]) -> Mapping[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for thing in things:
        groups.setdefault(name(thing), []).append(thing)
    return groups


def _anchor(*words: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", " ".join(words).lower()))


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
