"""Every page of the storefront, and which services it cannot do without.

Nothing here is measured: it is written down as the architecture means it.
"""

from dataclasses import replace

from tools.outages.sights import (
    FRONT,
    GATE_STUCK,
    ORDERS,
    ORDERS_REST,
    PRODUCTS,
    SESSIONS,
    SHELVES_CLOSED,
    SIGN_IN,
    USERS,
    Shape,
    Sight,
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
    Visit("/?q=basil", Sight("Seeds for “basil”"), _SHELVES),
    Visit("/?q=basil", Sight("Basil"), _SHELVES, shape=Shape.PART),
    Visit("/product/{slug}", Sight("{product}"), _SHELVES),
    Visit(
        "/product/no-such-packet", Sight("We do not have that packet", 404), _SHELVES
    ),
    # A drawing that is known outlasts its service.
    Visit("/pictures/{slug}.svg", Sight("<svg"), shape=Shape.FILE),
    Visit("/help", Sight("Help")),
    Visit("/accessibility", Sight("Accessibility")),
    Visit("/patterns", Sight("Patterns")),
    Visit("/no-such-page", Sight("We cannot find that page", 404)),
)
_CLOSED_TO_STRANGERS = (
    *("/orders", "/orders/AAAA-0001", "/orders/AAAA-0001/cancel"),
    *("/account", "/account/profile", "/account/data", "/account/close"),
)
IS_IT_FREE = Visit(
    "/register/username?username=nobody-{suffix}",
    Sight("is free"),
    {USERS: Sight("We cannot check just now.", 503)},
    shape=Shape.PART,
)

# Somebody who has never been here: no cookie, no basket.
STRANGER = (
    *_ANYWHERE,
    Visit(
        "/health",
        Sight('"healthy"'),
        optional=frozenset({USERS, PRODUCTS, ORDERS}),
        shape=Shape.FILE,
    ),
    Visit("/health/live", Sight("frontend"), shape=Shape.FILE),
    Visit(
        "/health/ready",
        Sight("frontend"),
        {SESSIONS: Sight("The database does not answer.", 503)},
        shape=Shape.FILE,
    ),
    Visit("/basket", Sight("Your basket"), optional=frozenset({PRODUCTS})),
    *(Visit(path, SIGN_IN) for path in _CLOSED_TO_STRANGERS),
    Visit("/login", SIGN_IN),
    Visit("/register", Sight("Create an account")),
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
            Sight("Your basket"),
            _BASKET,
            without_database=PRICED,
            shows="{product}",
        ),
        Visit(
            "/checkout",
            Sight("Before you pay"),
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
        Visit("/basket", Sight("Your basket"), _BASKET, shows="{hidden}"),
        Visit("/checkout", Sight("Checkout"), _BASKET, shows="{hidden}"),
        Visit(
            "/checkout/summary?delivery=express",
            Sight("Express"),
            _BASKET,
            shape=Shape.PART,
            shows="{hidden}",
        ),
        Visit("/orders", Sight("Your orders"), _ORDERS, shows="{order}"),
        Visit("/orders/{order}", Sight("Order {order}"), _ORDERS, shows="{line1}"),
        # A page that follows an order goes on asking, and says nothing meanwhile.
        Visit(
            "/orders/{order}?seen=never",
            Sight("Paid, being packed"),
            {ORDERS: Sight("", 204)},
            shape=Shape.PART,
        ),
        Visit(
            "/orders/{order}/cancel",
            Sight("Cancel order {order}?"),
            _ORDERS,
            shows="{order}",
        ),
        # An order that is somebody else's does not exist.
        Visit("/orders/{foreign}", Sight("We cannot find that page", 404), _ORDERS),
        Visit("/account", Sight("Your account"), _ACCOUNT, shows="{email}"),
        Visit("/account/profile", Sight("Your profile"), _ACCOUNT, shows="{bio}"),
        Visit(
            "/account/data",
            Sight('"username": "{username}"'),
            {**_ACCOUNT, ORDERS: Sight("Some orders could not be reached.")},
            shape=Shape.FILE,
        ),
        Visit(
            "/account/close", Sight("Close your account"), optional=frozenset({ORDERS})
        ),
        Visit("/login", Sight("Your account"), _ACCOUNT),
        Visit("/register", Sight("Your account"), _ACCOUNT),
    ),
)
