"""What a scene is: a page in a state, how to get there, and how to know that one is."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tools.gallery.looks import USUAL, Look
from tools.gallery.visit import Visit

Deed = Callable[[Visit], None]


@dataclass(frozen=True)
class Scene:
    """A page of the shop in one of its states.

    `shows` are words that stand there and in no other state, `status` is what the page
    was answered with. Where an application has to be away, `before` is done while it is
    still there. `expects` is a pattern for the faults that belong to the scene.
    """

    page: str
    state: str
    go: Deed
    shows: str
    status: int = 200
    before: Deed | None = None
    without: str = ""
    looks: tuple[Look, ...] = USUAL
    expects: str | None = None

    @property
    def name(self) -> str:
        """Name the scene as files do: `basket-empty`."""
        words = re.findall(r"[a-z0-9]+", f"{self.page} {self.state}".lower())
        return "-".join(words)

    def has(self, words: str) -> bool:
        """Tell whether somebody who says these words means this scene."""
        return all(
            word in self.name for word in re.findall(r"[a-z0-9]+", words.lower())
        )


def at(path: str) -> Deed:
    """Open a page by its address."""
    return lambda visit: visit.open(path)


def signed_in_at(path: str) -> Deed:
    """Open a page as somebody who has just opened an account."""

    def go(visit: Visit) -> None:
        visit.sign_up()
        visit.open(path)

    return go
