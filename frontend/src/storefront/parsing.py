"""Parses what the services answer: every JSON member is read here, and nowhere else.

A document that cannot be read counts as no answer at all: `Connection.parsed`.
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from service_kit.clock import read_instant
from service_kit.http_client import listed
from service_kit.money import Money
from storefront import external_url_check
from storefront.service_models import (
    Account,
    Address,
    CataloguePage,
    Category,
    Event,
    Facts,
    Line,
    NameCheck,
    Order,
    OrderPage,
    Product,
    Profile,
    Registered,
    SignIn,
    SignInRecord,
)

Document = Mapping[str, Any]
log = logging.getLogger(__name__)


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
    if url and not external_url_check.is_safe(url):
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
