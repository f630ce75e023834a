import pytest

from contract_kit.consumer.matchers import some, token
from service_kit.http_client import Rejected, ServiceUnavailable

from .order_service_interactions import (
    BOUGHT,
    KEY,
    KEYED,
    NUMBER,
    PURCHASE,
    SHOPPER,
    SOME_BASIL,
    orders_at,
    wish_basket,
)

# A reading call is made twice more where its provider cannot work just now.
PATIENTLY = 3

STANDARD = {"delivery": "standard"}

REQUESTS = {
    "a look into the basket": (
        ("GET", "/api/order", {"query": STANDARD}),
        lambda orders: orders.basket("the-token"),
    ),
    "a product for the basket": (
        ("POST", "/api/order/add-item", {"json": SOME_BASIL}),
        lambda orders: orders.add_item("the-token", 1, 2),
    ),
    "a change of a quantity": (
        ("PATCH", "/api/order/items/1", {"json": {"qty": 5}}),
        lambda orders: orders.change_quantity("the-token", 1, 5),
    ),
    "a product out of the basket": (
        ("DELETE", "/api/order/items/1", {}),
        lambda orders: orders.remove_item("the-token", 1),
    ),
    "a guest's lines": (
        ("POST", "/api/order/merge", {"json": {"lines": some(SOME_BASIL)}}),
        lambda orders: orders.merge("the-token", {1: 2}),
    ),
    "a checkout": (
        (
            "POST",
            "/api/order/checkout",
            {"json": BOUGHT | {"cart_version": 3}, "headers": KEYED},
        ),
        lambda orders: orders.check_out("the-token", PURCHASE),
    ),
    "a search for a key": (
        ("GET", "/api/orders", {"query": {"idempotency_key": token(KEY)}}),
        lambda orders: orders.find_by_key("the-token", KEY),
    ),
    "a list of orders": (
        ("GET", "/api/orders", {"query": {"limit": "10"}}),
        lambda orders: orders.orders("the-token"),
    ),
    "a look at an order": (
        ("GET", f"/api/order/{NUMBER}", {}),
        lambda orders: orders.order("the-token", NUMBER),
    ),
    "a cancellation": (
        ("POST", f"/api/order/{NUMBER}/cancel", {}),
        lambda orders: orders.cancel("the-token", NUMBER),
    ),
    "a wish to be forgotten": (
        ("POST", "/api/order/forget-me", {}),
        lambda orders: orders.forget_me("the-token"),
    ),
}

NEED_PRODUCTS = [
    "a product for the basket",
    "a guest's lines",
]
CHANGES = [
    "a change of a quantity",
    "a product out of the basket",
    "a checkout",
    "a cancellation",
    "a wish to be forgotten",
]


@pytest.fixture
def interaction(agree):
    return agree("frontend", "order-service")


@pytest.mark.parametrize("wish", REQUESTS)
def test_nobody_is_served_after_signing_out(interaction, wish):
    (method, path, details), deed = REQUESTS[wish]
    interaction.given("the sign-in of a shopper has expired")
    interaction.upon_receiving(f"{wish} after the sign-in")
    interaction.with_request(method, path, **{"headers": SHOPPER} | details)
    interaction.will_respond_with(401)

    with pytest.raises(Rejected) as refusal, interaction.serve() as url:
        deed(orders_at(url))

    assert refusal.value.status == 401


@pytest.mark.parametrize("wish", NEED_PRODUCTS)
def test_basket_rests_while_products_are_away(signed_in, wish):
    (method, path, details), deed = REQUESTS[wish]
    signed_in.given("the products cannot be reached")
    signed_in.upon_receiving(f"{wish} while products are away")
    signed_in.with_request(method, path, headers=SHOPPER, **details)
    signed_in.will_respond_with(503)

    with pytest.raises(ServiceUnavailable), signed_in.serve() as url:
        deed(orders_at(url))


@pytest.mark.parametrize("wish", CHANGES)
def test_change_that_met_an_unreachable_database_is_not_repeated(signed_in, wish):
    (method, path, details), deed = REQUESTS[wish]
    signed_in.given("the database does not answer")
    signed_in.upon_receiving(wish)
    signed_in.with_request(method, path, **{"headers": SHOPPER} | details)
    signed_in.will_respond_with(503)

    with pytest.raises(ServiceUnavailable), signed_in.serve() as url:
        deed(orders_at(url))


def test_basket_is_not_shown_while_products_are_away(buying):
    buying.given("the products cannot be reached")
    wish_basket(buying, "a look into the basket while products are away")
    buying.will_respond_with(503)

    with pytest.raises(ServiceUnavailable), buying.serve(times=PATIENTLY) as url:
        orders_at(url).basket("the-token")


def test_guest_waits_while_products_are_away(interaction):
    interaction.given("the products cannot be reached")
    interaction.upon_receiving("the price of a guest's basket while products are away")
    interaction.with_request(
        "POST",
        "/api/order/quote",
        json={"lines": some(SOME_BASIL), "delivery": "standard"},
    )
    interaction.will_respond_with(503)

    with pytest.raises(ServiceUnavailable), interaction.serve() as url:
        orders_at(url).quote({1: 2})


@pytest.mark.parametrize(
    ("states", "status"), [([], 200), (["the database does not answer"], 503)]
)
def test_service_says_whether_it_can_work(interaction, states, status):
    for state in states:
        interaction.given(state)
    interaction.upon_receiving("a question about its health")
    interaction.with_request("GET", "/health/ready")
    interaction.will_respond_with(status)

    with interaction.serve(times=1 if status == 200 else PATIENTLY) as url:
        is_healthy = orders_at(url).is_healthy()

    assert is_healthy == (status == 200)
