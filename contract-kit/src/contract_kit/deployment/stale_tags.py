"""Refuses to answer from tags that others have moved, or that never came here.

A plain `git fetch` moves no tag, and a shallow clone brings only those of its commit.
What a clone does not know would pass for something that does not run.
"""

from collections.abc import Iterator

from contract_kit.deployment.git_repository import SHORT, Repository, UsageError, tag


def demand_fresh_tags(repository: Repository, environment: str) -> None:
    """Raise `UsageError` unless the tags here are those that others share."""
    remote = repository.remote()
    if remote is None:
        return
    here = repository.tags(environment)
    there = repository.tags_at(remote, environment)
    all_tags = f"refs/tags/deployed/{environment}/*"
    pushed = f"'{all_tags}:{all_tags}'"
    differences = list(_differences(environment, here, there, remote))
    if differences:
        raise UsageError(
            f"The tags of '{environment}' here are not those of {remote}: "
            f"{', '.join(differences)}. Fetch them: git fetch --prune {remote} "
            "'+refs/tags/deployed/*:refs/tags/deployed/*'. If yours are the newer, "
            f"push them: git push --force {remote} {pushed}"
        )


def _differences(
    environment: str, here: dict[str, str], there: dict[str, str], remote: str
) -> Iterator[str]:
    for name in sorted(here.keys() | there.keys()):
        label = tag(environment, name)
        if name not in here:
            yield f"{label} is missing"
        elif name not in there:
            yield f"{label} is not at {remote}"
        elif here[name] != there[name]:
            yield (
                f"{label} is on {here[name][:SHORT]}, and there on "
                f"{there[name][:SHORT]}"
            )
