"""The cells of the matrix: whose pact has to hold with whose code."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from contract_kit.deployment.git_repository import SHORT, Repository, UsageError, tag
from contract_kit.deployment.layout_from_settings import layout_at
from contract_kit.deployment.repository_layout import RepositoryLayout
from contract_kit.pact_files import read_pact
from contract_kit.pact_files.interactions import passed_by_file
from contract_kit.pact_files.pact_document import (
    UnreadablePact,
    is_no_pact,
    parse_document,
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Version:
    """A commit of an application, asked about or deployed."""

    name: str
    commit: str

    def __str__(self) -> str:
        return f"{self.name} {self.commit[:SHORT]}"


@dataclass(frozen=True)
class Pact:
    """A pact file, and the id of its content."""

    consumer: str
    provider: str
    content_id: str
    content: bytes = field(repr=False)
    interactions: int
    # How many may no longer be pending, which changes without any content.
    overdue: int = 0

    @property
    def file(self) -> str:
        """Name the file that it lies in."""
        return f"{self.consumer}-{self.provider}.json"


@dataclass(frozen=True)
class Pair:
    """A consumer's pact, and the provider that has to keep it, where one runs."""

    pact: Pact
    consumer: Version
    provider: Version | None


def pairs_of(
    repository: Repository, layout: RepositoryLayout, asked: Version, environment: str
) -> list[Pair]:
    """List every pact that a deployment of one version touches."""
    deployed = {
        name: Version(name, commit)
        for name, commit in repository.deployed(environment).items()
        if name != asked.name
    }
    as_consumer = [
        Pair(pact, asked, deployed.get(pact.provider))
        for pact in pacts_at(repository, layout, asked.commit)
        if pact.consumer == asked.name
    ]
    as_provider = [
        Pair(pact, consumer, asked)
        for consumer in deployed.values()
        for pact in pacts_at(repository, layout, consumer.commit)
        if (pact.consumer, pact.provider) == (consumer.name, asked.name)
    ]
    return as_consumer + as_provider


def demand_known_names(
    repository: Repository, layout: RepositoryLayout, asked: Version, environment: str
) -> None:
    """Raise `UsageError` where the pacts of a version do not know it by its name.

    Whoever was renamed is asked by nobody, and that would be taken for a yes.
    """
    deployed = repository.deployed(environment)
    versions = [Version(name, commit) for name, commit in deployed.items()]
    for version in (asked, *versions):
        names = _names_at(repository, layout, version.commit)
        silent = layout_at(repository, layout, version.commit).silent
        if version.name not in {*names, *silent}:
            raise UsageError(
                f"No pact at {version.commit[:SHORT]} names {version.name}, so nobody "
                "knows whom it asks and who asks it: it was renamed, or is older than "
                f"its contracts. Known there: {', '.join(sorted(names)) or 'nobody'}. "
                "Name an application that truly talks to nobody in `silent` of "
                "[tool.contract-kit.deployment]."
            )
    then = layout_at(repository, layout, asked.commit)
    names = {*_names_at(repository, layout, asked.commit), *then.silent}
    gone = sorted(deployed.keys() - names - set(then.elsewhere))
    if gone and asked.name not in deployed:
        raise UsageError(
            f"{asked.name} is new in {environment}, and {', '.join(gone)}, which runs "
            f"there, is unknown at {asked.commit[:SHORT]}: if one takes the place of "
            "the other, deploy consumers that ask both names first; then delete "
            f"the tag {tag(environment, gone[0])}."
        )


def _names_at(
    repository: Repository, layout: RepositoryLayout, commit: str
) -> set[str]:
    pacts = pacts_at(repository, layout, commit)
    return {name for pact in pacts for name in (pact.consumer, pact.provider)}


def pacts_at(
    repository: Repository, layout: RepositoryLayout, commit: str
) -> Iterator[Pact]:
    """Read which pacts lie in a commit, in the order of the files."""
    folder = layout_at(repository, layout, commit).pacts
    for name, object_id in repository.files(commit, folder).items():
        if not name.endswith(".json"):
            continue
        content = repository.content(object_id)
        if is_no_pact(content):
            _log.warning("%s", passed_by_file(Path(name)))
        else:
            yield _read_at(commit, name, object_id, content)


def _read_at(commit: str, name: str, object_id: str, content: bytes) -> Pact:
    try:
        return read(object_id, content, name)
    except UnreadablePact as error:
        raise UsageError(f"At {commit[:SHORT]}, {error}") from None


def read(content_id: str, content: bytes, name: str = "A pact") -> Pact:
    """Read between whom a pact stands, and how many interactions it holds."""
    document = parse_document(content, name)
    interactions = list(read_pact(document))
    return Pact(
        document["consumer"]["name"],
        document["provider"]["name"],
        content_id,
        content,
        len(interactions),
        sum(each.pending and not each.may_fail() for each in interactions),
    )
