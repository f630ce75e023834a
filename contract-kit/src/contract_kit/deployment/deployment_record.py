"""Records what was deployed, where everybody who has the repository can read it."""

from dataclasses import dataclass

from contract_kit.deployment.can_i_deploy import version_of
from contract_kit.deployment.git_repository import SHORT, Repository, tag
from contract_kit.deployment.repository_layout import RepositoryLayout
from contract_kit.deployment.version_pairs import Version


@dataclass(frozen=True)
class Record:
    """A deployment as it was written down."""

    version: Version
    tag: str
    before: str | None

    def __str__(self) -> str:
        now = self.version.commit[:SHORT]
        if self.before is None:
            moved = f"is new, at {now}"
        elif self.before == self.version.commit:
            moved = f"stays at {now}"
        else:
            moved = f"moved from {self.before[:SHORT]} to {now}"
        return (
            f"The tag {self.tag} {moved}. Share it:\n"
            f"  git push --force origin refs/tags/{self.tag}"
        )


def record_deployment(
    repository: Repository,
    layout: RepositoryLayout,
    application: str,
    environment: str,
    ref: str | None = None,
) -> Record:
    """Write down that a version runs in an environment now."""
    name = tag(environment, application)
    version = version_of(repository, layout, application, ref)
    before = repository.move_tag(environment, application, version.commit)
    return Record(version, name, before)
