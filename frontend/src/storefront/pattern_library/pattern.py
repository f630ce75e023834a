"""What a pattern is, and how one is shown: by the very line that stands beside it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from flask import render_template_string
from markupsafe import Markup

_MACRO = re.compile(r"\{\{-? (\w+)\(")
_ID = re.compile(r'\bid="([^"]+)"')
_REFERENCE = re.compile(
    r'\b(id|for|aria-(?:labelledby|describedby|controls)|data-(?:fill|reveal))="([^"]+)"'
)
_JUMP = re.compile(r'\b(href|hx-target)="#([^"]+)"')
_REGION = re.compile(r'(<section\b[^>]*\baria-labelledby="[^"]+)"')
_NAMED_REGION = re.compile(r'(<section\b[^>]*\baria-label="[^"]+)"')
_PAGE_HEADING = re.compile(r"(</?)h1\b")
_RADIO = re.compile(r'(type="radio" name="[^"]+)"')


@dataclass(frozen=True)
class Variant:
    """One way in which a template calls for a part; `given` is what it knows then."""

    title: str
    call: str
    given: Callable[[], Mapping[str, object]] = dict


@dataclass(frozen=True)
class Pattern:
    """A macro or a partial in all its variants; a partial has no name of its own."""

    file: str
    name: str
    variants: tuple[Variant, ...]

    @property
    def title(self) -> str:
        """Name it as a template does."""
        return self.name or PurePosixPath(self.file).name

    @property
    def anchor(self) -> str:
        """Name its place on the page."""
        words = re.findall(r"[a-z]+", f"{self.file} {self.name}".replace(".html", ""))
        return "-".join(words)

    def lines(self, variant: Variant) -> str:
        """Write how a template calls for this."""
        if not self.name:
            return variant.call
        macros = ", ".join(dict.fromkeys(_MACRO.findall(variant.call)))
        return f'{{% from "{self.file}" import {macros} %}}\n{variant.call}'

    def show(self, variant: Variant, place: str) -> Markup:
        """Render a variant, so that it gets along with its neighbours on one page."""
        html = render_template_string(self.lines(variant), **variant.given())
        return Markup(apart(html, place))  # noqa: S704 (rendered just now)  # nosec B704


def apart(html: str, place: str) -> str:
    """Make the ids of a part its own; none heads the page or takes the focus."""
    own = set(_ID.findall(html))

    def renamed(found: re.Match[str]) -> str:
        names = (
            f"{name}--{place}" if name in own else name for name in found[2].split()
        )
        return f'{found[1]}="{" ".join(names)}"'

    def led(found: re.Match[str]) -> str:
        return f'{found[1]}="#{found[2]}{f"--{place}" if found[2] in own else ""}"'

    html = _JUMP.sub(led, _REFERENCE.sub(renamed, html))
    html = _PAGE_HEADING.sub(r"\1h2", html)
    html = _REGION.sub(rf'\1 {place}"', html)
    html = _NAMED_REGION.sub(rf'\1, {place}"', html)
    return _RADIO.sub(rf'\1--{place}"', html).replace(" autofocus", "")
