"""Everybody who is in the shop while a service is lost, with their errands ready.

Forms are filled in while all is well, as by somebody who is on the page already.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from tools.outages import deeds, pages
from tools.outages.browser import Browser
from tools.outages.errands import Errand, filled_in, look
from tools.outages.people import (
    Person,
    address_of,
    buy,
    fill_basket,
    new_facts,
    register,
    send,
)


@dataclass(frozen=True)
class Shelf:
    """A packet that people buy while services are lost."""

    slug: str
    name: str
    id: str

    @property
    def facts(self) -> dict[str, str]:
        """How the tables of visits call these."""
        return {"slug": self.slug, "product": self.name, "id": self.id}


class Cast:
    """Two shoppers who stay, and everybody who comes for one round."""

    def __init__(self, address: str, shelf: Shelf) -> None:
        """Take the address of the storefront, and what there is to buy."""
        self._address = address
        self._shelf = shelf
        self.residents: list[Person] = []

    def settle_in(self, hidden: Sequence[str], hide: Callable[[str], None]) -> None:
        """Let two shoppers register, buy, and choose what then leaves the shelves.

        Its name is on nobody's page from then on but on that of whoever chose it.
        """
        for role, slug in zip(("ada", "ben"), hidden, strict=True):
            person = self._newcomer(role)
            register(person)
            fill_basket(person, self._shelf.slug)
            person.facts["order"] = buy(person)
            send(
                person,
                "/account/profile",
                "/account/profile",
                {"bio": person.facts["bio"]},
            )
            fill_basket(person, slug)
            hide(slug)
            person.facts["hidden"] = slug
            self.residents.append(person)
        for person, other in itertools.permutations(self.residents):
            person.facts["foreign"] = other.facts["order"]

    @contextmanager
    def round(self) -> Iterator[list[list[Errand]]]:
        """Let everybody come, and fill their forms in; each list is one queue."""
        with ThreadPoolExecutor(len(_QUEUES)) as pool:
            queues = list(pool.map(lambda queue: queue(self), _QUEUES))
        yield queues + [look(each, pages.SHOPPER) for each in self.residents]
        for errand in itertools.chain(*queues):
            errand.person.browser.close()

    def onlookers(self) -> list[Errand]:
        """Let those who stay, and a stranger, look at everything that there is."""
        stranger = look(self._newcomer("stranger"), pages.STRANGER)
        # A session that asks for more names than people type is told to wait.
        patient = tuple(it for it in pages.SHOPPER if it != pages.IS_IT_FREE)
        looks = [look(each, patient) for each in self.residents]
        return [*stranger, *itertools.chain(*looks)]

    def _newcomer(self, role: str) -> Person:
        facts = new_facts(role) | self._shelf.facts
        return Person(role, Browser(self._address), facts=facts)

    def _member(self, role: str) -> Person:
        person = self._newcomer(role)
        register(person)
        return person

    def _passers_by(self) -> list[Errand]:
        stranger, guest = self._newcomer("stranger"), self._newcomer("guest")
        fill_basket(guest, self._shelf.slug)
        return [
            *look(stranger, pages.STRANGER),
            *look(guest, pages.GUEST),
            *(filled_in(guest, deed) for deed in deeds.GUESTS_BASKET),
            filled_in(self._newcomer("newcomer"), deeds.REGISTER),
            filled_in(self._returning(), deeds.SIGN_IN),
        ]

    def _returning(self) -> Person:
        known = self._member("returning")
        return Person("returning", Browser(self._address), facts=known.facts)

    def _buyer(self) -> list[Errand]:
        buyer = self._member("buyer")
        fill_basket(buyer, self._shelf.slug)
        pressed = filled_in(buyer, deeds.CHECK_OUT)
        pressed.fields |= address_of(buyer)
        return [
            pressed,
            filled_in(self._member("leaver"), deeds.SIGN_OUT),
            filled_in(self._member("changer"), deeds.CHANGE_PASSWORD),
            filled_in(self._member("closer"), deeds.CLOSE_ACCOUNT),
        ]

    def _regular(self) -> list[Errand]:
        regular = self._member("regular")
        elsewhere = Person("regular", Browser(self._address), facts=regular.facts)
        names = {name: regular.facts[name] for name in ("username", "password")}
        send(elsewhere, "/login", "/login", names)
        regular.facts["sign_in"] = _other_sign_in(regular)
        fill_basket(regular, self._shelf.slug)
        regular.facts["order"] = buy(regular)
        fill_basket(regular, self._shelf.slug)
        return [filled_in(regular, deed) for deed in deeds.OF_A_REGULAR]


_QUEUES: tuple[Callable[[Cast], list[Errand]], ...] = (
    Cast._passers_by,
    Cast._buyer,
    Cast._regular,
)


def _other_sign_in(person: Person) -> str:
    """Find the id of the sign-in in another browser, which its button carries."""
    actions = person.browser.open("/account").page.forms
    ends = (action.split("/") for action in actions if "/sign-ins/" in action)
    return next(parts[3] for parts in ends if parts[-1] == "end")
