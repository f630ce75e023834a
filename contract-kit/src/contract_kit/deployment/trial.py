"""Puts one pact to the test against the code of one commit, in a copy of its own.

Only what the layout names is copied. So the ids of those folders tell everything that
the outcome depends on, and the outcome can be known again by them.
"""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contract_kit.deployment import witness
from contract_kit.deployment.layout import Layout
from contract_kit.deployment.matrix import Pact, Version
from contract_kit.deployment.repository import Repository
from contract_kit.deployment.runs import Undecided, run_pytest, said_by
from contract_kit.pact_files import read_pact
from contract_kit.pact_text import parse_document


@dataclass(frozen=True)
class Finding:
    """Which promises of a pact are broken, in the words of the kit."""

    broken: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()


def try_pact(
    repository: Repository, layout: Layout, pact: Pact, provider: Version
) -> Finding:
    """Verify a pact with a provider as it was at its commit."""
    if not pact.promises:
        raise Undecided(
            f"{pact.file} holds no promise, so nobody knows what {pact.consumer} "
            "relies on: let its contract tests write it anew."
        )
    with tempfile.TemporaryDirectory(prefix="can-i-deploy-") as name:
        place = Path(name).resolve()
        copy = place / "copy"
        needs = layout.needs(provider.name)
        repository.check_out(provider.commit, needs, copy)
        if not (copy / layout.entry(provider.name)).exists():
            raise Undecided(
                f"{provider} has no {layout.entry(provider.name)}: it is older than "
                f"its contracts. Deploy a newer {provider.name} first."
            )
        (place / "pacts").mkdir()
        (place / "pacts" / pact.file).write_bytes(pact.content)
        shutil.copy(witness.__file__, place / "deployment_witness.py")
        return _judged(_run(layout, provider.name, place), layout, pact, place)


def _run(layout: Layout, provider: str, place: Path) -> Mapping[str, Any]:
    report = place / "report.json"
    done = run_pytest(
        layout.imports(provider),
        place,
        [
            *(layout.entry(provider), "--pacts", str(place / "pacts")),
            *("-p", "deployment_witness"),
        ],
        {witness.PLACE: str(report)},
    )
    if not report.exists():
        raise Undecided(
            f"The verification ended with {done.returncode}:\n{said_by(done)}"
        )
    found: Mapping[str, Any] = json.loads(report.read_text("utf-8"))
    return found


def _judged(
    report: Mapping[str, Any], layout: Layout, pact: Pact, place: Path
) -> Finding:
    _demand_own_code(report["packages"], layout.imports(pact.provider), place / "copy")
    found = _by_promise(report["outcomes"])
    tried = [found[key] for key in _promises(pact) if key in found]
    finding = Finding(
        tuple(words for one in tried for words in _broken(one)),
        tuple(words for one in tried for words in _pending(one)),
    )
    if finding.broken:
        return finding
    if report["troubles"]:
        raise Undecided("The verification itself failed:\n" + report["troubles"][0])
    if len(tried) != pact.promises:
        raise Undecided(
            f"{len(tried)} of {pact.promises} promises were verified: "
            f"{layout.entry(pact.provider)} has to try each of them."
        )
    return finding


_Outcomes = list[Mapping[str, Any]]


def _by_promise(outcomes: Iterable[Mapping[str, Any]]) -> dict[str, _Outcomes]:
    """Sort what was found by all that a promise says; a name alone proves little."""
    found: dict[str, _Outcomes] = {}
    for outcome in outcomes:
        parts = ("consumer", "description", "states", "request", "response")
        key = json.dumps([outcome[part] for part in parts], sort_keys=True)
        found.setdefault(key, []).append(outcome)
    return found


def _promises(pact: Pact) -> Iterator[str]:
    for promise in read_pact(parse_document(pact.content, pact.file)):
        names = [state.name for state in promise.states]
        said = [promise.consumer, promise.description, names]
        parts = [*said, promise.request, promise.response]
        yield json.dumps(parts, sort_keys=True)


def _broken(outcomes: _Outcomes) -> list[str]:
    """Take the first words about a promise that is broken and may not be."""
    return [
        each["words"]
        for each in outcomes
        if not each["is_kept"] and not each["pending"]
    ][:1]


def _pending(outcomes: _Outcomes) -> list[str]:
    return [
        f"{each['pending']} {each['words']}"
        for each in outcomes
        if not each["is_kept"] and each["pending"]
    ][:1]


def _demand_own_code(
    packages: Mapping[str, str], imports: tuple[str, ...], copy: Path
) -> None:
    own = {
        entry.stem
        for folder in imports
        if (copy / folder).is_dir()
        for entry in (copy / folder).iterdir()
    }
    for name in sorted(own & packages.keys()):
        if not Path(packages[name]).resolve().is_relative_to(copy):
            raise Undecided(
                f"{name} was loaded from {packages[name]} instead of the commit: "
                "nobody may import it before the tests do."
            )
