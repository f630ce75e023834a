"""All that the shop knows about somebody, as one document for them to take along.

It is written field by field: what is not named here, a token above all, cannot slip in.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service_kit.clock import now, rfc3339
from service_kit.http_client import ServiceUnavailable
from storefront.service_clients import services
from storefront.service_models import Account, Order, Profile, SignInRecord

Document = dict[str, Any]
_AT_ONCE, _MOST_PAGES = 100, 20


@dataclass(frozen=True)
class DataExport:
    """The document, and sentences about what should be in it and is not."""

    document: Document
    missing: tuple[str, ...]


def collect(token: str) -> DataExport:
    """Ask the services for everything; orders that cannot be reached are missing."""
    users = services().users
    account, profile = users.account(token), users.profile(token)
    sign_ins = users.sign_ins(token)
    orders, missing = _orders(token)
    document: Document = {
        "shop": "Furrow",
        "written_at": rfc3339(now()),
        "missing": list(missing),
        "account": _account(account),
        "profile": _profile(profile),
        "sign_ins": [_sign_in(record) for record in sign_ins],
        "orders": [_order(order) for order in orders],
    }
    return DataExport(document, missing)


def _orders(token: str) -> tuple[list[Order], tuple[str, ...]]:
    """Read page after page, but not for ever."""
    found: list[Order] = []
    cursor = ""
    try:
        for _ in range(_MOST_PAGES):
            page = services().orders.orders(token, cursor, _AT_ONCE)
            found += page.orders
            if not page.next:
                return found, ()
            cursor = page.next
    except ServiceUnavailable:
        return found, ("Some orders could not be reached. Ask again in a moment.",)
    return found, (f"Orders before the newest {len(found)} are left out.",)


def _account(account: Account) -> Document:
    return {
        "username": account.username,
        "email": account.email,
        "first_name": account.first_name,
        "last_name": account.last_name,
        "created_at": _instant(account.created_at),
    }


def _profile(profile: Profile) -> Document:
    return {
        "bio": profile.bio,
        "avatar": profile.avatar,
        "preferences": dict(profile.preferences),
    }


def _sign_in(record: SignInRecord) -> Document:
    return {
        "created_at": rfc3339(record.created_at),
        "browser": record.user_agent,
        "is_this_one": record.is_current,
    }


def _order(order: Order) -> Document:
    return {
        "number": order.number,
        "placed_at": _instant(order.created_at),
        "state": order.state,
        "reason": order.reason,
        "currency": order.total.currency,
        "lines": [
            {
                "name": line.name,
                "quantity": line.quantity,
                "unit_price": line.unit_price.amount,
                "total": line.total.amount,
            }
            for line in order.lines
        ],
        "subtotal": order.subtotal.amount,
        "delivery": order.delivery_method,
        "delivery_price": order.delivery.amount,
        "total": order.total.amount,
        "address": order.address.document() if order.address else None,
    }


def _instant(at: datetime | None) -> str | None:
    return rfc3339(at) if at else None
