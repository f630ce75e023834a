"""Every page of the storefront, and which services it cannot do without.

Nothing here is measured: it is written down as the architecture means it.
"""

from dataclasses import replace

from testing.resilience.outages.expectations import (
    FRONT,
    GATE_STUCK,
    ORDERS,
    ORDERS_REST,
    PRODUCTS,
    SESSIONS,
    SHELVES_CLOSED,
    SIGN_IN,
    USERS,
    Expectation,
    Shape,
    Visit,
)

_SHELVES = {PRODUCTS: SHELVES_CLOSED}
# order-service keeps what was chosen, and asks product-service what it costs.
_BASKET = {ORDERS: ORDERS_REST, PRODUCTS: ORDERS_REST}
# What a guest chose stays in the session, and the prices are product-service's.
PRICED = frozenset({ORDERS})
_ORDERS = {ORDERS: ORDERS_REST}
_ACCOUNT = {USERS: GATE_STUCK}

_ANYWHERE = (
    Visit("/", FRONT, _SHELVES),
    Visit("/?q=basil", Expectation("Seeds for “basil”"), _SHELVES),
    Visit("/?q=basil", Expectation("Basil"), _SHELVES, shape=Shape.PART),
    Visit("/product/{slug}", Expectation("{product}"), _SHELVES),
    Visit(
        "/product/no-such-packet",
        Expectation("We do not have that packet", 404),
        _SHELVES,
    ),
    # A drawing that is known outlasts its service.
    Visit("/pictures/{slug}.svg", Expectation("<svg"), shape=Shape.FILE),
    Visit("/help", Expectation("Help")),
    Visit("/accessibility", Expectation("Accessibility")),
    Visit("/patterns", Expectation("Patterns")),
    Visit("/no-such-page", Expectation("We cannot find that page", 404)),
)
_CLOSED_TO_STRANGERS = (
    *("/orders", "/orders/AAAA-0001", "/orders/AAAA-0001/cancel"),
    *("/account", "/account/profile", "/account/data", "/account/close"),
)
IS_IT_FREE = Visit(
    "/register/username?username=nobody-{suffix}",
    Expectation("is free"),
    {USERS: Expectation("We cannot check just now.", 503)},
    shape=Shape.PART,
)

# Somebody who has never been here: no cookie, no basket.
STRANGER = (
    *_ANYWHERE,
    Visit(
        "/health",
        Expectation('"healthy"'),
        optional=frozenset({USERS, PRODUCTS, ORDERS}),
        shape=Shape.FILE,
    ),
    Visit("/health/live", Expectation("frontend"), shape=Shape.FILE),
    Visit(
        "/health/ready",
        Expectation("frontend"),
        {SESSIONS: Expectation("The database does not answer.", 503)},
        shape=Shape.FILE,
    ),
    Visit("/basket", Expectation("Your basket"), optional=frozenset({PRODUCTS})),
    *(Visit(path, SIGN_IN) for path in _CLOSED_TO_STRANGERS),
    Visit("/login", SIGN_IN),
    Visit("/register", Expectation("Create an account")),
    IS_IT_FREE,
)


def _personal(*visits: Visit) -> tuple[Visit, ...]:
    return tuple(replace(visit, is_personal=True) for visit in visits)


# Somebody without an account who has chosen something.
GUEST = (
    *_ANYWHERE,
    IS_IT_FREE,
    *_personal(
        Visit(
            "/basket",
            Expectation("Your basket"),
            _BASKET,
            without_database=PRICED,
            shows="{product}",
        ),
        Visit(
            "/checkout",
            Expectation("Before you pay"),
            _BASKET,
            without_database=PRICED,
            shows="{product}",
        ),
        *(Visit(path, SIGN_IN) for path in _CLOSED_TO_STRANGERS),
        Visit("/login", SIGN_IN),
    ),
)

# Somebody with an account, a basket and an order.
SHOPPER = (
    *_ANYWHERE,
    IS_IT_FREE,
    *_personal(
        Visit("/basket", Expectation("Your basket"), _BASKET, shows="{hidden}"),
        Visit("/checkout", Expectation("Checkout"), _BASKET, shows="{hidden}"),
        Visit(
            "/checkout/summary?delivery=express",
            Expectation("Express"),
            _BASKET,
            shape=Shape.PART,
            shows="{hidden}",
        ),
        Visit("/orders", Expectation("Your orders"), _ORDERS, shows="{order}"),
        Visit(
            "/orders/{order}", Expectation("Order {order}"), _ORDERS, shows="{line1}"
        ),
        # A page that follows an order goes on asking, and shows nothing meanwhile.
        Visit(
            "/orders/{order}?seen=never",
            Expectation("Paid, being packed"),
            {ORDERS: Expectation("", 204)},
            shape=Shape.PART,
        ),
        Visit(
            "/orders/{order}/cancel",
            Expectation("Cancel order {order}?"),
            _ORDERS,
            shows="{order}",
        ),
        # An order that is somebody else's does not exist.
        Visit(
            "/orders/{foreign}", Expectation("We cannot find that page", 404), _ORDERS
        ),
        Visit("/account", Expectation("Your account"), _ACCOUNT, shows="{email}"),
        Visit("/account/profile", Expectation("Your profile"), _ACCOUNT, shows="{bio}"),
        Visit(
            "/account/data",
            Expectation('"username": "{username}"'),
            {**_ACCOUNT, ORDERS: Expectation("Some orders could not be reached.")},
            shape=Shape.FILE,
        ),
        Visit(
            "/account/close",
            Expectation("Close your account"),
            optional=frozenset({ORDERS}),
        ),
        Visit("/login", Expectation("Your account"), _ACCOUNT),
        Visit("/register", Expectation("Your account"), _ACCOUNT),
    ),
)
