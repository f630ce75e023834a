"""A page in one of its states: how to get there, and how to know that one is."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from testing.screenshots.viewports import USUAL, Viewport
from testing.screenshots.visitor import Visitor

Action = Callable[[Visitor], object]


@dataclass(frozen=True)
class State:
    """A page of the shop in one of its states.

    `shows` are words that stand there and in no other state, `status` is what the page
    was answered with. Where an application has to be away, `before` is done while it is
    still there. `expects` is a pattern for the faults that belong to the state.
    """

    page: str
    name: str
    go: Action
    shows: str
    status: int = 200
    before: Action | None = None
    without: str = ""
    on: tuple[Viewport, ...] = USUAL
    expects: str | None = None

    @property
    def slug(self) -> str:
        """Name the state as files do: `basket-empty`."""
        words = re.findall(r"[a-z0-9]+", f"{self.page} {self.name}".lower())
        return "-".join(words)

    def has(self, words: str) -> bool:
        """Return whether these words of the command line mean this state."""
        return all(
            word in self.slug for word in re.findall(r"[a-z0-9]+", words.lower())
        )


def at(path: str) -> Action:
    """Open a page by its address."""
    return lambda visitor: visitor.open(path)


def signed_in_at(path: str) -> Action:
    """Open a page as somebody who has just opened an account."""

    def go(visitor: Visitor) -> None:
        visitor.sign_up()
        visitor.open(path)

    return go
