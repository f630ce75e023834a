"""The cells of the matrix: whose promise has to hold with whose code."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from contract_kit.deployment.layout import Layout
from contract_kit.deployment.repository import SHORT, Repository


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
    promises: int


@dataclass(frozen=True)
class Pair:
    """A consumer's pact, and the provider that has to keep it, where one runs."""

    pact: Pact
    consumer: Version
    provider: Version | None


def pairs_of(
    repository: Repository, layout: Layout, asked: Version, environment: str
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


def pacts_at(repository: Repository, layout: Layout, commit: str) -> Iterator[Pact]:
    """Read whose promises lie in a commit, in the order of the files."""
    for name, object_id in repository.files(commit, layout.pacts).items():
        if name.endswith(".json"):
            yield read(object_id, repository.content(object_id))


def read(content_id: str, content: bytes) -> Pact:
    """Read between whom a pact stands, and how much it promises."""
    document = json.loads(content)
    return Pact(
        document["consumer"]["name"],
        document["provider"]["name"],
        content_id,
        content,
        len(document["interactions"]),
    )
