"""Measures how much a contract would notice, by changing each expected response.

The mutation score is full when pact's own verifier rejects every changed response.
It must also accept the sound one: an example that breaks its own rules lets the test of
the consumer pass, and that of every provider fail.
"""

import json
import multiprocessing
import os
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from contract_kit.local_server import served
from contract_kit.matching import ActualResponse
from contract_kit.pact_files import Interaction, read_all_interactions
from contract_kit.provider.verifier import verify
from contract_kit.quality.mutants import Mutant, example_response, mutants_of
from contract_kit.quality.verifier_results_check import demand_results

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Case = tuple[Interaction, ActualResponse]

_PROVIDER = "spoiler"
# Below this it takes longer to start a process than to verify.
_FEWEST_FOR_A_PROCESS = 300
_CURES = {
    "is dropped": "expect the field inside the object or the headers, not beside them",
    "is null": "use text(...), integer(...) or another matcher",
    "is a text": "use integer(...) or flag(...)",
    "is a fraction": "use integer(...)",
    "is a number": "use text(...), money(...) or pattern(...)",
    "is blank": "use text(...), money(...), token(...) or pattern(...)",
    "is empty": "use some(...), and the empty list as an interaction of its own",
    "is something else": "write exactly(...): beside or inside a loose rule a bare "
    "value is not exact",
}
_ANY_CURE = "give the field a matcher of contract_kit.consumer.matchers"


@dataclass(frozen=True)
class MutationScore:
    """How many mutants were noticed, and what is to be mended."""

    mutants: tuple[Mutant, ...]
    survivors: tuple[Mutant, ...]
    unsound: tuple[Interaction, ...]

    @property
    def killed(self) -> int:
        """How many mutants the contract has noticed."""
        return len(self.mutants) - len(self.survivors)

    @property
    def percent(self) -> int:
        """The share of mutants that was noticed; 100 only when it was all of them."""
        return 100 * self.killed // len(self.mutants) if self.mutants else 0

    @property
    def is_full(self) -> bool:
        """Return whether there are mutants, all noticed, and every example is sound."""
        return bool(self.mutants) and not self.survivors and not self.unsound

    def between(self, consumer: str, provider: str) -> "MutationScore":
        """Return the mutation score of one pact alone."""

        def belongs(interaction: Interaction) -> bool:
            return (interaction.consumer, interaction.provider) == (consumer, provider)

        return MutationScore(
            tuple(mutant for mutant in self.mutants if belongs(mutant.interaction)),
            tuple(mutant for mutant in self.survivors if belongs(mutant.interaction)),
            tuple(interaction for interaction in self.unsound if belongs(interaction)),
        )

    def __str__(self) -> str:
        lines = [
            f"{interaction}: its example breaks its own rules; correct the example"
            for interaction in self.unsound
        ]
        lines += [
            f"{mutant}, and nobody would notice: {_CURES.get(mutant.fault, _ANY_CURE)}"
            for mutant in self.survivors
        ]
        noticed = f"{self.killed} of {len(self.mutants)} faults noticed"
        return "\n".join([*lines, f"{noticed} ({self.percent} %)."])


def measure_mutation_score(folder: Path, processes: int | None = None) -> MutationScore:
    """Ask pact's verifier about every mutant of every interaction.

    It takes all processors where there is much to verify, unless a number is given.
    """
    interactions = read_all_interactions(folder)
    mutants = [
        mutant for interaction in interactions for mutant in mutants_of(interaction)
    ]
    parts = processes or _worthwhile(len(mutants))
    sound = _accepted_here([(each, example_response(each)) for each in interactions])
    spoiled = _accepted([(each.interaction, each.response) for each in mutants], parts)
    return MutationScore(
        tuple(mutants),
        tuple(mutants[number] for number in sorted(spoiled)),
        tuple(each for number, each in enumerate(interactions) if number not in sound),
    )


def _worthwhile(cases: int) -> int:
    return min(os.cpu_count() or 1, max(1, cases // _FEWEST_FOR_A_PROCESS))


def _accepted(cases: Sequence[Case], parts: int) -> set[int]:
    """Give the numbers of the cases whose answer the verifier takes for kept."""
    if parts == 1:
        return _accepted_here(cases)
    # Not forked: pact keeps threads of its own.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(parts, mp_context=spawn) as pool:
        shares = pool.map(_accepted_here, [cases[part::parts] for part in range(parts)])
        return {
            part + parts * number
            for part, share in enumerate(shares)
            for number in share
        }


def _accepted_here(cases: Sequence[Case]) -> set[int]:
    with tempfile.TemporaryDirectory() as folder:
        files = [
            _write(Path(folder), number, interaction)
            for number, (interaction, _) in enumerate(cases)
        ]
        with served(_player([response for _, response in cases])) as url:
            results = verify(_PROVIDER, url, files)
    demand_results(len(cases), results)
    return {
        int(result["description"]) for result in results if result["result"] == "OK"
    }


def _write(folder: Path, number: int, interaction: Interaction) -> Path:
    # A file for each: pact takes ever longer for each interaction of a long file.
    written = {
        "type": "Synchronous/HTTP",
        "description": str(number),
        "request": {"method": "GET", "path": f"/{number}"},
        "response": {"status": HTTPStatus.OK, **interaction.response},
    }
    document = {
        "consumer": {"name": "tester"},
        "provider": {"name": _PROVIDER},
        "interactions": [written],
        "metadata": {"pactSpecification": {"version": "4.0"}},
    }
    path = folder / f"{number}.json"
    path.write_text(json.dumps(document), "utf-8")
    return path


def _player(answers: Sequence[ActualResponse]) -> "WSGIApplication":
    def play(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        response = answers[int(environ["PATH_INFO"].removeprefix("/"))]
        size = [("Content-Length", str(len(response.body)))] if response.body else []
        phrase = HTTPStatus(response.status).phrase
        start(f"{response.status} {phrase}", [*response.headers, *size])
        return [response.body]

    return play
