"""Every request that a page or a form of the storefront makes, with its visitor.

The words that are typed are those of the pacts: what is typed reaches the services.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

PASSWORD = "a teapot in the garden"  # noqa: S105 (made up for the contracts)
ORDER = "/orders/7K3M-9PQR"


class Visitor(Enum):
    """Visitor comes."""

    STRANGER = "somebody without a basket"
    GUEST = "somebody with a basket and no account"
    SHOPPER = "somebody who is signed in"


@dataclass(frozen=True)
class PageRequest:
    """A page with its name, who opens it, and what they fill in; a form is sent."""

    page: str
    path: str
    who: Visitor = Visitor.STRANGER
    form: Mapping[str, str] | None = None
    is_part: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def method(self) -> str:
        """How it is asked for."""
        return "GET" if self.form is None else "POST"


NEW_ACCOUNT = {"username": "ada", "email": "ada@furrow.example", "password": PASSWORD}
CHECKOUT = {
    "name": "Ada Lovelace",
    "line1": "12 Rose Lane",
    "postcode": "D02 X285",
    "city": "Dublin",
    "country": "IE",
    "delivery": "standard",
    "shown_delivery": "standard",
    "method": "tok_ok",
    "idempotency_key": "a-key-of-its-own",
    "cart_version": "3",
    "expected_total": "7.70 EUR",
}
NEW_PASSWORD = {
    "current_password": PASSWORD,
    "new_password": "a kettle on the stove",
}
PROFILE = {"bio": "Clay.", "picture": "poppy", "delivery": "express"}
GUEST, SHOPPER = Visitor.GUEST, Visitor.SHOPPER
TWO_PACKETS = {"product_id": "1", "quantity": "2"}

SIGN_IN = PageRequest(
    "sign in", "/login", form={"username": "ada", "password": PASSWORD}
)
FILL_BASKET = PageRequest("put into the basket", "/basket/add", form=TWO_PACKETS)

PAGE_REQUESTS = (
    PageRequest("catalogue", "/"),
    *(
        PageRequest("catalogue", f"/?{query}")
        for query in (
            "q=basil",
            "category=herbs",
            "q=basil&category=herbs",
            "sort=name",
            "sort=price",
            "sort=-price",
            "sort=newest",
            "cursor=page-2",
            "cursor=page-2&q=basil",
            "cursor=page-2&category=herbs",
            "cursor=page-2&q=basil&category=herbs",
            "cursor=made-up",
        )
    ),
    PageRequest("product", "/product/basil"),
    PageRequest("product", "/product/lete-rose-dalava"),
    PageRequest("picture", "/pictures/basil.svg"),
    PageRequest("basket", "/basket"),
    PageRequest("basket", "/basket", GUEST),
    PageRequest("basket", "/basket", SHOPPER),
    FILL_BASKET,
    PageRequest("put into the basket", "/basket/add", SHOPPER, TWO_PACKETS),
    PageRequest("change the basket", "/basket/items/1", SHOPPER, {"quantity": "5"}),
    PageRequest("change the basket", "/basket/items/1/remove", SHOPPER, {}),
    PageRequest("change the basket", "/basket/items/1", GUEST, {"quantity": "2"}),
    PageRequest("change the basket", "/basket/items/1/remove", GUEST, {}),
    PageRequest("register", "/register"),
    PageRequest("register", "/register", form=NEW_ACCOUNT),
    PageRequest(
        "register",
        "/register",
        form=NEW_ACCOUNT | {"first_name": "Ada", "last_name": "Lovelace"},
    ),
    *(
        PageRequest("register", "/register", form=NEW_ACCOUNT | change)
        for change in (
            {"username": "lovelace"},
            {"email": "lovelace@furrow.example"},
            {"password": "password"},
        )
    ),
    PageRequest("register", "/register/username?username=ada"),
    PageRequest("register", "/register/username?username=support"),
    PageRequest("register", "/register/username?username=furrow-seeds"),
    PageRequest("sign in", "/login"),
    SIGN_IN,
    PageRequest("sign in", "/login", GUEST, SIGN_IN.form),
    *(
        PageRequest("sign in", "/login", form={"username": name, "password": password})
        for name, password in (
            ("ada@furrow.example", PASSWORD),
            ("ada", "a kettle on the stove"),
        )
    ),
    PageRequest("sign out", "/logout", SHOPPER, {}),
    PageRequest("checkout", "/checkout", GUEST),
    PageRequest("checkout", "/checkout", SHOPPER),
    PageRequest("checkout", "/checkout?after=7K3M-9PQR", SHOPPER),
    PageRequest(
        "checkout", "/checkout/summary?delivery=standard", SHOPPER, is_part=True
    ),
    PageRequest(
        "checkout", "/checkout/summary?delivery=express", SHOPPER, is_part=True
    ),
    PageRequest("place the order", "/checkout", SHOPPER, CHECKOUT),
    *(
        PageRequest("place the order", "/checkout", SHOPPER, CHECKOUT | change)
        for change in (
            {"line2": "Flat 2"},
            {"method": "tok_declined"},
            {"method": "tok_insufficient_funds"},
            {
                "delivery": "express",
                "shown_delivery": "express",
                "expected_total": "10.70 EUR",
            },
        )
    ),
    PageRequest("orders", "/orders", SHOPPER),
    PageRequest("orders", "/orders?cursor=MjAyNi0xMS0yMXxhMQ%3D%3D", SHOPPER),
    PageRequest("orders", "/orders?cursor=nonsense", SHOPPER),
    PageRequest("order", ORDER, SHOPPER),
    PageRequest("order", ORDER, SHOPPER, is_part=True),
    PageRequest("order", f"{ORDER}?placed=1", SHOPPER),
    PageRequest("order", f"{ORDER}?placed=1&seen=pending-us-1", SHOPPER, is_part=True),
    PageRequest("cancel an order", f"{ORDER}/cancel", SHOPPER),
    PageRequest("cancel an order", f"{ORDER}/cancel", SHOPPER, {}),
    PageRequest("buy again", f"{ORDER}/again", SHOPPER, {}),
    PageRequest("account", "/account", SHOPPER),
    PageRequest("account", "/account/password", SHOPPER, NEW_PASSWORD),
    *(
        PageRequest("account", "/account/password", SHOPPER, NEW_PASSWORD | change)
        for change in ({"current_password": "a guess"}, {"new_password": "password"})
    ),
    PageRequest("profile", "/account/profile", SHOPPER),
    PageRequest("profile", "/account/profile", SHOPPER, PROFILE),
    PageRequest("profile", "/account/profile", SHOPPER, {"delivery": "standard"}),
    PageRequest("copy of one's data", "/account/data", SHOPPER),
    PageRequest("close the account", "/account/close", SHOPPER),
    PageRequest("close the account", "/account/close", SHOPPER, {"password": PASSWORD}),
    PageRequest(
        "close the account", "/account/close", SHOPPER, {"password": "a guess"}
    ),
    PageRequest("account", "/account/sign-ins/s1/end", SHOPPER, {}),
    PageRequest("account", "/account/sign-ins/unknown/end", SHOPPER, {}),
    PageRequest("account", "/account/sign-ins/end-others", SHOPPER, {}),
)
