"""Measures how much a contract would notice, by spoiling each promised answer.

A promise is strong when pact's own verifier rejects every spoiled form of its answer.
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

from contract_kit.judge import Answer
from contract_kit.mutants import Mutant, mutants_of, sound_answer
from contract_kit.pact_files import Interaction, read_pacts
from contract_kit.pact_library import verify
from contract_kit.serving import served
from contract_kit.verdicts import demand_verdicts

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Case = tuple[Interaction, Answer]

_PROVIDER = "spoiler"
# Below this it takes longer to start a process than to judge.
_FEWEST_FOR_A_PROCESS = 300
_CURES = {
    "is dropped": "promise the field inside the object or the headers, not beside them",
    "is null": "promise text(...), integer(...) or another shape",
    "is a text": "promise integer(...) or flag(...)",
    "is a fraction": "promise integer(...)",
    "is a number": "promise text(...), money(...) or pattern(...)",
    "is blank": "promise text(...), money(...), token(...) or pattern(...)",
    "is empty": "promise some(...), and the empty list as a promise of its own",
    "is something else": "write exactly(...): beside or inside a loose rule a bare "
    "value is not exact",
}
_ANY_CURE = "give the field a shape of contract_kit.shapes"


@dataclass(frozen=True)
class Strength:
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

    def between(self, consumer: str, provider: str) -> "Strength":
        """Give the strength of one pact alone."""

        def belongs(promise: Interaction) -> bool:
            return (promise.consumer, promise.provider) == (consumer, provider)

        return Strength(
            tuple(mutant for mutant in self.mutants if belongs(mutant.promise)),
            tuple(mutant for mutant in self.survivors if belongs(mutant.promise)),
            tuple(promise for promise in self.unsound if belongs(promise)),
        )

    def __str__(self) -> str:
        lines = [
            f"{promise}: its example breaks its own rules; correct the example"
            for promise in self.unsound
        ]
        lines += [
            f"{mutant}, and nobody would notice: {_CURES.get(mutant.fault, _ANY_CURE)}"
            for mutant in self.survivors
        ]
        noticed = f"{self.killed} of {len(self.mutants)} faults noticed"
        return "\n".join([*lines, f"{noticed} ({self.percent} %)."])


def measure_strength(folder: Path, processes: int | None = None) -> Strength:
    """Let pact's verifier judge every mutant of every promise.

    It takes all processors where there is much to judge, unless told how many.
    """
    promises = read_pacts(folder)
    mutants = [mutant for promise in promises for mutant in mutants_of(promise)]
    parts = processes or _worthwhile(len(mutants))
    sound = _accepted_here([(each, sound_answer(each)) for each in promises])
    spoiled = _accepted([(each.promise, each.answer) for each in mutants], parts)
    return Strength(
        tuple(mutants),
        tuple(mutants[number] for number in sorted(spoiled)),
        tuple(each for number, each in enumerate(promises) if number not in sound),
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
            _write(Path(folder), number, promise)
            for number, (promise, _) in enumerate(cases)
        ]
        with served(_player([answer for _, answer in cases])) as url:
            results = verify(_PROVIDER, url, files)
    demand_verdicts(len(cases), results)
    return {
        int(result["description"]) for result in results if result["result"] == "OK"
    }


def _write(folder: Path, number: int, promise: Interaction) -> Path:
    # A file for each: pact takes ever longer for each promise of a long file.
    interaction = {
        "type": "Synchronous/HTTP",
        "description": str(number),
        "request": {"method": "GET", "path": f"/{number}"},
        "response": promise.response,
    }
    document = {
        "consumer": {"name": "tester"},
        "provider": {"name": _PROVIDER},
        "interactions": [interaction],
        "metadata": {"pactSpecification": {"version": "4.0"}},
    }
    path = folder / f"{number}.json"
    path.write_text(json.dumps(document), "utf-8")
    return path


def _player(answers: Sequence[Answer]) -> "WSGIApplication":
    def play(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        answer = answers[int(environ["PATH_INFO"].removeprefix("/"))]
        size = [("Content-Length", str(len(answer.body)))] if answer.body else []
        phrase = HTTPStatus(answer.status).phrase
        start(f"{answer.status} {phrase}", [*answer.headers, *size])
        return [answer.body]

    return play
