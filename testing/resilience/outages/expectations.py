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
class Expectation:
    """A status with the heading of a page, or with words of anything else.

    `or_kept` allows the whole page as well: of what is kept, one visitor may still be
    shown what another is just asking for in vain.
    """

    words: str
    status: int = 200
    or_kept: bool = False

    @property
    def is_whole(self) -> bool:
        """Return whether the shopper gets what was asked for."""
        return self.status < 400

    def filled_in(self, facts: Mapping[str, str]) -> Self:
        """Fill in the facts of one visitor."""
        return replace(self, words=self.words.format(**facts))


SHELVES_CLOSED = Expectation("The shop is temporarily unavailable", 503, or_kept=True)
ORDERS_REST = Expectation("We can’t show baskets and orders right now", 503)
GATE_STUCK = Expectation("Sign-in is not available right now", 503)
SESSIONS_AWAY = Expectation("We cannot remember you just now", 503)
SIGN_IN = Expectation("Sign in")
# The form stays, with a word about the gate, and with what was filled in.
SIGN_IN_LATER = Expectation("Sign in", 503)
PROFILE_LATER = Expectation("Your profile", 503)
ACCOUNT_LATER = Expectation("Your account", 503)
REGISTER_LATER = Expectation("Create an account", 503)
FRONT = Expectation("Seeds worth getting your hands dirty for")


@dataclass(frozen=True)
class Form:
    """A form on a page, filled in and not sent yet."""

    page: str
    changes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Visit:
    """One page or action of the storefront, and what it needs.

    `without` holds by service what is seen where that one is lost; `optional` services
    are asked as well, and the page is whole without them. Others are not asked at all.
    Services `without_database` answer this one out of their heads.
    `shows` must stand on a whole page: something of the shopper's own. A visit that
    `ends_session` leaves nobody there whom the page could know. One that `is_personal`
    depends on who is there, as every action does.
    """

    path: str
    whole: Expectation
    without: Mapping[str, Expectation] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    without_database: frozenset[str] = frozenset()
    shape: Shape = Shape.PAGE
    form: Form | None = None
    shows: str = ""
    ends_session: bool = False
    is_personal: bool = False

    def expected(self, lost: str) -> Expectation:
        """Return what is to be seen without a service; an empty name loses none."""
        if lost == SESSIONS and (self.form or self.is_personal):
            return SESSIONS_AWAY
        service = lost.removesuffix(DATABASE)
        if service != lost and service in self.without_database:
            return self.whole
        return self.without.get(service, self.whole)

    def is_served(self, lost: str) -> bool:
        """Return whether the shopper gets what was asked for, or a 404 as always."""
        expected = self.expected(lost)
        return expected.is_whole or expected.status == self.whole.status

    def filled_in(self, facts: Mapping[str, str]) -> Self:
        """Fill in the facts of one visitor."""
        return replace(
            self,
            whole=self.whole.filled_in(facts),
            without={
                lost: sight.filled_in(facts) for lost, sight in self.without.items()
            },
            shows=self.shows.format(**facts),
        )

    @property
    def name(self) -> str:
        """How reports call it."""
        method = "POST " if self.form else ""
        return f"{method}{self.path}" + (" (part)" if self.shape == Shape.PART else "")
