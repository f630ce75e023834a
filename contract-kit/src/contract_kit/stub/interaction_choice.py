"""Chooses between interactions that one request matches, given in other states.

What was preferred comes first, then the interaction whose very example was asked for,
then good news, then the answer that has most to show, in the fewest states.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from contract_kit.matching import ActualRequest, request_mismatches
from contract_kit.pact_files import Interaction

_BY_RULE = {"matchingRules", "generators"}


def choose(
    kept: Iterable[Interaction], asked: ActualRequest, prefer: Sequence[str]
) -> Interaction:
    """Choose the interaction to answer with, the same one for the same request."""
    return min(kept, key=lambda interaction: _rank(interaction, asked, prefer))


def merit(interaction: Interaction) -> tuple[bool, int, int, int, str]:
    """Return what an answer is worth to somebody who looks; the least is the best."""
    is_good_news = 200 <= interaction.response["status"] < 300
    content = interaction.response.get("body", {}).get("content")
    filled = sum(1 for value in _leaves(content) if value)
    return (
        not is_good_news,
        -_elements(content),
        len(interaction.states),
        -filled,
        interaction.title,
    )


def names_of(interaction: Interaction) -> set[str]:
    """Name what an interaction can be preferred by: its description and its states."""
    return {interaction.description, *(state.name for state in interaction.states)}


def _rank(
    interaction: Interaction, asked: ActualRequest, prefer: Sequence[str]
) -> tuple[object, ...]:
    names = names_of(interaction)
    preferred = next(
        (place for place, name in enumerate(prefer) if name in names), len(prefer)
    )
    unlike = len(request_mismatches(_to_the_letter(interaction), asked))
    return preferred, unlike, *merit(interaction)


def _to_the_letter(interaction: Interaction) -> Interaction:
    """Ask for the very values of the example, so that the likest interaction shows."""
    agreed = {
        name: part for name, part in interaction.request.items() if name not in _BY_RULE
    }
    return replace(interaction, request=agreed)


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
