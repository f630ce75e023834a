"""Where applications lie, as the settings of a project say, for can-i-deploy."""

from pathlib import Path

from contract_kit.deployment.repository_layout import RepositoryLayout
from contract_kit.settings import Settings
from contract_kit.test_commands import command_of


def layout_of(settings: Settings) -> RepositoryLayout:
    """Return the layout of a project that is the root of its repository."""

    def relative(path: Path) -> str:
        return path.relative_to(settings.root).as_posix()

    consumers = settings.consumers.values()
    return RepositoryLayout(
        {one.name: relative(one.folder) for one in settings.services.values()},
        {
            one.name: relative(one.folder)
            for one in consumers
            if one.name not in settings.services
        },
        commands={
            one.consumer: one for one in filter(None, map(command_of, consumers))
        },
        sources=tuple(relative(path) for path in settings.shared),
        pacts=relative(settings.pacts),
    )
