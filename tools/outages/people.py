"""Who visits the shop, each with a name, a basket and an address like nobody else's."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tools.outages.browser import Browser

SIGNED_IN, SIGNED_OUT = "signed in", "signed out"


@dataclass
class Person:
    """Somebody with a browser; what is told about them must not be told to others."""

    name: str
    browser: Browser
    is_signed_in: bool = False
    facts: dict[str, str] = field(default_factory=dict)

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
        """How reports speak of them."""
        return SIGNED_IN if self.is_signed_in else SIGNED_OUT


# Facts that say nothing about who somebody is.
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


def register(person: Person) -> None:
    """Open an account, which signs in."""
    names = ("username", "email", "password", "first_name", "last_name")
    send(person, "/register", "/register", {n: person.facts[n] for n in names})
    person.is_signed_in = True


def fill_basket(person: Person, slug: str) -> None:
    """Put a packet into the basket."""
    send(person, f"/product/{slug}", "/basket/add")


def buy(person: Person) -> str:
    """Buy what is in the basket; tell the number of the order."""
    page = send(person, "/checkout", "/checkout", address_of(person))
    number = page.partition("Its number is ")[2][:9]
    if number.count("-") != 1:
        raise NotServed(f"{person.name} could not buy anything; the shop said: {page}")
    return number


def address_of(person: Person) -> dict[str, str]:
    """Tell where their parcels go."""
    facts = person.facts
    return {
        "name": f"{facts['first_name']} {facts['last_name']}",
        "line1": facts["line1"],
        "postcode": "SW1Y 4JH",
        "city": facts["city"],
        "country": "GB",
    }


class NotServed(RuntimeError):
    """Somebody could not do what they came for, before anything was taken away."""


def send(
    person: Person, page: str, action: str, changes: Mapping[str, str] | None = None
) -> str:
    """Fill a form in and send it; return the words of the page that follows."""
    fields = person.browser.fields(page, action) | dict(changes or {})
    answer = person.browser.send(page, action, fields)
    if answer.status != 200:
        said = answer.page.text
        raise NotServed(f"{person.name}: {action} answered {answer.status}: {said}")
    return answer.page.text


def marks_of_others(person: Person, everybody: Iterable[Person]) -> dict[str, str]:
    """Map what would give others away to who they are."""
    return {
        mark: other.name
        for other in everybody
        if other.facts is not person.facts
        for mark in other.marks
    }
