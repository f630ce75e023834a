"""What a planting is: a small change of mind that leaves every shape as it was.

Statuses, fields and types stay; what they mean does not. A sort is reversed, a filter
is forgotten, a limit is one too small: no type checker and no schema would notice.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tools.breakages.breakage import Edit, End


@dataclass(frozen=True)
class Planting:
    """One change, and the application whose contract tests are to notice it."""

    deed: str
    application: str
    noticed_by: End
    edit: Edit

    def __str__(self) -> str:
        return f"{self.application}: {self.deed}"


def in_provider(
    application: str, path: str, *changes: tuple[str, str, str]
) -> Iterable[Planting]:
    """Plant what a provider's verification is to notice: deed, text and its change."""
    return _planted(application, End.PROVIDER, path, changes)


def in_consumer(
    application: str, path: str, *changes: tuple[str, str, str]
) -> Iterable[Planting]:
    """Plant what the tests of a consumer's client are to notice."""
    return _planted(application, End.CONSUMER, path, changes)


def _planted(
    application: str, end: End, path: str, changes: Iterable[tuple[str, str, str]]
) -> Iterable[Planting]:
    for deed, old, new in changes:
        yield Planting(deed, application, end, Edit(path, old, new))
