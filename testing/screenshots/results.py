"""What a run brings home: the screenshots, and what went wrong on the way."""

from dataclasses import dataclass, field

from testing.screenshots.viewports import Viewport


@dataclass(frozen=True)
class Screenshot:
    """A state of a page in one viewport: its file, and the bytes of a small one."""

    page: str
    state: str
    address: str
    viewport: Viewport
    file: str
    thumbnail: bytes


@dataclass(frozen=True)
class Failure:
    """A state that was not reached, or that nobody should see as it is."""

    page: str
    state: str
    words: str

    def __str__(self) -> str:
        return f"{self.page}, {self.state}: {self.words}"


@dataclass
class Results:
    """All of it."""

    screenshots: list[Screenshot] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    @property
    def pages(self) -> dict[str, dict[str, list[Screenshot]]]:
        """The screenshots by page and state."""
        found: dict[str, dict[str, list[Screenshot]]] = {}
        for shot in self.screenshots:
            found.setdefault(shot.page, {}).setdefault(shot.state, []).append(shot)
        return found
