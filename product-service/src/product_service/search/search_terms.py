"""Takes a typed text apart into what a product must have: words, phrases, signs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from product_service.search.stemming import stem, words_of
from product_service.search.synonyms import LONGEST_PHRASE, Phrase, synonyms
from product_service.text_folding import fold

# A longer text is a letter, not a search; each word costs the database a comparison.
MOST_PARTS = 12
# Every packet could carry these: they mean nothing for what somebody looks for.
_EMPTY = {"packet", "packets", "plant", "plants", "seed", "seeds", "variety"}
# These mean nothing beside another word; alone they are the beginning of one.
_SMALL = {"a", "an", "and", "any", "by", "for", "from", "growing", "in", "of", "on"}
_SMALL |= {"or", "some", "sow", "sowing", "the", "to", "with"}
_SMALL |= {"color", "colored", "colour", "coloured", "grow"}


@dataclass(frozen=True)
class Part:
    """One thing that was asked for, and the phrases any of which will do.

    `100%` has no phrase: it is looked for letter by letter.
    """

    typed: str
    phrases: tuple[Phrase, ...] = ()


def parts_of(text: str) -> list[Part]:
    """Return what a text asks for, each thing once, in its order."""
    parts = [part for token in _tokens(text) for part in token]
    worth = [part for part in parts if part.typed not in _EMPTY]
    meaningful = [part for part in worth if not _is_small(part.typed)]
    return list(dict.fromkeys(meaningful or worth))[:MOST_PARTS]


def _is_small(typed: str) -> bool:
    """Check that this only joins other words: `and`, `&`, `+`."""
    return typed in _SMALL or not (words_of(typed) or _has_wildcards(typed))


def _tokens(text: str) -> Iterator[list[Part]]:
    run: list[str] = []
    for token in fold(text).split():
        if _has_signs(token):
            yield _phrased(run)
            yield [Part(token)]
            run = []
        else:
            run += words_of(token)
    yield _phrased(run)


def _has_signs(token: str) -> bool:
    return _has_wildcards(token) or not words_of(token)


def _has_wildcards(token: str) -> bool:
    return "%" in token or "_" in token


def _phrased(words: Sequence[str]) -> list[Part]:
    """Join neighbours that have a synonym together, such as `broad bean`."""
    parts, place = [], 0
    while place < len(words):
        length = _longest_phrase(words[place : place + LONGEST_PHRASE])
        parts.append(_part(words[place : place + length]))
        place += length
    return parts


def _longest_phrase(words: Sequence[str]) -> int:
    for length in range(len(words), 1, -1):
        if tuple(map(stem, words[:length])) in synonyms():
            return length
    return 1


def _part(words: Sequence[str]) -> Part:
    phrase = tuple(map(stem, words))
    return Part(" ".join(words), synonyms().get(phrase, (phrase,)))
