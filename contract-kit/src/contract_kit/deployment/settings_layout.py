"""Where applications lie, as the settings of a project say, for can-i-deploy."""

from pathlib import Path

from contract_kit.deployment.git_repository import Repository, UsageError
from contract_kit.deployment.repository_layout import RepositoryLayout
from contract_kit.settings import Settings
from contract_kit.test_commands import command_of


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
