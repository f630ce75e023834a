"""Where applications lie, as the settings of a project say, for can-i-deploy.

A commit that is asked about is read by its own settings: a folder that has moved since
is looked for where it was then.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

from contract_kit.deployment.git_repository import SHORT, Repository, UsageError
from contract_kit.deployment.repository_layout import RepositoryLayout
from contract_kit.settings import Settings, SettingsError, has_settings, settings_of
from contract_kit.test_commands import command_of

_FILE = "pyproject.toml"


def repository_of(settings: Settings) -> Repository:
    """Return the repository of a project; raise `UsageError` if it is a part of one."""
    repository = Repository(settings.root)
    if prefix := repository.prefix():
        raise UsageError(
            f"{settings.root} is the folder {prefix} of a repository: only a project "
            "that is the root of its repository can be asked about deployments. Move "
            "[tool.contract-kit] into the pyproject.toml at the root."
        )
    return repository


def layout_at(
    repository: Repository, today: RepositoryLayout, commit: str
) -> RepositoryLayout:
    """Return the layout that a commit describes; where it has no settings, today's.

    Who lives elsewhere and who is silent can be written down today for any commit.
    """
    object_id = repository.object_at(commit, _FILE)
    if object_id is None:
        return today
    text = repository.content(object_id).decode(errors="replace")
    try:
        found = _layout_in(text, repository.root, f"{_FILE} at {commit[:SHORT]}")
    except SettingsError as error:
        raise UsageError(str(error)) from None
    return today if found is None else _with_strangers(found, today)


def layout_of(settings: Settings) -> RepositoryLayout:
    """Return the layout of a project that is the root of its repository."""

    def relative(path: Path) -> str:
        return path.relative_to(settings.root).as_posix()

    services, consumers = settings.services.values(), settings.consumers.values()
    return RepositoryLayout(
        {one.name: relative(one.folder) for one in services},
        {
            one.name: relative(one.folder)
            for one in consumers
            if one.name not in settings.services
        },
        settings.elsewhere,
        settings.silent,
        {one.consumer: one for one in filter(None, map(command_of, consumers))},
        tuple(relative(path) for path in settings.shared),
        pacts=relative(settings.pacts),
        verifications={one.name: relative(one.verification) for one in services},
        declarations={one.name: relative(one.folder / one.tests) for one in consumers},
    )


@cache
def _layout_in(text: str, root: Path, where: str) -> RepositoryLayout | None:
    if not has_settings(text, where):
        return None
    return layout_of(settings_of(text, root, where))


def _with_strangers(
    found: RepositoryLayout, today: RepositoryLayout
) -> RepositoryLayout:
    return replace(
        found,
        elsewhere=(*found.elsewhere, *today.elsewhere),
        silent=(*found.silent, *today.silent),
    )
