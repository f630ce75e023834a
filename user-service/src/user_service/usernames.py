"""What a username may look like, and free ones to offer in place of a taken one."""

import random
import re
import string
import unicodedata
from collections.abc import Iterator

SHORTEST = 3
LONGEST = 30
_SHAPE = re.compile(r"[a-z0-9][a-z0-9_-]{2,29}")
_FOREIGN = re.compile(r"[^a-z0-9_-]")
_SEPARATORS = re.compile(r"[_-]+")
# Whoever is called so seems to be the shop, or a machine, or nobody at all.
_SHOPS_OWN = frozenset({"admin", "administrator", "furrow", "support"})
_LISTED = """
    abuse account accounts admins administration anonymous api basket billing
    checkout contact customerservice false guest help helpdesk
    hostmaster info login logout mail mailerdaemon moderator nan nil
    none noreply null official operator order orders owner payment payments postmaster
    privacy register root sales security service shop staff storefront sudo superuser
    sysadmin system true undefined unknown users void webmaster www
"""
_RESERVED = _SHOPS_OWN | frozenset(_LISTED.split())
_chance = random.SystemRandom()


def normalize(username: str) -> str:
    """Write a username as it is stored, so that `Ada` and `ada` are one person."""
    return unicodedata.normalize("NFKC", username).strip().lower()


def validate(username: str) -> str:
    """Return a new username as it is stored; else raise `ValueError` in words."""
    name = normalize(username)
    if foreign := _FOREIGN.search(name):
        raise ValueError(
            f"Use letters a to z, digits, hyphens and underscores, not “{foreign[0]}”."
        )
    if not SHORTEST <= len(name) <= LONGEST:
        raise ValueError(f"Use {SHORTEST} to {LONGEST} characters.")
    if not is_possible(name):
        raise ValueError("Start with a letter or a digit.")
    return name


def unreserved(username: str) -> str:
    """Return a valid username that anybody may have; else raise `ValueError`."""
    if is_reserved(username):
        raise ValueError("This name is kept for the shop. Choose another one.")
    return username


def is_reserved(username: str) -> bool:
    """Return whether a normalised name passes for the shop's own: `root`, `a-p-i`."""
    words = _SEPARATORS.split(username)
    return "".join(words) in _RESERVED or not _SHOPS_OWN.isdisjoint(words)


def is_possible(username: str) -> bool:
    """Return whether an account can have this normalised username."""
    return _SHAPE.fullmatch(username) is not None


def variants(username: str) -> Iterator[str]:
    """Offer names like this one: `ada-k` and `ada37` in turn, longer ones last."""
    letters = _chance.sample(string.ascii_lowercase, 10)
    numbers = _chance.sample(range(10, 100), 10)
    for letter, number in zip(letters, numbers, strict=True):
        yield _ending(username, f"-{letter}")
        yield _ending(username, f"{number}")
    for number in _chance.sample(range(10_000, 1_000_000), 4):
        yield _ending(username, f"{number}")


def _ending(username: str, ending: str) -> str:
    return username[: LONGEST - len(ending)].rstrip("-_") + ending
