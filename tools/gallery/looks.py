"""How a page is looked at: in which colours, how wide, on a screen or on paper."""

from dataclasses import dataclass
from typing import Literal

_PHONE, _DESK = (390, 844), (1280, 800)


@dataclass(frozen=True)
class Look:
    """One way to look at a page."""

    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    medium: Literal["screen", "print"] = "screen"

    @property
    def words(self) -> str:
        """Say it under a picture."""
        ink = "on paper" if self.medium == "print" else self.scheme
        return f"{ink}, {self.width} px"


LIGHT = Look("light", *_DESK)
DARK = Look("dark", *_DESK, scheme="dark")
PHONE = Look("phone", *_PHONE)
PHONE_DARK = Look("phone-dark", *_PHONE, scheme="dark")
SMALL = Look("320", 320, 640)
TABLET = Look("768", 768, 1024)
WIDE = Look("1920", 1920, 1080)
# A4 has 794 pixels of CSS in its width.
PAPER = Look("paper", 794, 1123, medium="print")

USUAL = (LIGHT, DARK, PHONE)
EVERY_WIDTH = (*USUAL, SMALL, TABLET, WIDE)
EVERYWHERE = (LIGHT, DARK, PHONE, PHONE_DARK)
