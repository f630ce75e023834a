import pytest

from contract_kit.consumer.matchers import (
    element,
    exactly,
    from_state,
    integer,
    pattern,
    some,
    text,
)

from ...course_client import OrderClient, Refused

KEY = {"Authorization": from_state("Basic ${token}", example="Basic the-key")}
PROBLEM = {"Content-Type": "application/problem+json"}
XML = {"Accept": "application/xml"}
BASILS = {"product_id": integer(1), "qty": integer(2)}
CART = {
    "user_id": integer(7),
    "is_open": True,
    "items": some({"product": integer(1), "quantity": integer(2)}),
}
EMPTY = CART | {"items": []}
PLACED = CART | {"is_open": False}
HELD = {
    "user_id": 7,
    "is_open": True,
    "items": [{"product": 1, "quantity": 2}],
}


@pytest.fixture
def interaction(agree):
    return agree("course-client", "order-service")


@pytest.fixture
def signed_in(interaction):
    return interaction.given("a shopper is signed in")


@pytest.fixture
def shopping(signed_in):
    return signed_in.given("a product is for sale")


@pytest.fixture
def buying(shopping):
    return shopping.given("the basket holds a product", quantity=2)


def orders_at(url):
    return OrderClient(url, "the-key")


def wish_cart(interaction):
    interaction.upon_receiving("a look at the open order")
    interaction.with_request("GET", "/api/order", headers=KEY)


def wish_cart_in_xml(interaction):
    interaction.upon_receiving("a look at the open order in XML")
    interaction.with_request("GET", "/api/order", headers=KEY | XML)


def wish_item(interaction):
    interaction.upon_receiving("some of a product for the order")
    interaction.with_request(
        "POST",
        "/api/order/add-item",
        headers=KEY,
        form=BASILS,
    )


def wish_checkout(interaction):
    interaction.upon_receiving("a checkout that says nothing")
    interaction.with_request("POST", "/api/order/checkout", headers=KEY)


def cart_in_xml(*items, **members):
    order = {"user_id": integer(7), "is_open": "true"}
    result = [element(name, shape) for name, shape in order.items()]
    beside = [element(name, shape) for name, shape in members.items()]
    return element("response", element("result", *result, *items), *beside)


# The cart


def test_cart_is_an_open_order(buying):
    wish_cart(buying)
    buying.will_respond_with(200, {"result": CART})

    with buying.serve() as url:
        found = orders_at(url).order()

    assert found == ("", HELD)


@pytest.mark.parametrize("is_bought", [False, True])
def test_each_line_names_its_product(buying, is_bought):
    buying.given("somebody else's basket holds a product")
    buying.given("a product is for sale", product_id=2, name="Anise")
    buying.given("the basket holds a product", product_id=2, quantity=3)
    lines = [{"product": 2, "quantity": 3}, {"product": 1, "quantity": 2}]
    order = {"user_id": 7, "is_open": not is_bought, "items": lines}
    exact = {name: exactly(value) for name, value in order.items()}
    if is_bought:
        asked, path = "a checkout of two lines", "/api/order/checkout"
        buying.upon_receiving(asked)
        buying.with_request("POST", path, headers=KEY)
        buying.will_respond_with(201, {"message": text("Placed."), "result": exact})
    else:
        buying.upon_receiving("a look at two lines")
        buying.with_request("GET", "/api/order", headers=KEY)
        buying.will_respond_with(200, {"result": exact})

    with buying.serve() as url:
        orders = orders_at(url)
        shown = orders.check_out() if is_bought else orders.order()

    assert shown == ("Placed." if is_bought else "", order)


def test_own_cart_is_bought_beside_another(buying):
    state = "the course's client has bought the basket of somebody else"
    buying.given(state)
    asked, path = "a checkout beside another", "/api/order/checkout"
    buying.upon_receiving(asked)
    buying.with_request("POST", path, headers=KEY)
    order = HELD | {"is_open": False}
    exact = {name: exactly(value) for name, value in order.items()}
    buying.will_respond_with(201, {"message": text("Placed."), "result": exact})

    with buying.serve() as url:
        assert orders_at(url).check_out() == ("Placed.", order)


def test_empty_cart_is_no_order(signed_in):
    wish_cart(signed_in)
    signed_in.will_respond_with(200, {"message": "No order found", "result": EMPTY})

    with signed_in.serve() as url:
        found = orders_at(url).order()

    assert found == ("No order found", HELD | {"items": []})


def test_cart_is_shown_to_its_owner_alone(interaction):
    interaction.given("the sign-in of a shopper has expired")
    wish_cart(interaction)
    interaction.will_respond_with(401, {"message": "Not logged in"}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        orders_at(url).order()

    assert str(refused.value) == "401 Not logged in"


def test_cart_is_read_from_xml(buying):
    wish_cart_in_xml(buying)
    item = element(
        "item", element("product", integer(1)), element("quantity", integer(2))
    )
    buying.will_respond_with(200, cart_in_xml(element("items", item)))

    with buying.serve() as url:
        found = orders_at(url).order_in_xml()

    items = [{"product": "1", "quantity": "2"}]
    assert found == ("", {"user_id": "7", "is_open": "true", "items": items})


def test_empty_cart_is_no_order_in_xml_either(signed_in):
    wish_cart_in_xml(signed_in)
    signed_in.will_respond_with(
        200, cart_in_xml(element("items"), message="No order found")
    )

    with signed_in.serve() as url:
        found = orders_at(url).order_in_xml()

    empty = {"user_id": "7", "is_open": "true", "items": []}
    assert found == ("No order found", empty)


def test_cart_in_xml_is_shown_to_its_owner_alone(interaction):
    interaction.given("the sign-in of a shopper has expired")
    wish_cart_in_xml(interaction)
    interaction.will_respond_with(
        401,
        element("problem", element("message", "Not logged in")),
        headers={"Content-Type": "application/problem+xml"},
    )

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        orders_at(url).order_in_xml()

    assert str(refused.value) == "401 Not logged in"


# What goes into it


def test_product_is_put_into_the_cart(shopping):
    wish_item(shopping)
    shopping.will_respond_with(200, {"result": CART})

    with shopping.serve() as url:
        found = orders_at(url).add_item(1, qty=2)

    assert found == ("", HELD)


def test_more_of_a_product_is_added_to_what_is_there(buying):
    buying.upon_receiving("three more of a product for the order")
    buying.with_request(
        "POST",
        "/api/order/add-item",
        headers=KEY,
        form={"product_id": "1", "qty": "3"},
    )
    more = some({"product": exactly(1), "quantity": exactly(5)})
    buying.will_respond_with(200, {"result": CART | {"items": more}})

    with buying.serve() as url:
        found = orders_at(url).add_item(1, qty=3)

    assert found == ("", HELD | {"items": [{"product": 1, "quantity": 5}]})


def test_item_needs_a_key(interaction):
    interaction.given("the sign-in of a shopper has expired")
    wish_item(interaction)
    interaction.will_respond_with(401, {"message": "Not logged in"}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        orders_at(url).add_item(1, qty=2)

    assert str(refused.value) == "401 Not logged in"


def test_unknown_product_is_not_put_in(interaction):
    interaction.given("a shopper is signed in")
    wish_item(interaction)
    interaction.will_respond_with(
        404, {"message": "Cannot find product"}, headers=PROBLEM
    )

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        orders_at(url).add_item(1, qty=2)

    assert str(refused.value) == "404 Cannot find product"


def test_too_much_of_a_product_is_refused(shopping):
    shopping.given("the basket holds a product", quantity=99)
    wish_item(shopping)
    shopping.will_respond_with(422, {"message": text("Too many.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, shopping.serve() as url:
        orders_at(url).add_item(1, qty=2)

    assert str(refused.value) == "422 Too many."


def test_item_waits_while_products_are_away(interaction):
    interaction.given("a shopper is signed in").given("the products cannot be reached")
    wish_item(interaction)
    interaction.will_respond_with(503, {"message": text("Try later.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        orders_at(url).add_item(1, qty=2)

    assert str(refused.value) == "503 Try later."


# The checkout


def test_checkout_buys_what_is_in_the_cart(buying):
    wish_checkout(buying)
    buying.will_respond_with(201, {"message": text("Order placed"), "result": PLACED})

    with buying.serve() as url:
        found = orders_at(url).check_out()

    assert found == ("Order placed", HELD | {"is_open": False})


def test_second_cart_is_another_order(buying):
    buying.given("the course's client has bought the basket")
    buying.given("the basket holds a product", quantity=3)
    request = "a second checkout that says nothing"
    buying.upon_receiving(request)
    buying.with_request("POST", "/api/order/checkout", headers=KEY)
    items = [{"product": exactly(1), "quantity": exactly(3)}]
    answer = {"message": text("Order placed"), "result": PLACED | {"items": items}}
    buying.will_respond_with(201, answer)

    with buying.serve() as url:
        found = orders_at(url).check_out()

    three = {"product": 1, "quantity": 3}
    assert found == ("Order placed", HELD | {"is_open": False, "items": [three]})


def test_checkout_that_is_being_settled_is_no_open_order(buying):
    buying.given("the bank does not answer")
    wish_checkout(buying)
    buying.will_respond_with(202, {"message": text("Just a moment"), "result": PLACED})

    with buying.serve() as url:
        found = orders_at(url).check_out()

    assert found == ("Just a moment", HELD | {"is_open": False})


def test_checkout_needs_a_key(interaction):
    interaction.given("the sign-in of a shopper has expired")
    wish_checkout(interaction)
    interaction.will_respond_with(401, {"message": "Not logged in"}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, interaction.serve() as url:
        orders_at(url).check_out()

    assert str(refused.value) == "401 Not logged in"


def test_checkout_of_nothing_is_refused(signed_in):
    wish_checkout(signed_in)
    nothing = pattern("There is nothing in it.", r".*\bnothing\b.*")
    signed_in.will_respond_with(409, {"message": nothing}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, signed_in.serve() as url:
        orders_at(url).check_out()

    assert str(refused.value) == "409 There is nothing in it."


def test_checkout_of_too_much_is_refused(buying):
    buying.given("there is less of the product than before", available=1)
    wish_checkout(buying)
    short = pattern("There is not enough left.", r".*\bleft\b.*")
    buying.will_respond_with(409, {"message": short}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, buying.serve() as url:
        orders_at(url).check_out()

    assert str(refused.value) == "409 There is not enough left."


def test_closed_checkout_names_what_is_missing(signed_in):
    signed_in.given("nothing is sold without a method and an address")
    wish_checkout(signed_in)
    signed_in.will_respond_with(422, {"message": text("Say how.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, signed_in.serve() as url:
        orders_at(url).check_out()

    assert str(refused.value) == "422 Say how."


def test_checkout_waits_while_products_are_away(buying):
    buying.given("the products cannot be reached")
    wish_checkout(buying)
    buying.will_respond_with(503, {"message": text("Try later.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, buying.serve() as url:
        orders_at(url).check_out()

    assert str(refused.value) == "503 Try later."
