"""Chooses between promises that one request keeps: they differ in states alone.

What was preferred comes first, then the promise whose very example was asked for, then
good news, then the answer that has most to show, in the fewest states.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from contract_kit.judge import Request, request_mismatches
from contract_kit.pact_files import Interaction

_BY_RULE = {"matchingRules", "generators"}


def choose(
    kept: Iterable[Interaction], asked: Request, prefer: Sequence[str]
) -> Interaction:
    """Choose the promise to answer with, the same one for the same request."""
    return min(kept, key=lambda promise: _rank(promise, asked, prefer))


def merit(promise: Interaction) -> tuple[bool, int, int, int, str]:
    """Tell what an answer is worth to somebody who looks; the least is the best."""
    is_good_news = 200 <= promise.response["status"] < 300
    content = promise.response.get("body", {}).get("content")
    filled = sum(1 for value in _leaves(content) if value)
    return (
        not is_good_news,
        -_elements(content),
        len(promise.states),
        -filled,
        promise.title,
    )


def names_of(promise: Interaction) -> set[str]:
    """Name what a promise can be preferred by: its description and its states."""
    return {promise.description, *(state.name for state in promise.states)}


def _rank(
    promise: Interaction, asked: Request, prefer: Sequence[str]
) -> tuple[object, ...]:
    names = names_of(promise)
    preferred = next(
        (place for place, name in enumerate(prefer) if name in names), len(prefer)
    )
    unlike = len(request_mismatches(_to_the_letter(promise), asked))
    return preferred, unlike, *merit(promise)


def _to_the_letter(promise: Interaction) -> Interaction:
    """Ask for the very values of the example, so that the likest promise shows."""
    agreed = {
        name: part for name, part in promise.request.items() if name not in _BY_RULE
    }
    return replace(promise, request=agreed)


def _elements(content: Any) -> int:
    if isinstance(content, list):
        return len(content) + sum(_elements(each) for each in content)
    if isinstance(content, Mapping):
        return sum(_elements(each) for each in content.values())
    return 0


def _leaves(content: Any) -> Iterator[Any]:
    if isinstance(content, list | Mapping):
        inner = content.values() if isinstance(content, Mapping) else content
        for each in inner:
            yield from _leaves(each)
    else:
        yield content
