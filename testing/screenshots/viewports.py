"""The viewports of a screenshot: its width, its colours, on a screen or on paper."""

from dataclasses import dataclass
from typing import Literal

_PHONE, _DESK = (390, 844), (1280, 800)


@dataclass(frozen=True)
class Viewport:
    """A size, a colour scheme and a medium."""

    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    medium: Literal["screen", "print"] = "screen"

    @property
    def words(self) -> str:
        """Return the caption of a screenshot."""
        ink = "on paper" if self.medium == "print" else self.scheme
        return f"{ink}, {self.width} px"


LIGHT = Viewport("light", *_DESK)
DARK = Viewport("dark", *_DESK, scheme="dark")
PHONE = Viewport("phone", *_PHONE)
PHONE_DARK = Viewport("phone-dark", *_PHONE, scheme="dark")
SMALL = Viewport("320", 320, 640)
TABLET = Viewport("768", 768, 1024)
WIDE = Viewport("1920", 1920, 1080)
# A4 has 794 pixels of CSS in its width.
PAPER = Viewport("paper", 794, 1123, medium="print")

USUAL = (LIGHT, DARK, PHONE)
EVERY_WIDTH = (*USUAL, SMALL, TABLET, WIDE)
EVERYWHERE = (LIGHT, DARK, PHONE, PHONE_DARK)
