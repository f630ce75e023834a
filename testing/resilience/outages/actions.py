"""What people do in the shop, filled in before anything is lost and sent after."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from testing.resilience.outages.expectations import (
    ACCOUNT_LATER,
    FRONT,
    GATE_STUCK,
    ORDERS,
    ORDERS_REST,
    PAYMENTS,
    PRODUCTS,
    PROFILE_LATER,
    REGISTER_LATER,
    SHELVES_CLOSED,
    SIGN_IN_LATER,
    USERS,
    Expectation,
    Form,
    Shape,
    Visit,
)
from testing.resilience.outages.pages import PRICED

_BASKET = {ORDERS: ORDERS_REST, PRODUCTS: ORDERS_REST}
_ACCOUNT = {USERS: GATE_STUCK}
_BACK_ON_THE_FRONT = {PRODUCTS: SHELVES_CLOSED}
# Whatever is kept of the catalogue is too old to promise anything by.
_NOT_ADDED = replace(SHELVES_CLOSED, or_kept=False)
_PACKET = Form("/product/{slug}")
_BASKET_PAGE = Form("/basket", {"quantity": "3"})
_ON_THE_PACKET = Expectation("{product}")
_CONFIRMING = Expectation("We are confirming your order")

# A action that ends on the front page shows there what has become of the shelves.
REGISTER = Visit(
    "/register",
    FRONT,
    {USERS: REGISTER_LATER, **_BACK_ON_THE_FRONT},
    optional=frozenset({ORDERS}),
    form=Form(
        "/register",
        {"username": "{username}", "email": "{email}", "password": "{password}"},
    ),
    shows="Welcome to Furrow, {username}.",
)
SIGN_IN = Visit(
    "/login",
    FRONT,
    {USERS: SIGN_IN_LATER, **_BACK_ON_THE_FRONT},
    optional=frozenset({ORDERS}),
    form=Form("/login", {"username": "{username}", "password": "{password}"}),
    shows="Welcome back, {username}.",
)
SIGN_OUT = Visit(
    "/logout",
    FRONT,
    _BACK_ON_THE_FRONT,
    optional=frozenset({USERS}),
    form=Form("/help"),
    shows="You are signed out.",
    ends_session=True,
)


def _basket_visits(
    adding: Mapping[str, Expectation], without_database: frozenset[str] = frozenset()
) -> tuple[Visit, ...]:
    changing = partial(Visit, without=_BASKET, without_database=without_database)
    added, in_part = Expectation("added."), Shape.PART
    return (
        Visit("/basket/add", _ON_THE_PACKET, adding, form=_PACKET),
        Visit("/basket/add", added, adding, shape=in_part, form=_PACKET),
        changing("/basket/items/{id}", Expectation("Your basket"), form=_BASKET_PAGE),
        changing(
            "/basket/items/{id}/remove",
            Expectation("out of your basket"),
            shape=in_part,
            form=Form("/basket"),
        ),
    )


# What a guest chooses stays in the session; only its price is asked for.
GUESTS_BASKET = _basket_visits({PRODUCTS: _NOT_ADDED}, without_database=PRICED)
OWN_BASKET = _basket_visits(_BASKET)
CANCEL = Visit(
    "/orders/{order}/cancel",
    Expectation("Order {order}"),
    {ORDERS: ORDERS_REST},
    optional=frozenset({PRODUCTS, PAYMENTS, USERS}),
    form=Form("/orders/{order}/cancel"),
    shows="is cancelled.",
)
BUY_AGAIN = Visit(
    "/orders/{order}/again",
    Expectation("Your basket"),
    _BASKET,
    form=Form("/orders/{order}"),
)
CHECK_OUT = Visit(
    "/checkout",
    Expectation("Thank you for your order"),
    {
        ORDERS: Expectation("We could not confirm whether your order was placed.", 503),
        PRODUCTS: _CONFIRMING,
        PAYMENTS: _CONFIRMING,
    },
    # Whoever takes the packets aside checks the identity of order-service.
    optional=frozenset({USERS}),
    form=Form("/checkout"),
    shows="{line1}",
)
SAVE_PROFILE = Visit(
    "/account/profile",
    Expectation("Your account"),
    {USERS: PROFILE_LATER},
    form=Form("/account/profile", {"bio": "{bio}"}),
    shows="Your profile is saved.",
)
END_ONE = Visit(
    "/account/sign-ins/{sign_in}/end",
    Expectation("Your account"),
    _ACCOUNT,
    form=Form("/account"),
    shows="That browser is signed out.",
)
END_OTHERS = Visit(
    "/account/sign-ins/end-others",
    Expectation("Your account"),
    _ACCOUNT,
    form=Form("/account"),
    shows="Every other browser is signed out.",
)
CHOOSE_COLOURS = Visit(
    "/theme", Expectation("Help"), form=Form("/help", {"theme": "dark"})
)
CHANGE_PASSWORD = Visit(
    "/account/password",
    Expectation("Your account"),
    {USERS: ACCOUNT_LATER},
    form=Form(
        "/account",
        {"current_password": "{password}", "new_password": "{password} anew"},
    ),
    shows="Your password is changed",
)
_NOTHING_CLOSED = "Nothing is closed or erased: {} cannot be reached."
CLOSE_ACCOUNT = Visit(
    "/account/close",
    FRONT,
    {
        USERS: Expectation(_NOTHING_CLOSED.format("accounts"), 503),
        ORDERS: Expectation(_NOTHING_CLOSED.format("orders"), 503),
        **_BACK_ON_THE_FRONT,
    },
    form=Form("/account/close", {"password": "{password}"}),
    shows="Your account is closed",
    ends_session=True,
)

# Those that one shopper does after the other; the rest end a session or an account.
OF_A_REGULAR = (
    *OWN_BASKET,
    CANCEL,
    BUY_AGAIN,
    SAVE_PROFILE,
    END_ONE,
    END_OTHERS,
    CHOOSE_COLOURS,
)
OF_SHOPPERS = (*OF_A_REGULAR, CHECK_OUT, CHANGE_PASSWORD, SIGN_OUT, CLOSE_ACCOUNT)
