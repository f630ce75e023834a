"""Which file of the pacts folder stands between whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from contract_kit.pact_files import Integration, pact_paths
from contract_kit.pact_files.pact_document import read_document


@dataclass(frozen=True)
class PactFile:
    """A pact, and between whom it stands."""

    path: Path
    integration: Integration


def pact_files(folder: Path) -> list[PactFile]:
    """List the pacts of a folder; raise `UnreadablePact`."""
    return [PactFile(path, _integration(path)) for path in pact_paths(folder)]


def paths_between(
    files: Iterable[PactFile], *, consumer: str = "", provider: str = ""
) -> list[Path]:
    """List the files of a consumer, or those of a provider."""
    return [
        file.path
        for file in files
        if consumer in ("", file.integration.consumer)
        and provider in ("", file.integration.provider)
    ]


def _integration(path: Path) -> Integration:
    document = read_document(path)
    return Integration(document["consumer"]["name"], document["provider"]["name"])
