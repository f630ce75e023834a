"""A project under check: its settings, what is known of it, and whom to inform."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from contract_kit.check.check_cache import CheckCache
from contract_kit.check.content_digest import content_digest
from contract_kit.check.pacts_by_integration import PactFile, pact_files
from contract_kit.settings import Settings

CACHE = ".cache/contract-kit"


@dataclass(frozen=True)
class Project:
    """What every step of a check works with; `report` gets a sentence on long work."""

    settings: Settings
    cache: CheckCache
    report: Callable[[str], None] = lambda sentence: None

    @classmethod
    def of(
        cls,
        settings: Settings,
        report: Callable[[str], None],
        *,
        is_fresh: bool = False,
    ) -> "Project":
        """Make a project whose results are remembered in its own folder."""
        return cls(settings, CheckCache(settings.root / CACHE, is_fresh), report)

    @cached_property
    def pacts(self) -> list[PactFile]:
        """The committed pacts."""
        return pact_files(self.settings.pacts)

    def key(self, step: str, places: Iterable[Path], *, has_code: bool = True) -> str:
        """Digest what the result of a step depends on, beside the shared sources."""
        code = [*self.settings.shared, *self._project_files()] if has_code else []
        return content_digest(self.settings.root, [*places, *code], step)

    def _project_files(self) -> list[Path]:
        root = self.settings.root
        return [root / "pyproject.toml", root / "conftest.py"]
