"""Where a repository keeps its applications; the question itself knows none of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from contract_kit.test_commands import ConsumerCommand


@dataclass(frozen=True)
class RepositoryLayout:
    """The folders that count, each as a path from the root of the repository.

    `folders` names every application and where it lives, `clients` the consumers that
    are nothing else. `elsewhere` are consumers of other repositories, whose pacts are
    handed in, and `silent` applications that call nobody. `commands` are of those
    consumers that pytest cannot test. `sources` are packages that applications share,
    `settings` what else a verification reads. `verifications` and `declarations` are
    tests that lie somewhere else than usual: a module, and a pattern.
    """

    folders: Mapping[str, str]
    clients: Mapping[str, str] = field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    commands: Mapping[str, ConsumerCommand] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    settings: tuple[str, ...] = ("pyproject.toml", "conftest.py")
    pacts: str = "pacts"
    verifications: Mapping[str, str] = field(default_factory=dict)
    declarations: Mapping[str, str] = field(default_factory=dict)

    def home(self, application: str) -> str | None:
        """Find the folder of an application, if it lives in this repository."""
        return self.folders.get(application) or self.clients.get(application)

    def needs(self, application: str) -> tuple[str, ...]:
        """Name all that the contract tests of this application may read."""
        return (self.home(application) or "", *self.sources, *self.settings)

    def imports(self, application: str) -> tuple[str, ...]:
        """Name the folders that its packages are imported from."""
        return (f"{self.home(application)}/src", *self.sources)

    def entry(self, provider: str) -> str:
        """Name the test that verifies this provider."""
        usual = f"{self.folders[provider]}/tests/contract/test_pacts.py"
        return self.verifications.get(provider, usual)

    def consumer_tests(self, consumer: str) -> str:
        """Return the pattern of the modules that declare a consumer's interactions."""
        usual = f"{self.home(consumer)}/tests/contract/test_*_pact.py"
        return self.declarations.get(consumer, usual)
