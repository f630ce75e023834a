"""Finds the words of the shop that somebody may have meant by a mistyped one."""

import os.path

from rapidfuzz.distance import OSA
from sqlalchemy import select

from product_service.database import db
from product_service.models import Category, Product
from product_service.search.stemming import words_of
from product_service.search.synonyms import synonym_words

_SHORTEST = 4
# Two slips in a short word leave too little of it.
_TWO_SLIPS_FROM = 6
_MOST = 5


def corrections(word: str) -> list[str]:
    """Return words of the shop that are one or two slips away, the nearest first."""
    if len(word) < _SHORTEST:
        return []
    slips = 2 if len(word) >= _TWO_SLIPS_FROM else 1
    known = _vocabulary()
    slips_of = {other: OSA.distance(word, other, score_cutoff=slips) for other in known}
    near = [other for other in known if slips_of[other] <= slips]
    near.sort(key=lambda other: (slips_of[other], -_shared(word, other), other))
    return near[:_MOST]


def _vocabulary() -> set[str]:
    names = select(Product.name_key).where(Product.is_active.is_(True))
    written = [*db.session.scalars(names), *db.session.scalars(select(Category.name))]
    words = {word for text in written for word in words_of(text)} | synonym_words()
    return {word for word in words if len(word) >= _SHORTEST}


def _shared(word: str, other: str) -> int:
    """Count the letters at the beginning, which are seldom mistyped."""
    return len(os.path.commonprefix([word, other]))
