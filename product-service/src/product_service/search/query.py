"""Turns what was asked for into conditions and a rank that every database computes.

Whole words count where some name or shelf has them; else the beginning of one, so that
a search may run while it is typed; else words of descriptions, then mere letters; and
where nothing has even those, what may have been meant.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    case,
    cast,
    false,
    func,
    literal,
    or_,
    select,
)

from product_service.database import db
from product_service.models import Product
from product_service.search.asked import Part, parts_of
from product_service.search.spelling import corrections


class _Scope(IntEnum):
    """How far from the name of a product a word may stand; see `index`."""

    NAME = 0
    SHELF = 1
    DESCRIPTION = 2

    @property
    def rest(self) -> str:
        """The end of a pattern that keeps a word within this scope."""
        return ("%|%|%", "%|%", "%")[self]


class _Way(IntEnum):
    """In which way anything for sale has a part of the text, the surest last."""

    NONE = 0
    LETTERS = 1
    DESCRIBED = 2
    BEGUN = 3
    NAMED = 4


@dataclass(frozen=True)
class Found:
    """What a search demands of a product, and how far off a match is, 0 the nearest."""

    conditions: tuple[ColumnElement[bool], ...] = ()
    rank: ColumnElement[int] | None = None
    # What was looked for in place of the typed text, where nothing has its letters.
    did_you_mean: str | None = None


def look_for(text: str) -> Found:
    """Return the conditions under which a product is found by this text."""
    parts = parts_of(text)
    ways = _ways(parts)
    if _Way.NONE not in ways:
        return _found(parts, ways)
    return _corrected(parts, ways) or Found((false(),))


def _corrected(parts: Sequence[Part], ways: Sequence[_Way]) -> Found | None:
    words = [
        part.typed if way else _nearest(part)
        for part, way in zip(parts, ways, strict=True)
    ]
    meant = " ".join(filter(None, words))
    parts = parts_of(meant)
    ways = _ways(parts)
    if None in words or _Way.NONE in ways:
        return None
    return replace(_found(parts, ways), did_you_mean=meant)


def _nearest(part: Part) -> str | None:
    """Return the nearest word that leads to something for sale."""
    candidates = corrections(part.typed) if part.phrases else []
    meant = [one for word in candidates for one in parts_of(word)[:1]]
    ways = _ways(meant)
    return next((one.typed for one, way in zip(meant, ways, strict=True) if way), None)


def _ways(parts: Sequence[Part]) -> list[_Way]:
    """Ask once, for all parts together, in which way anything for sale has them."""
    if not parts:
        return []
    asked = select(*(func.max(_way(part)) for part in parts))
    row = db.session.execute(asked.where(Product.is_active.is_(True))).one()
    return [_Way(way or 0) for way in row]


def _way(part: Part) -> ColumnElement[int]:
    return _first(
        (_has(part, _Scope.SHELF), _Way.NAMED),
        (_begins(part, _Scope.SHELF), _Way.BEGUN),
        (_has(part, _Scope.DESCRIPTION), _Way.DESCRIBED),
        (_letters(part), _Way.LETTERS),
        otherwise=_Way.NONE,
    )


def _found(parts: Sequence[Part], ways: Sequence[_Way]) -> Found:
    if not parts:
        return Found()
    sought = list(zip(parts, ways, strict=True))
    rank = sum((_distance(*one) for one in sought), literal(0))
    return Found(tuple(_condition(*one) for one in sought), cast(rank, BigInteger))


def _condition(part: Part, way: _Way) -> ColumnElement[bool]:
    if way == _Way.LETTERS:
        return _letters(part)
    return _stands(part, _Scope.DESCRIPTION, way)


def _distance(part: Part, way: _Way) -> ColumnElement[int]:
    name, shelf, description = _Scope
    return _first(
        (_stands(part, name, way), name),
        (_stands(part, shelf, way), shelf),
        otherwise=description,
    )


def _first(
    *cases: tuple[ColumnElement[bool], IntEnum], otherwise: IntEnum
) -> ColumnElement[int]:
    """Return the number of the first condition that holds."""
    # PyMySQL would send a member of an enumeration as text.
    numbered = [(condition, number.value) for condition, number in cases]
    return case(*numbered, else_=otherwise.value)


def _stands(part: Part, scope: _Scope, way: _Way) -> ColumnElement[bool]:
    begun = _begins(part, scope) if way == _Way.BEGUN else false()
    return or_(_has(part, scope), begun)


def _has(part: Part, scope: _Scope) -> ColumnElement[bool]:
    """Demand one of the phrases, its words side by side."""
    patterns = (f"% {' '.join(phrase)} {scope.rest}" for phrase in part.phrases)
    return or_(false(), *map(Product.stems.like, patterns))


def _begins(part: Part, scope: _Scope) -> ColumnElement[bool]:
    """Demand a word that begins as this one, which may not be typed to its end."""
    if not part.phrases:
        return false()
    return Product.stems.like(f"% {part.typed}{scope.rest}")


def _letters(part: Part) -> ColumnElement[bool]:
    return Product.searchable.contains(part.typed, autoescape=True)
