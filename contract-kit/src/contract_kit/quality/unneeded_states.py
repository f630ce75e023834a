"""Finds states without effect: an interaction passes although one is left out.

Such a state looks as if the interaction depended on it, and nobody would notice if its
function did nothing at all. So each interaction is verified once more for each of its
states, without that one, and has to break. Where it may not, because the state shows
that something makes no difference, the reason is written down.
"""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from contract_kit.pact_files import Interaction, ProviderState, pact_paths, read_pact
from contract_kit.pact_files.pact_document import read_document

_NUMBER = re.compile(r"#(\d+) ")


@dataclass(frozen=True)
class StateExemption:
    """Excuses a state that changes nothing, in all interactions or in the described."""

    why: str
    provider: str
    state: str
    descriptions: tuple[str, ...] = ()

    def excuses(self, case: "OmittedState") -> bool:
        """Return whether this is why an interaction passes all the same."""
        interaction = case.interaction
        return (interaction.provider, case.state.name) == (
            self.provider,
            self.state,
        ) and (not self.descriptions or interaction.description in self.descriptions)


@dataclass(frozen=True)
class OmittedState:
    """An interaction, and the one of its states that is left out."""

    interaction: Interaction
    state: ProviderState

    def __str__(self) -> str:
        return f"{self.interaction}\n    is kept without {self.state.name!r}"


def write_omitted_states(pacts: Path, folder: Path) -> list[OmittedState]:
    """Write every interaction once for each of its states, without it; list them.

    Each is called by its number in the list, so that a test names it.
    """
    cases: list[OmittedState] = []
    for path in pact_paths(pacts):
        # Messages are left out: no state of theirs is asked for over HTTP.
        document = read_document(path) | {"messages": []}
        interactions = list(read_pact(document))
        written = []
        for raw, interaction in zip(
            document["interactions"], interactions, strict=True
        ):
            for place, state in enumerate(interaction.states):
                states = raw["providerStates"]
                description = f"#{len(cases)} {interaction.description}"
                rest = states[:place] + states[place + 1 :]
                written.append(
                    raw | {"description": description, "providerStates": rest}
                )
                cases.append(OmittedState(interaction, state))
        if written:
            text = json.dumps(document | {"interactions": written})
            (folder / path.name).write_text(text, "utf-8")
    return cases


def passed_without(
    cases: Collection[OmittedState], failed: Collection[str]
) -> tuple[OmittedState, ...]:
    """List the cases whose test is not among those that failed."""
    broken = {int(found[1]) for name in failed if (found := _NUMBER.search(name))}
    return tuple(case for number, case in enumerate(cases) if number not in broken)


def complaints_about(
    kept: Collection[OmittedState], reasons: Collection[StateExemption]
) -> Iterator[str]:
    """Name the states to mend, and the reasons that are not needed any more."""
    for case in kept:
        if not any(reason.excuses(case) for reason in reasons):
            yield (
                f"{case}: let the state matter to it, drop the state, or write down "
                "why it makes no difference."
            )
    for reason in reasons:
        yield from _superfluous(reason, kept)


def _superfluous(
    reason: StateExemption, kept: Collection[OmittedState]
) -> Iterator[str]:
    found = {case.interaction.description for case in kept if reason.excuses(case)}
    where = f"{reason.provider}, state {reason.state!r}"
    if not found:
        yield f"{where}: every interaction fails without it; delete the reason."
    elif gone := sorted(set(reason.descriptions) - found):
        named = ", ".join(map(repr, gone))
        yield f"{where}: {named} breaks without it; take that out of the reason."
