"""Where a repository keeps its applications; the question itself knows none of them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """The folders that count, each as a path from the root of the repository.

    `folders` names every application and where it lives; consumers that live elsewhere
    need no entry. `sources` are packages that applications share, `settings` what else
    a verification reads.
    """

    folders: Mapping[str, str]
    sources: tuple[str, ...] = ()
    settings: tuple[str, ...] = ("pyproject.toml",)
    pacts: str = "pacts"
    verification: str = "tests/contract/test_pacts.py"

    def needs(self, provider: str) -> tuple[str, ...]:
        """Name all that a verification of this provider may read."""
        return (self.folders[provider], *self.sources, *self.settings)

    def imports(self, provider: str) -> tuple[str, ...]:
        """Name the folders that its packages are imported from."""
        return (f"{self.folders[provider]}/src", *self.sources)

    def entry(self, provider: str) -> str:
        """Name the test that holds this provider to its promises."""
        return f"{self.folders[provider]}/{self.verification}"
