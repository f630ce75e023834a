import pytest

from contract_kit.shapes import decimal, exactly, from_state, integer, some, text

from ...crud_client import Client, Refused

TOKEN = "the-token"
KEY = {"Authorization": from_state("Bearer ${token}", example=f"Bearer {TOKEN}")}
PROBLEM = {"Content-Type": "application/problem+json"}
BASIL = {"id": 1, "name": "Basil", "price": 2.4, "quantity": 10}
NEW = {"name": "Basil", "price": 2.4, "quantity": 10}
PRODUCT = {
    "id": integer(1),
    "name": exactly("Basil"),
    "price": decimal("2.40"),
    "quantity": exactly(10),
}
MISSING = {"message": "Product not found"}


@pytest.fixture
def promise(agree):
    return agree("crud-client", "product-service")


@pytest.fixture
def managed(promise):
    return promise.given("an administrator is signed in")


@pytest.fixture
def stocked(managed):
    return managed.given("a product is for sale")


def wish_new_product(promise, description="a new product", headers=KEY, **changes):
    product = NEW | {"price": decimal("2.40")} | changes
    promise.asks(description, "POST", "/products", headers=headers, json=product)


def wish_change(promise, description="a change of a product", headers=KEY):
    changes = {"name": "Dill", "quantity": 3}
    promise.asks(description, "PUT", "/products/1", headers=headers, json=changes)


def wish_deletion(promise, description="a deletion of a product", headers=KEY):
    promise.asks(description, "DELETE", "/products/1", headers=headers)


def create(shop):
    return shop.create(**NEW)


def update(shop):
    return shop.update(1, name="Dill", quantity=3)


def delete(shop):
    return shop.delete(1)


DEEDS = pytest.mark.parametrize(
    ("wish", "deed"),
    [(wish_new_product, create), (wish_change, update), (wish_deletion, delete)],
)


def refused(promise, deed, token=TOKEN):
    with pytest.raises(Refused) as refused, promise.kept() as url:
        deed(Client(url, token))
    return str(refused.value)


# Looking


def test_products_are_listed(promise):
    promise.given("a product is for sale")
    promise.asks("a list of products", "GET", "/products")
    promise.answers(200, {"products": some(PRODUCT)})

    with promise.kept() as url:
        assert Client(url).products() == [BASIL]


def test_only_products_for_sale_are_listed_in_the_order_of_the_shop(promise):
    promise.given("the shelves hold different products")
    promise.asks("a list of different products", "GET", "/products")
    prices = {
        "Dill": "3.20",
        "basil, sweet": "2.40",
        "Carrot": "12.00",
        "Sweet pea": "1.80",
    }
    told = [
        PRODUCT | {"name": exactly(name), "price": decimal(price)}
        for name, price in prices.items()
    ]
    promise.answers(200, {"products": told})

    with promise.kept() as url:
        products = Client(url).products()

    assert [product["name"] for product in products] == list(prices)
    assert [product["price"] for product in products] == [3.2, 2.4, 12, 1.8]


def test_empty_catalogue_is_an_empty_list(promise):
    promise.given("there are no products")
    promise.asks("a list of products", "GET", "/products")
    promise.answers(200, {"products": exactly([])})

    with promise.kept() as url:
        assert Client(url).products() == []


def test_product_is_shown(promise):
    promise.given("a product is for sale")
    promise.asks("a look at a product", "GET", "/products/1")
    promise.answers(200, PRODUCT | {"id": exactly(1)})

    with promise.kept() as url:
        assert Client(url).product(1) == BASIL


@pytest.mark.parametrize("state", ["there are no products", "a product was withdrawn"])
def test_product_that_is_not_for_sale_is_not_found(promise, state):
    promise.given(state)
    promise.asks("a look at a product that is not for sale", "GET", "/products/1")
    promise.answers(404, MISSING, headers=PROBLEM)

    told = refused(promise, lambda shop: shop.product(1))

    assert told == "404 Product not found"


# Changing


def test_administrator_adds_a_product(managed):
    managed.given("there are no products")
    wish_new_product(managed)
    managed.answers(
        201, {"message": "Product created successfully", "product": PRODUCT}
    )

    with managed.kept() as url:
        told = create(Client(url, TOKEN))

    assert told == ("Product created successfully", BASIL)


def test_taken_name_is_refused(stocked):
    wish_new_product(stocked)
    stocked.answers(409, {"message": text("It is taken.")}, headers=PROBLEM)

    assert refused(stocked, create) == "409 It is taken."


def test_price_that_is_none_is_refused(managed):
    managed.given("there are no products")
    wish_new_product(managed, "a new product with an unfit price", price="cheap")
    managed.answers(422, {"message": text("Look again.")}, headers=PROBLEM)

    told = refused(managed, lambda shop: shop.create(**NEW | {"price": "cheap"}))

    assert told == "422 Look again."


def test_administrator_changes_what_is_given(stocked):
    wish_change(stocked)
    dill = PRODUCT | {"id": exactly(1), "name": exactly("Dill"), "quantity": exactly(3)}
    stocked.answers(200, {"message": "Product updated successfully", "product": dill})

    with stocked.kept() as url:
        told = update(Client(url, TOKEN))

    changed = BASIL | {"name": "Dill", "quantity": 3}
    assert told == ("Product updated successfully", changed)


def test_name_of_another_product_is_refused(stocked):
    stocked.given("a product is for sale", product_id=2, name="Dill")
    wish_change(stocked)
    stocked.answers(409, {"message": text("It is taken.")}, headers=PROBLEM)

    assert refused(stocked, update) == "409 It is taken."


def test_administrator_deletes_a_product(stocked):
    wish_deletion(stocked)
    stocked.answers(200, {"message": "Product deleted successfully"})

    with stocked.kept() as url:
        message = delete(Client(url, TOKEN))

    assert message == "Product deleted successfully"


@pytest.mark.parametrize("state", ["there are no products", "a product was withdrawn"])
@pytest.mark.parametrize(
    ("wish", "kind", "deed"),
    [(wish_change, "a change", update), (wish_deletion, "a deletion", delete)],
)
def test_product_that_is_not_for_sale_is_not_changed(managed, state, wish, kind, deed):
    managed.given(state)
    wish(managed, f"{kind} of a product that is not for sale")
    managed.answers(404, MISSING, headers=PROBLEM)

    assert refused(managed, deed) == "404 Product not found"


@DEEDS
def test_shopper_may_not_change_the_shelves(promise, wish, deed):
    promise.given("a shopper is signed in")
    wish(promise)
    promise.answers(403, {"message": text("You may not.")}, headers=PROBLEM)

    assert refused(promise, deed) == "403 You may not."


@DEEDS
def test_nobody_changes_the_shelves_without_a_token(promise, wish, deed):
    wish(promise, headers={})
    promise.answers(401, {"message": text("Not logged in")}, headers=PROBLEM)

    assert refused(promise, deed, token="") == "401 Not logged in"


def test_silent_database_is_told(promise):
    promise.given("the database does not answer")
    promise.asks("a list of products", "GET", "/products")
    promise.answers(503, {"message": text("Try later.")}, headers=PROBLEM)

    assert refused(promise, Client.products) == "503 Try later."
