"""The wire names of the services: every document is read here, and nowhere else.

Behind this module the shop speaks in dataclasses; a document that cannot be read counts
as no answer at all.
"""

import gzip
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from service_kit.clock import read_instant
from service_kit.http import MAKES_NO_SENSE, Reply, ServiceUnavailable, listed
from service_kit.money import Money
from service_kit.service_token import IssuedToken
from storefront import outside

Document = Mapping[str, Any]
T = TypeVar("T")
log = logging.getLogger(__name__)
_FEW = 10


@dataclass(frozen=True)
class Facts:
    """What the back of the packet says."""

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
        """Tell whether it can be bought now."""
        return self.is_active and self.quantity > 0

    @property
    def is_nearly_gone(self) -> bool:
        """Tell whether so few are left that a shopper should know."""
        return self.is_for_sale and self.quantity <= _FEW


# Compared by identity: a page that was not changed stays the very same object, and
# what was made of it stays good.
@dataclass(frozen=True, eq=False)
class CataloguePage:
    """Some products, where the next are, and how many there are in all."""

    products: tuple[Product, ...]
    next: str | None
    total: int
    # The words that were looked for in place of mistyped ones.
    did_you_mean: str = ""


@dataclass(frozen=True)
class Category:
    """A shelf of the shop."""

    slug: str
    name: str
    count: int


@dataclass(frozen=True)
class Picture:
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
class Order:
    """A basket or an order; a basket is an order that is open."""

    number: str | None
    state: str
    reason: str | None
    version: int
    lines: tuple[Line, ...]
    subtotal: Money
    delivery: Money
    delivery_method: str
    total: Money
    address: Address | None
    created_at: datetime | None
    # Why the bank declined, in a word of its own.
    code: str = ""
    # Where the shopper confirms the payment, while the bank waits for that.
    action_url: str | None = None
    # Told by the page of one order alone.
    history: tuple[Event, ...] = ()

    @property
    def count(self) -> int:
        """How many packets it holds."""
        return sum(line.quantity for line in self.lines)

    @property
    def can_be_bought(self) -> bool:
        """Tell whether every line of it can be had."""
        return bool(self.lines) and not any(line.notice for line in self.lines)


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
    """What somebody tells about themselves; `avatar` is a picture at another site."""

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


def read(provider: str, parse: Callable[[Document], T], reply: Reply) -> T:
    """Read a reply; one that makes no sense is as good as none."""
    try:
        return parse(reply.document)
    except MAKES_NO_SENSE as error:
        raise ServiceUnavailable(provider, "unexpected answer") from error


def product(document: Document) -> Product:
    """Read a product."""
    return Product(
        id=int(document["id"]),
        name=document["name"],
        slug=document["slug"],
        category=document["category"],
        description=document["description"] or "",
        price=_money(document["price"], document["currency"]),
        image=document["image"],
        image_alt=document["image_alt"],
        quantity=int(document["quantity"]),
        is_active=bool(document["is_active"]),
        facts=_facts(document.get("facts")),
    )


def product_answer(document: Document) -> Product:
    """Read the answer about one product."""
    return product(document["result"])


def catalogue_page(document: Document) -> CataloguePage:
    """Read a page of the catalogue."""
    products = tuple(product(member) for member in listed(document))
    return CataloguePage(
        products,
        document.get("next"),
        int(document["total"]),
        document.get("did_you_mean") or "",
    )


def categories(document: Document) -> tuple[Category, ...]:
    """Read the shelves."""
    return tuple(
        Category(member["slug"], member["name"], int(member["count"]))
        for member in listed(document)
    )


def order(document: Document) -> Order:
    """Read an order or an open basket."""
    currency = document["currency"]
    return Order(
        number=document["number"],
        state=document["state"],
        reason=document.get("reason"),
        code=document.get("code") or "",
        version=int(document["version"]),
        lines=tuple(_line(member, currency) for member in document["items"]),
        subtotal=Money.parse_sum(document["subtotal"], currency),
        delivery=_money(document["delivery"], currency),
        delivery_method=document["delivery_method"],
        total=Money.parse_sum(document["total"], currency),
        address=_address(document.get("address")),
        created_at=_instant(document.get("created_at")),
        action_url=_way_out(document.get("action_url")),
        history=tuple(_event(member) for member in document.get("history") or ()),
    )


def order_answer(document: Document) -> Order:
    """Read the answer about one order."""
    return order(document["result"])


def order_page(document: Document) -> OrderPage:
    """Read a page of orders."""
    orders = tuple(order(member) for member in listed(document))
    return OrderPage(orders, document.get("next"), int(document["total"]))


def account(document: Document) -> Account:
    """Read the answer about an account."""
    member = document["result"]
    return Account(
        username=member["username"],
        email=member["email"],
        first_name=member.get("first_name") or "",
        last_name=member.get("last_name") or "",
        created_at=_instant(member.get("created_at")),
    )


def profile(document: Document) -> Profile:
    """Read the answer about a profile."""
    member = document["result"]
    preferences = member["preferences"]
    if not isinstance(preferences, Mapping):
        raise TypeError("preferences are no object")
    return Profile(str(member["bio"]), str(member["avatar"]), dict(preferences))


def sign_in(document: Document) -> SignIn:
    """Read the answer to a log-in."""
    expires_at = read_instant(document["expires_at"])
    return SignIn(
        int(document["user_id"]), expires_at, document["token"], document["device"]
    )


def registered(document: Document) -> Registered:
    """Read a new account and the sign-in that it begins with."""
    return Registered(account(document), sign_in(document["sign_in"]))


def device(document: Document) -> str:
    """Read by what the browser is known once the password is another."""
    return str(document["device"])


def service_token(document: Document) -> IssuedToken:
    """Read the token of the storefront itself."""
    member = document["result"]
    return IssuedToken(member["token"], read_instant(member["expires_at"]))


def sign_ins(document: Document) -> tuple[SignInRecord, ...]:
    """Read the sign-ins of an account."""
    return tuple(
        SignInRecord(
            id=str(member["id"]),
            created_at=read_instant(member["created_at"]),
            user_agent=member.get("user_agent") or "",
            is_current=bool(member["is_current"]),
        )
        for member in listed(document)
    )


def name_check(document: Document) -> NameCheck:
    """Read why a name cannot be had, and those that can be had instead."""
    names = tuple(str(name) for name in document["suggestions"])
    return NameCheck(False, names, document.get("reserved") is True)


def _money(amount: str, currency: str) -> Money:
    return Money.parse(amount, currency)


def _instant(text: str | None) -> datetime | None:
    return read_instant(text) if text else None


def _event(document: Document) -> Event:
    return Event(document["state"], read_instant(document["happened_at"]))


def _way_out(url: str | None) -> str | None:
    """Drop an address to which no shopper should be sent."""
    if url and not outside.is_safe(url):
        log.error("An order came with an address that is not safe: %r", url[:200])
        return None
    return url or None


def _facts(document: Document | None) -> Facts | None:
    if not document:
        return None
    return Facts(
        botanical_name=document.get("botanical_name") or "",
        sowing_months=tuple(document.get("sowing_months") or ()),
        height_cm=document.get("height_cm"),
        spacing_cm=document.get("spacing_cm"),
        depth_mm=document.get("depth_mm"),
    )


def _line(document: Document, currency: str) -> Line:
    return Line(
        product_id=int(document["product_id"]),
        name=document["name"],
        slug=document["slug"],
        quantity=int(document["quantity"]),
        unit_price=_money(document["unit_price"], currency),
        total=Money.parse_sum(document["line_total"], currency),
        notice=document.get("notice"),
        available=document.get("available"),
    )


def _address(document: Document | None) -> Address | None:
    if not document:
        return None
    return Address(
        name=document["name"],
        line1=document["line1"],
        line2=document.get("line2") or "",
        postcode=document["postcode"],
        city=document["city"],
        country=document["country"],
    )
