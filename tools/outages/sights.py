"""What shoppers are to see at a place of the shop, with all services or without one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

USERS = "user-service"
PRODUCTS = "product-service"
ORDERS = "order-service"
PAYMENTS = "payment-sandbox"
SESSIONS = "session store"
# What follows the name of a service that has lost no more than that.
DATABASE = "'s database"


class Shape(StrEnum):
    """What an answer is: a page, a part of one, or something that is no HTML."""

    PAGE = "page"
    PART = "part"
    FILE = "file"


@dataclass(frozen=True)
class Sight:
    """A status with the heading of a page, or with words of anything else.

    `or_kept` allows the whole page as well: of what is kept, one visitor may still be
    shown what another is just asking for in vain.
    """

    words: str
    status: int = 200
    or_kept: bool = False

    @property
    def is_whole(self) -> bool:
        """Tell whether the shopper gets what was asked for."""
        return self.status < 400

    def told(self, facts: Mapping[str, str]) -> Self:
        """Speak of one person, where the table speaks of anybody."""
        return replace(self, words=self.words.format(**facts))


SHELVES_CLOSED = Sight("The shelves are closed for a moment", 503, or_kept=True)
ORDERS_REST = Sight("Baskets and orders are resting", 503)
GATE_STUCK = Sight("The garden gate is stuck", 503)
SESSIONS_AWAY = Sight("We cannot remember you just now", 503)
SIGN_IN = Sight("Sign in")
# The form stays, with a word about the gate, and with what was filled in.
SIGN_IN_LATER = Sight("Sign in", 503)
PROFILE_LATER = Sight("Your profile", 503)
ACCOUNT_LATER = Sight("Your account", 503)
REGISTER_LATER = Sight("Create an account", 503)
FRONT = Sight("Seeds worth getting your hands dirty for")


@dataclass(frozen=True)
class Form:
    """A form on a page, filled in and not sent yet."""

    page: str
    changes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Visit:
    """One page or deed of the storefront, and what it needs.

    `without` tells by service what is seen where that one is lost; `optional` services
    are asked as well, and the page is whole without them. Others are not asked at all.
    Services `without_database` answer this one out of their heads.
    `shows` must stand on a whole page: something of the shopper's own. A visit that
    `ends_session` leaves nobody there whom the page could know. One that `is_personal`
    depends on who is there, as every deed does.
    """

    path: str
    whole: Sight
    without: Mapping[str, Sight] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    without_database: frozenset[str] = frozenset()
    shape: Shape = Shape.PAGE
    form: Form | None = None
    shows: str = ""
    ends_session: bool = False
    is_personal: bool = False

    def expected(self, lost: str) -> Sight:
        """Tell what is to be seen without a service; an empty name loses none."""
        if lost == SESSIONS and (self.form or self.is_personal):
            return SESSIONS_AWAY
        service = lost.removesuffix(DATABASE)
        if service != lost and service in self.without_database:
            return self.whole
        return self.without.get(service, self.whole)

    def is_served(self, lost: str) -> bool:
        """Tell whether the shopper gets what was asked for, or a 404 as always."""
        expected = self.expected(lost)
        return expected.is_whole or expected.status == self.whole.status

    def told(self, facts: Mapping[str, str]) -> Self:
        """Speak of one person, where the table speaks of anybody."""
        return replace(
            self,
            whole=self.whole.told(facts),
            without={lost: sight.told(facts) for lost, sight in self.without.items()},
            shows=self.shows.format(**facts),
        )

    @property
    def name(self) -> str:
        """How reports call it."""
        method = "POST " if self.form else ""
        return f"{method}{self.path}" + (" (part)" if self.shape == Shape.PART else "")
