"""Every page of the storefront, and every deed, as somebody comes by it.

The words that are typed are those of the promises: what is typed reaches the services.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

PASSWORD = "a teapot in the garden"  # noqa: S105 (made up for the contracts)
ORDER = "/orders/7K3M-9PQR"


class Who(Enum):
    """Who comes."""

    STRANGER = "somebody without a basket"
    GUEST = "somebody with a basket and no account"
    SHOPPER = "somebody who is signed in"


@dataclass(frozen=True)
class Visit:
    """A page with its name, who opens it, and what they fill in; a form is sent."""

    page: str
    path: str
    who: Who = Who.STRANGER
    form: Mapping[str, str] | None = None
    is_part: bool = False

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
GUEST, SHOPPER = Who.GUEST, Who.SHOPPER
TWO_PACKETS = {"product_id": "1", "quantity": "2"}

SIGN_IN = Visit("sign in", "/login", form={"username": "ada", "password": PASSWORD})
FILL_BASKET = Visit("put into the basket", "/basket/add", form=TWO_PACKETS)

VISITS = (
    Visit("catalogue", "/"),
    *(
        Visit("catalogue", f"/?{query}")
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
    Visit("product", "/product/basil"),
    Visit("product", "/product/lete-rose-dalava"),
    Visit("picture", "/pictures/basil.svg"),
    Visit("basket", "/basket"),
    Visit("basket", "/basket", GUEST),
    Visit("basket", "/basket", SHOPPER),
    FILL_BASKET,
    Visit("put into the basket", "/basket/add", SHOPPER, TWO_PACKETS),
    Visit("change the basket", "/basket/items/1", SHOPPER, {"quantity": "5"}),
    Visit("change the basket", "/basket/items/1/remove", SHOPPER, {}),
    Visit("change the basket", "/basket/items/1", GUEST, {"quantity": "2"}),
    Visit("change the basket", "/basket/items/1/remove", GUEST, {}),
    Visit("register", "/register"),
    Visit("register", "/register", form=NEW_ACCOUNT),
    Visit(
        "register",
        "/register",
        form=NEW_ACCOUNT | {"first_name": "Ada", "last_name": "Lovelace"},
    ),
    *(
        Visit("register", "/register", form=NEW_ACCOUNT | change)
        for change in (
            {"username": "lovelace"},
            {"email": "lovelace@furrow.example"},
            {"password": "password"},
        )
    ),
    Visit("register", "/register/username?username=ada"),
    Visit("register", "/register/username?username=support"),
    Visit("register", "/register/username?username=furrow-seeds"),
    Visit("sign in", "/login"),
    SIGN_IN,
    Visit("sign in", "/login", GUEST, SIGN_IN.form),
    *(
        Visit("sign in", "/login", form={"username": name, "password": password})
        for name, password in (
            ("ada@furrow.example", PASSWORD),
            ("ada", "a kettle on the stove"),
        )
    ),
    Visit("sign out", "/logout", SHOPPER, {}),
    Visit("checkout", "/checkout", GUEST),
    Visit("checkout", "/checkout", SHOPPER),
    Visit("checkout", "/checkout?after=7K3M-9PQR", SHOPPER),
    Visit("checkout", "/checkout/summary?delivery=standard", SHOPPER, is_part=True),
    Visit("checkout", "/checkout/summary?delivery=express", SHOPPER, is_part=True),
    Visit("place the order", "/checkout", SHOPPER, CHECKOUT),
    *(
        Visit("place the order", "/checkout", SHOPPER, CHECKOUT | change)
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
    Visit("orders", "/orders", SHOPPER),
    Visit("orders", "/orders?cursor=MjAyNi0xMS0yMXxhMQ%3D%3D", SHOPPER),
    Visit("orders", "/orders?cursor=nonsense", SHOPPER),
    Visit("order", ORDER, SHOPPER),
    Visit("order", ORDER, SHOPPER, is_part=True),
    Visit("order", f"{ORDER}?placed=1", SHOPPER),
    Visit("order", f"{ORDER}?placed=1&seen=pending-us-1", SHOPPER, is_part=True),
    Visit("cancel an order", f"{ORDER}/cancel", SHOPPER),
    Visit("cancel an order", f"{ORDER}/cancel", SHOPPER, {}),
    Visit("buy again", f"{ORDER}/again", SHOPPER, {}),
    Visit("account", "/account", SHOPPER),
    Visit("account", "/account/password", SHOPPER, NEW_PASSWORD),
    *(
        Visit("account", "/account/password", SHOPPER, NEW_PASSWORD | change)
        for change in ({"current_password": "a guess"}, {"new_password": "password"})
    ),
    Visit("profile", "/account/profile", SHOPPER),
    Visit("profile", "/account/profile", SHOPPER, PROFILE),
    Visit("profile", "/account/profile", SHOPPER, {"delivery": "standard"}),
    Visit("copy of one's data", "/account/data", SHOPPER),
    Visit("close the account", "/account/close", SHOPPER),
    Visit("close the account", "/account/close", SHOPPER, {"password": PASSWORD}),
    Visit("close the account", "/account/close", SHOPPER, {"password": "a guess"}),
    Visit("account", "/account/sign-ins/s1/end", SHOPPER, {}),
    Visit("account", "/account/sign-ins/unknown/end", SHOPPER, {}),
    Visit("account", "/account/sign-ins/end-others", SHOPPER, {}),
)
