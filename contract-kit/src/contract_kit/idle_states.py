"""Finds states that say nothing: a promise is kept although one of them is left out.

Such a state looks as if the promise depended on it, and nobody would notice if its
function did nothing at all. So each promise is verified once more for each of its
states, without that one, and has to break. Where it may not, because the state shows
that something makes no difference, the reason is written down.
"""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from contract_kit.pact_files import Interaction, State, pact_paths, read_pact

_NUMBER = re.compile(r"#(\d+) ")


@dataclass(frozen=True)
class Reason:
    """Why a state may be left out: of any promise, or of those that are described."""

    why: str
    provider: str
    state: str
    descriptions: tuple[str, ...] = ()

    def excuses(self, case: "LeftOut") -> bool:
        """Tell whether this is the reason for a promise that is kept all the same."""
        promise = case.promise
        return (promise.provider, case.state.name) == (self.provider, self.state) and (
            not self.descriptions or promise.description in self.descriptions
        )


@dataclass(frozen=True)
class LeftOut:
    """A promise, and the one of its states that is left out."""

    promise: Interaction
    state: State

    def __str__(self) -> str:
        return f"{self.promise}\n    is kept without {self.state.name!r}"


def write_left_out(pacts: Path, folder: Path) -> list[LeftOut]:
    """Write every promise once for each of its states, without it; list them.

    Each is called by its number in the list, so that a test names it.
    """
    cases: list[LeftOut] = []
    for path in pact_paths(pacts):
        document = json.loads(path.read_text("utf-8"))
        promises = list(read_pact(document))
        written = []
        for told, promise in zip(document["interactions"], promises, strict=True):
            for place, state in enumerate(promise.states):
                states = told["providerStates"]
                description = f"#{len(cases)} {promise.description}"
                rest = states[:place] + states[place + 1 :]
                written.append(
                    told | {"description": description, "providerStates": rest}
                )
                cases.append(LeftOut(promise, state))
        if written:
            text = json.dumps(document | {"interactions": written})
            (folder / path.name).write_text(text, "utf-8")
    return cases


def kept_without(
    cases: Collection[LeftOut], failed: Collection[str]
) -> tuple[LeftOut, ...]:
    """List the cases whose test is not among those that failed."""
    broken = {int(found[1]) for name in failed if (found := _NUMBER.search(name))}
    return tuple(case for number, case in enumerate(cases) if number not in broken)


def complaints_about(
    kept: Collection[LeftOut], reasons: Collection[Reason]
) -> Iterator[str]:
    """Say which states to mend, and which reasons nobody needs any more."""
    for case in kept:
        if not any(reason.excuses(case) for reason in reasons):
            yield (
                f"{case}: let the state matter to it, drop the state, or write down "
                "why it makes no difference."
            )
    for reason in reasons:
        yield from _superfluous(reason, kept)


def _superfluous(reason: Reason, kept: Collection[LeftOut]) -> Iterator[str]:
    found = {case.promise.description for case in kept if reason.excuses(case)}
    where = f"{reason.provider}, state {reason.state!r}"
    if not found:
        yield f"{where}: every promise breaks without it; delete the reason."
    elif gone := sorted(set(reason.descriptions) - found):
        named = ", ".join(map(repr, gone))
        yield f"{where}: {named} breaks without it; take that out of the reason."
