"""What a tour of the shop brings home: pictures, and what went wrong on the way."""

from dataclasses import dataclass, field

from tools.gallery.looks import Look


@dataclass(frozen=True)
class Picture:
    """A state of a page in one look: its file, and a small one in bytes of its own."""

    page: str
    state: str
    address: str
    look: Look
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
class Album:
    """All of it."""

    pictures: list[Picture] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
