"""What the settings say: who provides, who consumes, and where the tests of both are.

All paths are whole, except patterns. Nothing here has been looked for yet: a path that
is not there is an error of the command that needs it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from contract_kit.existing_paths import existing_path, matching_paths
from contract_kit.pact_files import Integration


@dataclass(frozen=True)
class Service:
    """A provider: its application, its states and the test that verifies it."""

    name: str
    folder: Path
    states: Path
    verification: Path
    app: str | None = None
    openapi: str | None = None


@dataclass(frozen=True)
class Consumer:
    """A consumer: its contract tests, its clients, and what reads their results.

    A consumer that pytest cannot test has a command in place of modules, and perhaps
    one that installs what this needs.
    """

    name: str
    folder: Path
    tests: str
    clients: tuple[Path, ...] = ()
    readers: tuple[Path, ...] = ()
    packages: tuple[Path, ...] = ()
    test_command: str | None = None
    install_command: str | None = None

    def test_modules(self) -> list[Path]:
        """List the modules that declare interactions; raise `PathNotFound`."""
        return [] if self.test_command else matching_paths(self.folder, self.tests)


@dataclass(frozen=True)
class Settings:
    """All that contract-kit knows of a project.

    `broker` is the address of a Pact broker. For questions about deployments,
    `elsewhere` are consumers of other repositories, and `silent` applications that call
    nobody. `impact` is a function that finds the pages of consumers.
    """

    root: Path
    pacts: Path
    services: Mapping[str, Service] = field(default_factory=dict)
    consumers: Mapping[str, Consumer] = field(default_factory=dict)
    integrations: tuple[Integration, ...] = ()
    shared: tuple[Path, ...] = ()
    spared_secrets: tuple[str, ...] = ()
    raw_pact_allowed: tuple[Path, ...] = ()
    broker: str | None = None
    elsewhere: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    impact: str | None = None

    @property
    def coverage_exemptions(self) -> Path:
        """The list of documented responses that no interaction covers on purpose."""
        return self.root / "contract-coverage.toml"

    @property
    def state_exemptions(self) -> Path:
        """The list of states that change nothing on purpose."""
        return self.root / "unneeded-states.toml"

    @property
    def equivalent_mutants(self) -> Path:
        """The list of edits of clients that nobody could notice."""
        return self.root / "contract-equivalents.toml"

    def consumer_tests(self) -> list[Path]:
        """List the modules in which consumers declare their interactions."""
        found = (each.test_modules() for each in self.consumers.values())
        return sorted(module for modules in found for module in modules)

    def provider_tests(self) -> list[Path]:
        """List the modules that verify the providers."""
        services = self.services.values()
        return sorted(existing_path(each.verification) for each in services)
