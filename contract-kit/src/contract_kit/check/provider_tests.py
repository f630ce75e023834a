"""Verifies the providers, and counts what was found of each interaction."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from contract_kit.check.check_context import Project
from contract_kit.check.complaint import Complaint
from contract_kit.check.pacts_by_integration import paths_between
from contract_kit.check.pytest_run import run_tests, whole_modules
from contract_kit.existing_paths import existing_path
from contract_kit.pact_files import Integration, Interaction, read_all_interactions
from contract_kit.provider.outcomes import OutcomeCounts, read_outcomes
from contract_kit.settings import Service


@dataclass(frozen=True)
class ProviderResults:
    """How many interactions were kept or may wait, and what is to be mended."""

    kept: Counter[Integration]
    pending: Counter[Integration]
    complaints: tuple[Complaint, ...] = ()


def check_providers(project: Project, folder: Path) -> ProviderResults:
    """Verify every provider, unless it, its pacts and its packages are known."""
    services = list(project.settings.services.values())
    keys = {one.name: _key(project, one) for one in services}
    known = {name: project.cache.find(key) for name, key in keys.items()}
    waiting = [one for one in services if known[one.name] is None]
    kept = Counter[Integration]()
    for name, counts in known.items():
        kept += Counter({Integration(c, name): n for c, n in (counts or {}).items()})
    if not waiting:
        project.report("Providers: nothing has changed.")
        return ProviderResults(kept, Counter())
    found = _verify(project, waiting, folder)
    for each in waiting:
        if not found.complaints and not _of(found.pending, each.name):
            project.cache.keep(keys[each.name], _of(found.kept, each.name))
    return ProviderResults(kept + found.kept, found.pending, found.complaints)


def _key(project: Project, service: Service) -> str:
    pacts = paths_between(project.pacts, provider=service.name)
    return project.key(f"provider {service.name}", [service.folder, *pacts])


def _verify(
    project: Project, waiting: Sequence[Service], folder: Path
) -> ProviderResults:
    project.report(
        f"Providers are verified: {', '.join(each.name for each in waiting)}."
    )
    settings = project.settings
    modules = [existing_path(each.verification) for each in waiting]
    where = ("--contract-outcomes", str(folder), "--pacts", str(settings.pacts))
    red = run_tests(settings.root, modules, *whole_modules(), *where).failed
    asked = _interactions(project, [each.name for each in waiting])
    found = read_outcomes(folder, asked)
    complaints = tuple(_complaints(found, asked, red))
    return ProviderResults(found.kept, found.pending, complaints)


def _interactions(project: Project, names: Collection[str]) -> list[Interaction]:
    everything = read_all_interactions(project.settings.pacts)
    return [each for each in everything if each.provider in names]


def _complaints(
    found: OutcomeCounts, asked: Sequence[Interaction], red: Iterable[str]
) -> Iterable[Complaint]:
    for words in found.broken:
        yield Complaint("verify", f"An interaction failed: {words}")
    for name in red:
        yield Complaint("verify", f"A provider's test failed: {name}.")
    wanted = Counter(Integration(each.consumer, each.provider) for each in asked)
    for integration, count in (wanted - found.kept - found.pending).items():
        yield Complaint(
            "verify", f"{integration}: {count} interactions were not verified."
        )


def _of(counts: Counter[Integration], provider: str) -> dict[str, int]:
    return {
        integration.consumer: count
        for integration, count in counts.items()
        if integration.provider == provider
    }
