"""Finds what a built page would load from another host: it is to be read offline."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

# What a browser fetches by itself; links are followed by people alone.
_LOADED = {
    **dict.fromkeys(("script", "img", "iframe", "source", "video", "audio"), "src"),
    "link": "href",
    "object": "data",
}
_FOREIGN = re.compile(r"(?:https?:)?//")
_FOREIGN_STYLE = re.compile(r"""(?:url\(|@import)\s*["']?(?:https?:)?//[^)"';]*""")
# A page says of itself where it is; nobody loads that.
_NOT_LOADED = {"canonical", "search", "index", "next", "prev"}


def foreign_parts(site: Path) -> Iterator[str]:
    """Name each script, style, font and picture that a page has from elsewhere."""
    for page in sorted(site.rglob("*.html")):
        parts = _Parts()
        parts.feed(page.read_text("utf-8"))
        yield from (f"{page.relative_to(site)}: {part}" for part in parts.found)
    for sheet in sorted(site.rglob("*.css")):
        for part in _FOREIGN_STYLE.findall(sheet.read_text("utf-8")):
            yield f"{sheet.relative_to(site)}: {part}"


class _Parts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(
        self, tag: str, attributes: list[tuple[str, str | None]]
    ) -> None:
        """Note what this tag loads."""
        given = {name: value or "" for name, value in attributes}
        address = given.get(_LOADED.get(tag, ""), "")
        if _FOREIGN.match(address) and given.get("rel") not in _NOT_LOADED:
            self.found.append(f"<{tag}> {address}")
