import pytest

from contract_kit.shapes import (
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
def promise(agree):
    return agree("course-client", "order-service")


@pytest.fixture
def signed_in(promise):
    return promise.given("a shopper is signed in")


@pytest.fixture
def shopping(signed_in):
    return signed_in.given("a product is for sale")


@pytest.fixture
def buying(shopping):
    return shopping.given("the basket holds a product", quantity=2)


def orders_at(url):
    return OrderClient(url, "the-key")


def wish_cart(promise):
    promise.asks("a look at the open order", "GET", "/api/order", headers=KEY)


def wish_cart_in_xml(promise):
    promise.asks(
        "a look at the open order in XML", "GET", "/api/order", headers=KEY | XML
    )


def wish_item(promise):
    promise.asks(
        "some of a product for the order",
        "POST",
        "/api/order/add-item",
        headers=KEY,
        form=BASILS,
    )


def wish_checkout(promise):
    promise.asks(
        "a checkout that says nothing", "POST", "/api/order/checkout", headers=KEY
    )


def cart_in_xml(*items, **members):
    told = {"user_id": integer(7), "is_open": "true"}
    result = [element(name, shape) for name, shape in told.items()]
    beside = [element(name, shape) for name, shape in members.items()]
    return element("response", element("result", *result, *items), *beside)


# The cart


def test_cart_is_an_open_order(buying):
    wish_cart(buying)
    buying.answers(200, {"result": CART})

    with buying.kept() as url:
        told = orders_at(url).order()

    assert told == ("", HELD)


def test_empty_cart_is_no_order(signed_in):
    wish_cart(signed_in)
    signed_in.answers(200, {"message": "No order found", "result": EMPTY})

    with signed_in.kept() as url:
        told = orders_at(url).order()

    assert told == ("No order found", HELD | {"items": []})


def test_cart_is_shown_to_its_owner_alone(promise):
    promise.given("the sign-in of a shopper has expired")
    wish_cart(promise)
    promise.answers(401, {"message": "Not logged in"}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, promise.kept() as url:
        orders_at(url).order()

    assert str(refused.value) == "401 Not logged in"


def test_cart_is_read_from_xml(buying):
    wish_cart_in_xml(buying)
    item = element(
        "item", element("product", integer(1)), element("quantity", integer(2))
    )
    buying.answers(200, cart_in_xml(element("items", item)))

    with buying.kept() as url:
        told = orders_at(url).order_in_xml()

    items = [{"product": "1", "quantity": "2"}]
    assert told == ("", {"user_id": "7", "is_open": "true", "items": items})


def test_empty_cart_is_no_order_in_xml_either(signed_in):
    wish_cart_in_xml(signed_in)
    signed_in.answers(200, cart_in_xml(element("items"), message="No order found"))

    with signed_in.kept() as url:
        told = orders_at(url).order_in_xml()

    empty = {"user_id": "7", "is_open": "true", "items": []}
    assert told == ("No order found", empty)


def test_cart_in_xml_is_shown_to_its_owner_alone(promise):
    promise.given("the sign-in of a shopper has expired")
    wish_cart_in_xml(promise)
    promise.answers(
        401,
        element("problem", element("message", "Not logged in")),
        headers={"Content-Type": "application/problem+xml"},
    )

    with pytest.raises(Refused) as refused, promise.kept() as url:
        orders_at(url).order_in_xml()

    assert str(refused.value) == "401 Not logged in"


# What goes into it


def test_product_is_put_into_the_cart(shopping):
    wish_item(shopping)
    shopping.answers(200, {"result": CART})

    with shopping.kept() as url:
        told = orders_at(url).add_item(1, qty=2)

    assert told == ("", HELD)


def test_more_of_a_product_is_added_to_what_is_there(buying):
    buying.asks(
        "three more of a product for the order",
        "POST",
        "/api/order/add-item",
        headers=KEY,
        form={"product_id": "1", "qty": "3"},
    )
    more = some({"product": exactly(1), "quantity": exactly(5)})
    buying.answers(200, {"result": CART | {"items": more}})

    with buying.kept() as url:
        told = orders_at(url).add_item(1, qty=3)

    assert told == ("", HELD | {"items": [{"product": 1, "quantity": 5}]})


def test_item_needs_a_key(promise):
    promise.given("the sign-in of a shopper has expired")
    wish_item(promise)
    promise.answers(401, {"message": "Not logged in"}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, promise.kept() as url:
        orders_at(url).add_item(1, qty=2)

    assert str(refused.value) == "401 Not logged in"


def test_unknown_product_is_not_put_in(promise):
    promise.given("a shopper is signed in")
    wish_item(promise)
    promise.answers(404, {"message": "Cannot find product"}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, promise.kept() as url:
        orders_at(url).add_item(1, qty=2)

    assert str(refused.value) == "404 Cannot find product"


def test_too_much_of_a_product_is_refused(shopping):
    shopping.given("the basket holds a product", quantity=99)
    wish_item(shopping)
    shopping.answers(422, {"message": text("Too many.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, shopping.kept() as url:
        orders_at(url).add_item(1, qty=2)

    assert str(refused.value) == "422 Too many."


def test_item_waits_while_products_are_away(promise):
    promise.given("a shopper is signed in").given("the products cannot be reached")
    wish_item(promise)
    promise.answers(503, {"message": text("Try later.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, promise.kept() as url:
        orders_at(url).add_item(1, qty=2)

    assert str(refused.value) == "503 Try later."


# The checkout


def test_checkout_buys_what_is_in_the_cart(buying):
    wish_checkout(buying)
    buying.answers(201, {"message": text("Order placed"), "result": PLACED})

    with buying.kept() as url:
        told = orders_at(url).check_out()

    assert told == ("Order placed", HELD | {"is_open": False})


def test_second_cart_is_another_order(buying):
    buying.given("the course's client has bought the basket")
    buying.given("the basket holds a product", quantity=3)
    request = "a second checkout that says nothing"
    buying.asks(request, "POST", "/api/order/checkout", headers=KEY)
    items = [{"product": exactly(1), "quantity": exactly(3)}]
    answer = {"message": text("Order placed"), "result": PLACED | {"items": items}}
    buying.answers(201, answer)

    with buying.kept() as url:
        told = orders_at(url).check_out()

    three = {"product": 1, "quantity": 3}
    assert told == ("Order placed", HELD | {"is_open": False, "items": [three]})


def test_checkout_that_is_being_settled_is_no_open_order(buying):
    buying.given("the bank does not answer")
    wish_checkout(buying)
    buying.answers(202, {"message": text("Just a moment"), "result": PLACED})

    with buying.kept() as url:
        told = orders_at(url).check_out()

    assert told == ("Just a moment", HELD | {"is_open": False})


def test_checkout_needs_a_key(promise):
    promise.given("the sign-in of a shopper has expired")
    wish_checkout(promise)
    promise.answers(401, {"message": "Not logged in"}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, promise.kept() as url:
        orders_at(url).check_out()

    assert str(refused.value) == "401 Not logged in"


def test_checkout_of_nothing_is_refused(signed_in):
    wish_checkout(signed_in)
    nothing = pattern("There is nothing in it.", r".*\bnothing\b.*")
    signed_in.answers(409, {"message": nothing}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, signed_in.kept() as url:
        orders_at(url).check_out()

    assert str(refused.value) == "409 There is nothing in it."


def test_checkout_of_too_much_is_refused(buying):
    buying.given("there is less of the product than before", available=1)
    wish_checkout(buying)
    short = pattern("There is not enough left.", r".*\bleft\b.*")
    buying.answers(409, {"message": short}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, buying.kept() as url:
        orders_at(url).check_out()

    assert str(refused.value) == "409 There is not enough left."


def test_closed_checkout_says_what_is_missing(signed_in):
    signed_in.given("nothing is sold without a method and an address")
    wish_checkout(signed_in)
    signed_in.answers(422, {"message": text("Say how.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, signed_in.kept() as url:
        orders_at(url).check_out()

    assert str(refused.value) == "422 Say how."


def test_checkout_waits_while_products_are_away(buying):
    buying.given("the products cannot be reached")
    wish_checkout(buying)
    buying.answers(503, {"message": text("Try later.")}, headers=PROBLEM)

    with pytest.raises(Refused) as refused, buying.kept() as url:
        orders_at(url).check_out()

    assert str(refused.value) == "503 Try later."
