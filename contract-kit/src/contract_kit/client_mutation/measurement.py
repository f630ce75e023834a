"""Measures whether a consumer's contract tests alone notice a spoiled client."""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contract_kit.client_mutation.client_score import ClientScore, client_score
from contract_kit.client_mutation.equivalents import Equivalent

_PLUGIN = "contract_kit.client_mutation.mutation_plugin"


class FailedContractTests(Exception):
    """The contract tests fail, or cannot be run, with the client as it is."""


@dataclass(frozen=True)
class ConsumerClients:
    """A consumer: where its contract tests are, and which modules are its clients."""

    name: str
    tests: tuple[Path, ...]
    clients: tuple[Path, ...]


def score_clients(
    consumer: ConsumerClients,
    root: Path,
    equivalents: Iterable[Equivalent] = (),
    *,
    jobs: int | None = None,
    patience: float = 10.0,
) -> list[ClientScore]:
    """Spoil every client of a consumer at every site, and run its contract tests.

    A test that does not end counts as failed `patience` seconds after it should. Raises
    `FailedContractTests` where they fail without any edit.
    """
    begin = time.monotonic()
    found = _session(consumer, root, jobs or os.cpu_count() or 1, patience)
    if found["failed"]:
        names = "\n".join(f"    {name}" for name in found["failed"])
        raise FailedContractTests(
            f"The contract tests of {consumer.name} fail with clients as they are:\n"
            f"{names}\nMend them first."
        )
    if not found["tests"]:
        raise FailedContractTests(
            f"{consumer.name} has no contract tests in "
            f"{', '.join(map(str, consumer.tests))}: none uses the fixture `agree`."
        )
    keys = {each.key for each in equivalents}
    scores = [
        client_score(
            consumer.name, _name(client, root), _found(found, client, root), keys
        )
        for client in consumer.clients
    ]
    return _with_start(scores, time.monotonic() - begin)


def _session(
    consumer: ConsumerClients, root: Path, jobs: int, patience: float
) -> dict[str, Any]:
    """Run pytest in a process of its own, which collects the tests and runs them."""
    with tempfile.TemporaryDirectory() as folder:
        plan, results = Path(folder, "plan.json"), Path(folder, "results.json")
        clients = [str((root / client).resolve()) for client in consumer.clients]
        wanted = {
            "clients": clients,
            "jobs": jobs,
            "patience": patience,
            "results": str(results),
        }
        plan.write_text(json.dumps(wanted), "utf-8")
        tests = [str(root / path) for path in consumer.tests]
        own = (
            "--rootdir",
            str(root),
            "-p",
            _PLUGIN,
            "--spoil",
            str(plan),
            "--basetemp",
            f"{folder}/tests",
        )
        line = [sys.executable, "-m", "pytest", *_usual(root), *tests, *own]
        # What it writes is of interest only where it fails; progress goes to stderr.
        ended = subprocess.run(  # noqa: S603 - the project's own tests
            line, cwd=root, stdout=subprocess.PIPE, text=True
        )
        if ended.returncode or not results.exists():
            raise FailedContractTests(
                f"The contract tests of {consumer.name} cannot be run:\n{ended.stdout}"
            )
        found: dict[str, Any] = json.loads(results.read_text("utf-8"))
        return found


def _usual(root: Path) -> Sequence[str]:
    """Take the settings of the whole project, and one process that forks by itself."""
    words = ["-q", "-s", "-p", "no:cacheprovider"]
    if importlib.util.find_spec("xdist"):
        words.append("-n0")
    settings = root / "pyproject.toml"
    if settings.exists() and "pytest" in tomllib.loads(settings.read_text("utf-8")).get(
        "tool", {}
    ):
        words += ["-c", str(settings)]
    return words


def _found(found: dict[str, Any], client: Path, root: Path) -> dict[str, Any]:
    of_client: dict[str, Any] = found["clients"][str((root / client).resolve())]
    return of_client


def _name(client: Path, root: Path) -> str:
    return (root / client).resolve().relative_to(root.resolve()).as_posix()


def _with_start(scores: list[ClientScore], seconds: float) -> list[ClientScore]:
    """Count the start and the recording to the first client: they are needed once."""
    rest = seconds - sum(each.seconds for each in scores)
    return [
        ClientScore(
            each.consumer,
            each.client,
            each.mutants,
            each.equivalents,
            each.seconds + (rest if number == 0 else 0),
        )
        for number, each in enumerate(scores)
    ]
