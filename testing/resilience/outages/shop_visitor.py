"""A visitor of the shop, with a name, a basket and an address like nobody else's."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from testing.driver.example_accounts import HOME
from testing.driver.form_browser import HttpBrowser
from testing.driver.form_shopper import FormShopper

SIGNED_IN, SIGNED_OUT = "signed in", "signed out"


@dataclass
class ShopVisitor:
    """Somebody with a browser; what the shop knows of them is shown to nobody else."""

    name: str
    browser: HttpBrowser
    is_signed_in: bool = False
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def forms(self) -> FormShopper:
        """What they do where only its results matters."""
        return FormShopper(self.browser)

    @property
    def marks(self) -> list[str]:
        """By what anybody would recognise them."""
        return [
            value
            for name, value in self.facts.items()
            if name not in _NO_MARK and value
        ]

    @property
    def secrets(self) -> list[str]:
        """What even their own pages may not show."""
        return [self.facts[n] for n in ("password",) if n in self.facts] + (
            self.browser.cookies
        )

    @property
    def standing(self) -> str:
        """How reports name them."""
        return SIGNED_IN if self.is_signed_in else SIGNED_OUT


# Facts that reveal nothing about who somebody is.
_NO_MARK = {"slug", "product", "id", "password", "suffix", "foreign"}


def new_facts(role: str) -> dict[str, str]:
    """Make up somebody."""
    suffix = secrets.token_hex(4)
    return {
        "suffix": suffix,
        "username": f"{role}-{suffix}",
        "email": f"{role}.{suffix}@furrow.example",
        "first_name": f"{role.title()}{suffix}",
        "last_name": f"Of{suffix}ville",
        "password": f"garden gate {secrets.token_hex(8)}",
        "bio": f"Grows {role}wort {suffix}.",
        "line1": f"{suffix} {role.title()} Lane",
        "city": f"{role.title()}ton {suffix}",
    }


def register(visitor: ShopVisitor) -> None:
    """Open an account, which signs in."""
    names = ("email", "password", "first_name", "last_name")
    details = {name: visitor.facts[name] for name in names}
    visitor.forms.register(visitor.facts["username"], **details)
    visitor.is_signed_in = True


def address_of(visitor: ShopVisitor) -> dict[str, str]:
    """Return where their parcels go."""
    facts = visitor.facts
    name = f"{facts['first_name']} {facts['last_name']}"
    return {**HOME, "name": name, "line1": facts["line1"], "city": facts["city"]}


def marks_of_others(
    visitor: ShopVisitor, everybody: Iterable[ShopVisitor]
) -> dict[str, str]:
    """Map what would give others away to who they are."""
    return {
        mark: other.name
        for other in everybody
        if other.facts is not visitor.facts
        for mark in other.marks
    }
