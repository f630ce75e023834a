"""What can be said of contracts without running them: lint of pacts and of code."""

from collections.abc import Iterator

from contract_kit.forbidden import raw_uses
from contract_kit.lint import lint
from contract_kit.parsed_fields import unread_fields
from contract_kit.state_names import states_in
from tools.applications import (
    CONTRACT_KIT,
    FRONTEND,
    ORDER_SERVICE,
    PRODUCT_SERVICE,
    ROOT,
)
from tools.contracts.arrows import ARROWS, PACTS, PROVIDERS

# Where each consumer turns answers into its own words.
_READERS = {
    FRONTEND: ("payloads.py", "clients"),
    ORDER_SERVICE: ("services.py", "clients"),
    PRODUCT_SERVICE: ("clients",),
}


def complaints_about_sources() -> list[str]:
    """List what is wrong with the pacts and with the code around them."""
    return [*_lint(), *_unread(), *_raw()]


def _lint() -> Iterator[str]:
    states = {name: states_in(ROOT / name / "tests/contract") for name in PROVIDERS}
    yield from map(str, lint(PACTS, states, ARROWS))


def _unread() -> Iterator[str]:
    for application, readers in _READERS.items():
        package = application.path / "src" / application.package
        found = unread_fields([package / reader for reader in readers], [package])
        yield from map(str, found)


def _raw() -> Iterator[str]:
    yield from map(str, raw_uses([ROOT], allowed=[CONTRACT_KIT]))
