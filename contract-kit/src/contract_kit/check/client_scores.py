"""Spoils the clients of all consumers: their contract tests alone must notice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from contract_kit.check.complaint import Complaint
from contract_kit.client_mutation import (
    ClientScore,
    chosen_clients,
    consumers_in,
    equivalent_findings,
    findings,
    read_equivalents,
    score_clients,
    table,
)
from contract_kit.settings import Settings


@dataclass(frozen=True)
class ClientScores:
    """The score of each client, and what is to be mended."""

    scores: Sequence[ClientScore]
    complaints: tuple[Complaint, ...]

    def __str__(self) -> str:
        # Of a client that is good enough, survivors are worth a look all the same.
        others = [
            str(survivor)
            for score in self.scores
            if score.is_enough
            for survivor in score.survivors
        ]
        return "\n".join([*others, table(self.scores)])


def check_clients(
    settings: Settings,
    modules: Sequence[Path],
    jobs: int,
    report: Callable[[str], None],
) -> ClientScores:
    """Spoil these clients, or all of the settings; `jobs` is how many at once."""
    root, file = settings.root, settings.equivalent_mutants
    known = read_equivalents(file) if file.exists() else []
    consumers = consumers_in(settings)
    scores: list[ClientScore] = []
    for consumer in chosen_clients(consumers, modules):
        report(f"The clients of {consumer.name} are spoiled.")
        scores += score_clients(consumer, root, known, jobs=jobs)
    clients = [client for each in consumers for client in each.clients]
    found = [*findings(scores, known), *equivalent_findings(known, clients, root)]
    return ClientScores(scores, tuple(Complaint("clients", text) for text in found))
