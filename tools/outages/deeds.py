"""What people do in the shop, filled in before anything is lost and sent after."""

from dataclasses import replace

from tools.outages.pages import PRICED
from tools.outages.sights import (
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
    Form,
    Shape,
    Sight,
    Visit,
)

_BASKET = {ORDERS: ORDERS_REST, PRODUCTS: ORDERS_REST}
_ACCOUNT = {USERS: GATE_STUCK}
_BACK_ON_THE_FRONT = {PRODUCTS: SHELVES_CLOSED}
# Whatever is kept of the catalogue is too old to promise anything by.
_NOT_ADDED = replace(SHELVES_CLOSED, or_kept=False)
_PACKET = Form("/product/{slug}")
_BASKET_PAGE = Form("/basket", {"quantity": "3"})
_ON_THE_PACKET = Sight("{product}")
_CONFIRMING = Sight("We are confirming your order")

# A deed that ends on the front page shows there what has become of the shelves.
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
# What a guest chooses stays in the session; only its price is asked for.
GUESTS_BASKET = (
    Visit("/basket/add", _ON_THE_PACKET, {PRODUCTS: _NOT_ADDED}, form=_PACKET),
    Visit(
        "/basket/add",
        Sight("added."),
        {PRODUCTS: _NOT_ADDED},
        shape=Shape.PART,
        form=_PACKET,
    ),
    Visit(
        "/basket/items/{id}",
        Sight("Your basket"),
        _BASKET,
        without_database=PRICED,
        form=_BASKET_PAGE,
    ),
    Visit(
        "/basket/items/{id}/remove",
        Sight("out of your basket"),
        _BASKET,
        without_database=PRICED,
        shape=Shape.PART,
        form=Form("/basket"),
    ),
)
OWN_BASKET = (
    Visit("/basket/add", _ON_THE_PACKET, _BASKET, form=_PACKET),
    Visit("/basket/add", Sight("added."), _BASKET, shape=Shape.PART, form=_PACKET),
    Visit("/basket/items/{id}", Sight("Your basket"), _BASKET, form=_BASKET_PAGE),
    Visit(
        "/basket/items/{id}/remove",
        Sight("out of your basket"),
        _BASKET,
        shape=Shape.PART,
        form=Form("/basket"),
    ),
)
CANCEL = Visit(
    "/orders/{order}/cancel",
    Sight("Order {order}"),
    {ORDERS: ORDERS_REST},
    optional=frozenset({PRODUCTS, PAYMENTS, USERS}),
    form=Form("/orders/{order}/cancel"),
    shows="is called off.",
)
BUY_AGAIN = Visit(
    "/orders/{order}/again", Sight("Your basket"), _BASKET, form=Form("/orders/{order}")
)
CHECK_OUT = Visit(
    "/checkout",
    Sight("Thank you for your order"),
    {
        ORDERS: Sight("We could not hear whether your order was placed.", 503),
        PRODUCTS: _CONFIRMING,
        PAYMENTS: _CONFIRMING,
    },
    # Whoever takes the packets aside asks whether order-service is who it says.
    optional=frozenset({USERS}),
    form=Form("/checkout"),
    shows="{line1}",
)
SAVE_PROFILE = Visit(
    "/account/profile",
    Sight("Your account"),
    {USERS: PROFILE_LATER},
    form=Form("/account/profile", {"bio": "{bio}"}),
    shows="Your profile is saved.",
)
END_ONE = Visit(
    "/account/sign-ins/{sign_in}/end",
    Sight("Your account"),
    _ACCOUNT,
    form=Form("/account"),
    shows="That browser is signed out.",
)
END_OTHERS = Visit(
    "/account/sign-ins/end-others",
    Sight("Your account"),
    _ACCOUNT,
    form=Form("/account"),
    shows="Every other browser is signed out.",
)
CHOOSE_COLOURS = Visit("/theme", Sight("Help"), form=Form("/help", {"theme": "dark"}))
CHANGE_PASSWORD = Visit(
    "/account/password",
    Sight("Your account"),
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
        USERS: Sight(_NOTHING_CLOSED.format("accounts"), 503),
        ORDERS: Sight(_NOTHING_CLOSED.format("orders"), 503),
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
