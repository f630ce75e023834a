"""What the services answer, as dataclasses: products, orders, accounts.

`parsing` makes them; nothing else in the shop knows a JSON member.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from service_kit.money import Money

_FEW = 10


@dataclass(frozen=True)
class Facts:
    """What is printed on the back of the packet."""

    botanical_name: str
    sowing_months: tuple[int, ...]
    height_cm: int | None
    spacing_cm: int | None
    depth_mm: int | None


@dataclass(frozen=True)
class Product:
    """A packet on the shelf."""

    id: int
    name: str
    slug: str
    category: str
    description: str
    price: Money
    image: str
    image_alt: str
    quantity: int
    is_active: bool
    facts: Facts | None

    @property
    def is_for_sale(self) -> bool:
        """Return whether it can be bought now."""
        return self.is_active and self.quantity > 0

    @property
    def is_nearly_gone(self) -> bool:
        """Return whether so few are left that a shopper should know."""
        return self.is_for_sale and self.quantity <= _FEW


# Compared by identity: a page that was not changed stays the very same object, and
# what was made of it stays good.
@dataclass(frozen=True, eq=False)
class CataloguePage:
    """Some products, where the next are, and how many there are in all."""

    products: tuple[Product, ...]
    next: str | None
    total: int
    # What was looked for in place of what no product has all of.
    did_you_mean: str = ""


@dataclass(frozen=True)
class Category:
    """A shelf of the shop."""

    slug: str
    name: str
    count: int


@dataclass(frozen=True)
class ProductImage:
    """A drawing as it travels."""

    content: bytes
    media_type: str

    @cached_property
    def packed(self) -> bytes:
        """The drawing compressed, once for all who will see it."""
        return gzip.compress(self.content, 9)


@dataclass(frozen=True)
class Line:
    """Some of one product in a basket or an order."""

    product_id: int
    name: str
    slug: str
    quantity: int
    unit_price: Money
    total: Money
    notice: str | None = None
    available: int | None = None


@dataclass(frozen=True)
class Address:
    """Where packets go."""

    name: str
    line1: str
    line2: str
    postcode: str
    city: str
    country: str

    def document(self) -> dict[str, str]:
        """Write the address as it travels; a line that is empty is not sent."""
        members = vars(self)
        return {name: text for name, text in members.items() if text or name != "line2"}


@dataclass(frozen=True)
class Event:
    """A state that an order has reached, and when."""

    state: str
    happened_at: datetime


@dataclass(frozen=True)
class Basket:
    """What somebody has chosen, and what it comes to."""

    version: int
    lines: tuple[Line, ...]
    subtotal: Money
    delivery: Money
    delivery_method: str
    total: Money

    @property
    def count(self) -> int:
        """How many packets it holds."""
        return sum(line.quantity for line in self.lines)

    @property
    def can_be_bought(self) -> bool:
        """Return whether every line of it can be had."""
        return bool(self.lines) and not any(line.notice for line in self.lines)


@dataclass(frozen=True)
class Order(Basket):
    """A basket that was ordered; order-service answers in this form for both."""

    number: str | None
    state: str
    reason: str | None
    address: Address | None
    created_at: datetime | None
    # Why the bank declined, in a word of its own.
    code: str = ""
    # Where the shopper confirms the payment, while the bank waits for that.
    action_url: str | None = None
    # Sent with one order alone.
    history: tuple[Event, ...] = ()


@dataclass(frozen=True)
class OrderPage:
    """Some orders, where the older ones are, and how many there are in all."""

    orders: tuple[Order, ...]
    next: str | None
    total: int


@dataclass(frozen=True)
class Account:
    """A person's account."""

    username: str
    email: str
    first_name: str
    last_name: str
    created_at: datetime | None = None


@dataclass(frozen=True)
class Profile:
    """The profile of somebody; `avatar` is a picture at another site."""

    bio: str = ""
    avatar: str = ""
    preferences: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SignIn:
    """A fresh sign-in; the token never leaves the server."""

    user_id: int
    expires_at: datetime
    token: str = field(repr=False)
    # By what user-service will know this browser again; see `known_browsers`.
    device: str = field(repr=False)


@dataclass(frozen=True)
class Registered:
    """A new account as it is kept, and its first sign-in."""

    account: Account
    sign_in: SignIn


@dataclass(frozen=True)
class SignInRecord:
    """One of the browsers in which somebody is signed in."""

    id: str
    created_at: datetime
    user_agent: str
    is_current: bool


@dataclass(frozen=True)
class NameCheck:
    """Whether a username can still be had, and two that can if not."""

    is_free: bool
    suggestions: tuple[str, ...] = ()
    is_reserved: bool = False
