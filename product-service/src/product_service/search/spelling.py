"""Finds the words of the shop that somebody may have meant by a mistyped one."""

import os.path

from rapidfuzz.distance import OSA
from sqlalchemy import select

from product_service.database import db
from product_service.models import Category, Product
from product_service.search.stemming import stem, words_of
from product_service.search.synonyms import synonym_words

_SHORTEST = 4
# Two slips in a short word leave too little of it.
_TWO_SLIPS_FROM = 6
_MOST = 5


def corrections(word: str) -> list[str]:
    """Return words of the shop that are one or two slips away, the nearest first."""
    if len(word) < _SHORTEST:
        return []
    on_packets = _words_on_packets()
    slips_of = {other: _slips(word, other) for other in on_packets | synonym_words()}
    near = [other for other, slips in slips_of.items() if slips is not None]
    # Rather a word on packets than another name: `leak` is a leek, not a leaf.
    near.sort(key=lambda other: (-_shared(word, other), other))
    near.sort(key=lambda other: (slips_of[other], other not in on_packets))
    return near[:_MOST]


def _words_on_packets() -> set[str]:
    names = select(Product.name_key).where(Product.is_active.is_(True))
    written = [*db.session.scalars(names), *db.session.scalars(select(Category.name))]
    return {word for text in written for word in words_of(text)}


def _slips(word: str, other: str) -> int | None:
    """Count the slips; of a plural also those in its stem: `tommatoes`, `popies`."""
    pairs = [(word, other)]
    if word.endswith("s"):
        pairs.append((stem(word), stem(other)))
    return min(filter(None, (_few_slips(*pair) for pair in pairs)), default=None)


def _few_slips(word: str, other: str) -> int | None:
    if min(len(word), len(other)) < _SHORTEST:
        return None
    slips = 2 if len(word) >= _TWO_SLIPS_FROM else 1
    counted = OSA.distance(word, other, score_cutoff=slips)
    return counted if counted <= slips else None


def _shared(word: str, other: str) -> int:
    """Count the letters at the beginning, which are seldom mistyped."""
    return len(os.path.commonprefix([word, other]))
