"""Turns what was asked for into conditions and a rank that every database computes.

Whole words count where some name or label has them; else the beginning of one, so that
a search may run while it is typed; else words of descriptions, then mere letters; and
where nothing has even those, what may have been meant. A word that leads nowhere is
left out where the others lead somewhere. Where no packet has all of it, what somebody
wants counts, and not what it shall be like: a pea where there is no garden pea. Where
they want several things, each packet that is one of them is found.
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
from product_service.search.search_terms import Part, parts_of
from product_service.search.spelling import corrections
from product_service.search.synonyms import is_describing
from product_service.text_folding import fold


class _Scope(IntEnum):
    """How far from the name of a product a word may stand; see `index`."""

    NAME = 0
    LABEL = 1
    DESCRIPTION = 2

    @property
    def rest(self) -> str:
        """The end of a pattern that keeps a word within this scope."""
        return ("%|%|%", "%|%", "%")[self]


# As far off as no word that stands anywhere.
_ABSENT = len(_Scope)


class _Way(IntEnum):
    """In which way anything for sale has a part of the text, the surest last."""

    NONE = 0
    LETTERS = 1
    DESCRIBED = 2
    BEGUN = 3
    NAMED = 4


# A part of the text, and the way in which something for sale has it.
_Sought = tuple[Part, _Way]


@dataclass(frozen=True)
class Found:
    """What a search demands of a product, and how far off a match is, 0 the nearest."""

    conditions: tuple[ColumnElement[bool], ...] = ()
    rank: ColumnElement[int] | None = None
    # What was looked for in place of the typed text, where nothing has all of it.
    did_you_mean: str | None = None


def look_for(text: str) -> Found:
    """Return the conditions under which a product is found by this text."""
    parts = parts_of(text)
    ways = _ways(parts)
    if _Way.NONE not in ways:
        found = _found(parts, ways)
        if len(parts) < 2 or _is_for_sale(found):
            return found
    nearest = _nearest_match(parts, ways) or Found((false(),))
    # Who types “basil or mint” gets what they have asked for.
    is_typed = nearest.did_you_mean == " ".join(fold(text).split())
    return replace(nearest, did_you_mean=None) if is_typed else nearest


def _nearest_match(parts: Sequence[Part], ways: Sequence[_Way]) -> Found | None:
    """Look for what was meant, then for the thing alone, then for any of several."""
    words = [
        part.typed if way else _nearest(part)
        for part, way in zip(parts, ways, strict=True)
    ]
    meant = parts_of(" ".join(filter(None, words)))
    ways = _ways(meant)
    if _Way.NONE in ways:
        return None
    sought = list(zip(meant, ways, strict=True))
    wanted = [(part, way) for part, way in sought if _names(part, way)]
    tried = (_found_in_place([part for part, _ in some]) for some in (sought, wanted))
    found = next((found for found in tried if found), None)
    return found or _any_of(wanted or [one for one in sought if _is_meaningful(*one)])


def _names(part: Part, way: _Way) -> bool:
    """Check that a part names what is wanted, and not what that is like."""
    is_name = way in (_Way.NAMED, _Way.BEGUN) and _is_meaningful(part, way)
    return is_name and not is_describing(part.typed)


def _is_meaningful(part: Part, way: _Way) -> bool:
    """Check that a part can stand alone; two letters begin too many words."""
    return way != _Way.LETTERS and (way == _Way.NAMED or len(part.typed) > 2)


def _found_in_place(parts: Sequence[Part]) -> Found | None:
    if not parts:
        return None
    found = _found(parts, _ways(parts))
    meant = " ".join(part.typed for part in parts)
    return replace(found, did_you_mean=meant) if _is_for_sale(found) else None


def _any_of(sought: Sequence[_Sought]) -> Found | None:
    """Find what is one of several things, those that are more of them first."""
    if len(sought) < 2:
        return None
    conditions = (_condition(*one) for one in sought)
    rank = sum((_distance_or_absence(*one) for one in sought), literal(0))
    meant = " or ".join(part.typed for part, _ in sought)
    return Found((or_(*conditions),), cast(rank, BigInteger), meant)


def _is_for_sale(found: Found) -> bool:
    """Check that one packet has all of it: each word alone may stand on another."""
    asked = select(Product.id).where(Product.is_active.is_(True), *found.conditions)
    return db.session.scalar(asked.limit(1)) is not None


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
        (_has(part, _Scope.LABEL), _Way.NAMED),
        (_begins(part, _Scope.LABEL), _Way.BEGUN),
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
    name, label, description = _Scope
    return _first(
        (_stands(part, name, way), name),
        (_stands(part, label, way), label),
        otherwise=description,
    )


def _distance_or_absence(part: Part, way: _Way) -> ColumnElement[int]:
    return case((_condition(part, way), _distance(part, way)), else_=_ABSENT)


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
