"""Reduces words to stems, so that `poppies` finds a poppy (Porter’s algorithm)."""

import functools
import re
import threading

import snowballstemmer  # type: ignore[import-untyped]

from product_service.text_folding import fold

# Letters and digits of any script; an underscore is a sign, not a letter.
_WORD = re.compile(r"[^\W_]+")
_MOST_KEPT = 20_000


def words_of(text: str) -> list[str]:
    """Split a text into its folded words."""
    return _WORD.findall(fold(text))


def stems(text: str) -> tuple[str, ...]:
    """Return the stem of each word of a text."""
    return tuple(stem(word) for word in words_of(text))


@functools.lru_cache(_MOST_KEPT)
def stem(word: str) -> str:
    """Return the stem of one folded word."""
    return str(_of_this_thread().stemWord(word))


class _Stemmers(threading.local):
    """A stemmer writes into itself while it works, so each thread has its own."""

    def __init__(self) -> None:
        self.english = snowballstemmer.stemmer("english")


_stemmers = _Stemmers()


def _of_this_thread() -> snowballstemmer.stemmer:
    return _stemmers.english
