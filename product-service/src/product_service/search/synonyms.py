"""Other names of the same thing, kept as data in `synonyms.toml`."""

import functools
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from product_service.search.stemming import stems, words_of

# One or more stems that stand side by side: `("broad", "bean")`.
Phrase = tuple[str, ...]
LONGEST_PHRASE = 4


@functools.cache
def synonyms() -> Mapping[Phrase, tuple[Phrase, ...]]:
    """Return what else each phrase asks for, itself first; all of it as stems."""
    found: dict[Phrase, tuple[Phrase, ...]] = {}
    for phrase, others in _lines():
        known = found.get(phrase, (phrase,))
        found[phrase] = tuple(dict.fromkeys((*known, *others)))
    return found


def is_describing(typed: str) -> bool:
    """Return whether each of these words only describes what a thing is like."""
    return all(word in _describing() for word in stems(typed))


@functools.cache
def synonym_words() -> frozenset[str]:
    """Return every word that the synonyms name, as people spell it."""
    written = _written()
    groups = [*written["same"], written["also"].keys(), *written["also"].values()]
    return frozenset(
        word for group in groups for phrase in group for word in words_of(phrase)
    )


@functools.cache
def _describing() -> frozenset[str]:
    return frozenset(one for word in _written()["describing"] for one in stems(word))


def _lines() -> Iterator[tuple[Phrase, list[Phrase]]]:
    written = _written()
    for group in written["same"]:
        phrases = [stems(phrase) for phrase in group]
        yield from ((phrase, phrases) for phrase in phrases)
    for phrase, others in written["also"].items():
        yield stems(phrase), [stems(other) for other in others]


def _written() -> dict[str, Any]:
    text = files(__package__).joinpath("synonyms.toml").read_text("utf-8")
    return tomllib.loads(text)
