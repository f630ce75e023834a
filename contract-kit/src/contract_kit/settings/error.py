"""What is wrong with the settings, in a sentence that names the place."""

from collections.abc import Iterable
from difflib import get_close_matches


class SettingsError(ValueError):
    """The settings are missing or say something that cannot be; the text says where."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return what a misspelt name may have meant, or all that it could mean."""
    names = sorted(known)
    near = get_close_matches(name, names, n=1)
    if near:
        return f" Did you mean {near[0]!r}?"
    return f" Known: {', '.join(names) or 'none'}."
