"""What a new password must be: long enough, and nothing that is guessed first.

Passwords are compared as somebody who guesses writes them: in any case, full-width or
not, without blanks and signs (NIST SP 800-63B section 5.1.1.2 asks for such a list).
"""

import functools
import re
import unicodedata
from collections.abc import Iterable
from importlib import resources

from service_kit.problems import Invalid

SHORTEST = 8
# Below this, what is left of a common password without its digits is no word.
_SHORTEST_WORD = 5
LONGEST = 128
_FEWEST_DIFFERENT = 4
_DIGITS = "0123456789"
_REPEATED = re.compile(r"(.{1,4})\1+")
_COMMON = "This is one of the most common passwords. Choose one that nobody guesses."
_EVEN = "This repeats itself or counts. Choose one that nobody guesses."
_PERSONAL = "This is your own name or e-mail. Choose one that nobody guesses."


def validate(password: str) -> str:
    """Return a new password that is good enough; else raise `ValueError` in words."""
    if len(password) < SHORTEST:
        raise ValueError(f"Use at least {SHORTEST} characters.")
    if len(password) > LONGEST:
        raise ValueError(f"Use at most {LONGEST} characters.")
    if {_folded(password), _bare(password)} & _common():
        raise ValueError(_COMMON)
    if _word_of(password) in _common_words():
        raise ValueError(_COMMON)
    if _is_even(_folded(password)):
        raise ValueError(_EVEN)
    return password


def demand_secret(password: str, names: Iterable[str], field: str) -> None:
    """Raise `Invalid` in the name of `field` where the password is one of the names.

    Digits before and after, a name written twice or backwards: guesses know them all.
    """
    guesses = {_bare(part) for name in names for part in (name, name.partition("@")[0])}
    own = _bare(password)
    if any(_is_made_of(guess, own) for guess in guesses if guess):
        raise Invalid(_PERSONAL, errors={field: [_PERSONAL]})


def _is_made_of(name: str, password: str) -> bool:
    # The name goes first: it may end with digits of its own.
    return any(
        spelling in password and not password.replace(spelling, "").strip(_DIGITS)
        for spelling in (name, name[::-1])
    )


def _is_even(password: str) -> bool:
    """Return whether this is a text over and over, or a row such as 23456789."""
    steps = {ord(after) - ord(before) for before, after in _pairs(password)}
    # From 9 a row of digits goes on with 0.
    is_row = steps <= {1, -9} or steps <= {-1, 9}
    is_poor = len(set(password)) < _FEWEST_DIFFERENT
    return is_poor or is_row or _REPEATED.fullmatch(password) is not None


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    return zip(text, text[1:], strict=False)


def _folded(password: str) -> str:
    """Write a password in one width and case, and without blanks."""
    return "".join(unicodedata.normalize("NFKC", password).casefold().split())


def _bare(text: str) -> str:
    """Write the letters and digits alone."""
    return "".join(letter for letter in _folded(text) if letter.isalnum())


def _word_of(password: str) -> str:
    """Write the word that digits and signs were put around, as in `letmein2026!`."""
    return _bare(password).strip(_DIGITS)


@functools.cache
def _common_words() -> frozenset[str]:
    words = map(_word_of, _common())
    return frozenset(word for word in words if len(word) >= _SHORTEST_WORD)


@functools.cache
def _common() -> frozenset[str]:
    path = resources.files("user_service").joinpath("common_passwords.txt")
    return frozenset(path.read_text(encoding="utf-8").splitlines())
