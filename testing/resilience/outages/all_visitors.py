"""Everybody who is in the shop while a service is lost, with their visits ready.

Forms are filled in while all is well, as by somebody who is on the page already.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from testing.driver.form_browser import HttpBrowser
from testing.resilience.outages import actions, pages
from testing.resilience.outages.prepared_visits import PreparedVisit, views, with_form
from testing.resilience.outages.shop_visitor import (
    ShopVisitor,
    address_of,
    new_facts,
    register,
)


class AllVisitors:
    """Two shoppers who stay, and everybody who comes for one round."""

    def __init__(self, address: str, product: Mapping[str, Any]) -> None:
        """Take the address of the storefront, and what there is to buy."""
        self._address = address
        self._slug = str(product["slug"])
        # As the tables of visits call these.
        self._facts = {"slug": self._slug, "product": str(product["name"])}
        self._facts["id"] = str(product["id"])
        self.residents: list[ShopVisitor] = []

    def settle_in(self, hidden: Sequence[str], hide: Callable[[str], None]) -> None:
        """Register two shoppers who buy, and choose what then leaves the shelves.

        Its name is on nobody's page from then on but on that of whoever chose it.
        """
        for role, slug in zip(("ada", "ben"), hidden, strict=True):
            visitor = self._newcomer(role)
            register(visitor)
            visitor.forms.add(self._slug)
            visitor.facts["order"] = visitor.forms.check_out(
                address=address_of(visitor)
            )
            profile = "/account/profile"
            visitor.browser.submit(profile, profile, {"bio": visitor.facts["bio"]})
            visitor.forms.add(slug)
            hide(slug)
            visitor.facts["hidden"] = slug
            self.residents.append(visitor)
        for visitor, other in itertools.permutations(self.residents):
            visitor.facts["foreign"] = other.facts["order"]

    @contextmanager
    def round(self) -> Iterator[list[list[PreparedVisit]]]:
        """Open every visitor's forms and fill them in; each list is one queue."""
        with ThreadPoolExecutor(len(_QUEUES)) as pool:
            queues = list(pool.map(lambda queue: queue(self), _QUEUES))
        yield queues + [views(each, pages.SHOPPER) for each in self.residents]
        for planned in itertools.chain(*queues):
            planned.visitor.browser.close()

    def onlookers(self) -> list[PreparedVisit]:
        """Open every page as those who stay, and as a stranger."""
        stranger = views(self._newcomer("stranger"), pages.STRANGER)
        # A session that asks for more names than people type has to wait.
        patient = tuple(it for it in pages.SHOPPER if it != pages.IS_IT_FREE)
        looks = [views(each, patient) for each in self.residents]
        return [*stranger, *itertools.chain(*looks)]

    def _newcomer(self, role: str) -> ShopVisitor:
        facts = new_facts(role) | self._facts
        return ShopVisitor(role, HttpBrowser(self._address), facts=facts)

    def _member(self, role: str) -> ShopVisitor:
        visitor = self._newcomer(role)
        register(visitor)
        return visitor

    def _passers_by(self) -> list[PreparedVisit]:
        stranger, guest = self._newcomer("stranger"), self._newcomer("guest")
        guest.forms.add(self._slug)
        return [
            *views(stranger, pages.STRANGER),
            *views(guest, pages.GUEST),
            *(with_form(guest, action) for action in actions.GUESTS_BASKET),
            with_form(self._newcomer("newcomer"), actions.REGISTER),
            with_form(self._returning(), actions.SIGN_IN),
        ]

    def _returning(self) -> ShopVisitor:
        known = self._member("returning")
        return ShopVisitor("returning", HttpBrowser(self._address), facts=known.facts)

    def _buyer(self) -> list[PreparedVisit]:
        buyer = self._member("buyer")
        buyer.forms.add(self._slug)
        checkout = with_form(buyer, actions.CHECK_OUT)
        checkout.fields |= address_of(buyer)
        return [
            checkout,
            with_form(self._member("leaver"), actions.SIGN_OUT),
            with_form(self._member("changer"), actions.CHANGE_PASSWORD),
            with_form(self._member("closer"), actions.CLOSE_ACCOUNT),
        ]

    def _regular(self) -> list[PreparedVisit]:
        regular = self._member("regular")
        elsewhere = ShopVisitor(
            "regular", HttpBrowser(self._address), facts=regular.facts
        )
        elsewhere.forms.sign_in(regular.facts["username"], regular.facts["password"])
        regular.facts["sign_in"] = _other_sign_in(regular)
        regular.forms.add(self._slug)
        regular.facts["order"] = regular.forms.check_out(address=address_of(regular))
        regular.forms.add(self._slug)
        return [with_form(regular, action) for action in actions.OF_A_REGULAR]


_QUEUES: tuple[Callable[[AllVisitors], list[PreparedVisit]], ...] = (
    AllVisitors._passers_by,
    AllVisitors._buyer,
    AllVisitors._regular,
)


def _other_sign_in(visitor: ShopVisitor) -> str:
    """Find the id of the sign-in in another browser, which its button carries."""
    actions = visitor.browser.open("/account").page.forms
    ends = (action.split("/") for action in actions if "/sign-ins/" in action)
    return next(parts[3] for parts in ends if parts[-1] == "end")
