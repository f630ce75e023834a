"""The public course's own client, word for word as its example has it.

It asks for all products at once, so it comes to a shop whose shelves nobody has filled.
"""

import pytest
from course_client import OrderClient, ProductClient, Refused, UserClient

from testing.driver.example_accounts import PASSWORD, new_name
from tools.shop import RunningShop

pytestmark = pytest.mark.local


@pytest.fixture
def form() -> dict[str, str]:
    name = new_name()
    account = {"username": name, "email": f"{name}@example.org", "password": PASSWORD}
    return account | {"first_name": "Ada", "last_name": "Lovelace"}


@pytest.fixture
def users(stoppable_shop: RunningShop, form: dict[str, str]) -> UserClient:
    """Somebody who has an account and is logged in."""
    client = UserClient(stoppable_shop.services["user-service"])
    client.create(**form)
    client.log_in(form["username"], PASSWORD)
    return client


@pytest.fixture
def products(stoppable_shop: RunningShop) -> ProductClient:
    return ProductClient(stoppable_shop.services["product-service"])


@pytest.fixture
def orders(stoppable_shop: RunningShop, users: UserClient) -> OrderClient:
    return OrderClient(stoppable_shop.services["order-service"], users.api_key)


def test_course_client_registers_and_knows_itself(
    stoppable_shop: RunningShop, form: dict[str, str]
) -> None:
    users = UserClient(stoppable_shop.services["user-service"])
    name = form["username"]

    welcome, _ = users.create(**form)
    greeting = users.log_in(name, PASSWORD)

    assert (welcome, greeting) == ("User added", "Logged in")
    assert users.account()["username"] == name
    assert users.account_in_xml()["last_name"] == "Lovelace"
    assert users.exists(name)
    assert not users.exists("no-such")


def test_course_client_browses_and_buys(
    products: ProductClient, orders: OrderClient
) -> None:
    first = products.products()[0]
    product = products.product(first["slug"])
    before, _ = orders.order()
    orders.add_item(product["id"])
    _, cart = orders.order()
    after, order = orders.check_out()

    assert (before, after) == ("No order found", "Order placed")
    assert cart["items"] == [{"product": product["id"], "quantity": 1}]
    assert order == cart | {"is_open": False}


def test_course_client_reads_xml(products: ProductClient, orders: OrderClient) -> None:
    product = products.products()[0]
    orders.add_item(product["id"], qty=2)

    _, cart = orders.order_in_xml()

    written = {name: str(value) for name, value in product.items()}
    assert products.product_in_xml(product["slug"]) == written
    assert cart["items"] == [{"product": written["id"], "quantity": "2"}]


def test_log_out_really_ends_the_key(users: UserClient) -> None:
    goodbye = users.log_out()

    with pytest.raises(Refused) as refused:
        users.account()

    assert goodbye == "You are logged out"
    assert str(refused.value) == "401 Not logged in"
