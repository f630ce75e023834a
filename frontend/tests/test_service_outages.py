"""What still works, and what is shown, when a service is away."""

import pytest

from storefront.database import db

from .fakes import HOME, Fake, FakeOrders, FakeProducts, FakeUsers
from .page_browser import PASSWORD, ParsedPage, Visitor


@pytest.fixture
def fakes(
    users: FakeUsers, products: FakeProducts, orders: FakeOrders
) -> dict[str, Fake]:
    return {"users": users, "products": products, "orders": orders}


@pytest.mark.parametrize(
    ("lost", "path"),
    [
        ("orders", "/"),
        ("orders", "/?q=basil"),
        ("orders", "/product/sunflower"),
        ("orders", "/account"),
        ("orders", "/account/profile"),
        ("orders", "/account/close"),
        ("orders", "/help"),
        ("users", "/"),
        ("users", "/product/sunflower"),
        ("users", "/basket"),
        ("users", "/checkout"),
        ("users", "/orders"),
        ("products", "/orders"),
        ("products", "/account"),
        ("products", "/basket"),
        ("products", "/help"),
    ],
)
def test_page_does_without_a_service_it_does_not_need(
    ada: Visitor, fakes: dict[str, Fake], lost: str, path: str
) -> None:
    ada.add(1)
    fakes[lost].is_down = True
    ada.wait(10)

    ada.open(path)


@pytest.mark.parametrize(
    ("lost", "path", "heading"),
    [
        ("products", "/", "The shop is temporarily unavailable"),
        ("products", "/product/sunflower", "The shop is temporarily unavailable"),
        ("orders", "/basket", "We can’t show baskets and orders right now"),
        ("orders", "/checkout", "We can’t show baskets and orders right now"),
        ("orders", "/orders", "We can’t show baskets and orders right now"),
        ("orders", "/orders/7K3M-0001", "We can’t show baskets and orders right now"),
        ("users", "/account", "Sign-in is not available right now"),
        ("users", "/account/profile", "Sign-in is not available right now"),
        ("users", "/account/data", "Sign-in is not available right now"),
    ],
)
def test_page_that_needs_a_service_says_so_and_offers_a_way_on(
    ada: Visitor, fakes: dict[str, Fake], lost: str, path: str, heading: str
) -> None:
    fakes[lost].is_down = True
    ada.wait(10)

    page = ada.open(path, status=503)

    assert page.heading == heading
    assert page.texts("main a")[:2] == ["Try again", "Back to the shelves"]
    assert page.response.headers["Retry-After"] == "5"


def test_form_that_could_not_be_sent_names_waiting_time_and_request_id(
    ada: Visitor, fakes: dict[str, Fake]
) -> None:
    ada.open("/account/close")
    fakes["orders"].is_down = True

    page = ada.send("/account/close", 503, password=PASSWORD)

    assert page.response.headers["Retry-After"] == "5"
    number = page.response.headers["X-Request-ID"]
    assert number in " ".join(page.texts("#summary .hint"))


def test_checkout_that_was_not_received_names_waiting_time_and_request_id(
    ada: Visitor, fakes: dict[str, Fake]
) -> None:
    ada.add(1)
    ada.open("/checkout")
    fakes["orders"].is_down = True

    page = ada.send("/checkout", 503, **HOME.document())

    assert page.response.headers["Retry-After"] == "5"
    number = page.response.headers["X-Request-ID"]
    assert number in " ".join(page.texts("#summary .hint"))


def test_mistake_of_the_shopper_has_no_number(ada: Visitor) -> None:
    ada.open("/account/close")

    page = ada.send("/account/close", 422, password="")

    assert page.faults
    assert page.texts("#summary .hint") == []


def test_catalogue_does_not_ask_for_the_basket_of_a_stranger(
    visitor: Visitor, orders: FakeOrders, users: FakeUsers
) -> None:
    users.calls.clear()

    for path in ("/", "/product/sunflower", "/basket", "/help", "/login", "/register"):
        visitor.open(path)

    assert (orders.calls, users.calls) == ([], [])


def test_htmx_shows_trouble_among_the_announcements(
    visitor: Visitor, products: FakeProducts
) -> None:
    visitor.open("/product/sunflower")
    products.is_down = True

    part = visitor.send_part("/basket/add", status=503)

    assert part.response.headers["HX-Retarget"] == "#announcement"
    assert part.response.headers["Retry-After"] == "5"
    assert part.texts("#error")[0].startswith("The shop is temporarily unavailable.")


def test_guest_fills_a_basket_without_order_service(
    visitor: Visitor, orders: FakeOrders
) -> None:
    orders.is_down = True

    visitor.add(1)

    assert visitor.open("/").texts("#basket-badge") == ["Basket 1"]


def test_registering_without_user_service_keeps_answers_and_basket(
    visitor: Visitor, users: FakeUsers
) -> None:
    visitor.add(1)
    users.is_down = True
    visitor.open("/register")

    answers = {"username": "eve", "email": "e@x.org", "password": "12345678"}
    page = visitor.send("/register", 503, **answers)

    assert page.heading == "Create an account"
    assert page.faults["#username"].startswith("Nobody can be signed in just now")
    assert page.soup.select_one("#email")["value"] == "e@x.org"
    assert "12345678" not in page.response.text
    assert visitor.open("/").texts("#basket-badge") == ["Basket 1"]


def test_signing_in_without_user_service_keeps_the_name(
    visitor: Visitor, users: FakeUsers
) -> None:
    users.is_down = True
    visitor.open("/login")

    page = visitor.send("/login", 503, username="ada", password="correct horse")

    assert page.faults["#username"].startswith("Nobody can be signed in just now")
    assert page.soup.select_one("#username")["value"] == "ada"
    assert int(page.response.headers["Retry-After"]) >= 1


def test_pages_ask_seldom_for_shelves_that_are_away(
    visitor: Visitor, products: FakeProducts
) -> None:
    products.is_down = True

    for _ in range(5):
        visitor.open("/help")

    assert products.calls == ["categories"]


@pytest.mark.parametrize("path", ["/", "/product/sunflower", "/help"])
def test_shelves_stay_open_when_sessions_are_lost(visitor: Visitor, path: str) -> None:
    visitor.sign_in()
    lose_sessions(visitor)

    page = visitor.open(path)

    assert page.texts(".mine a") == ["Sign in", "Basket"]


@pytest.mark.parametrize("path", ["/orders", "/account", "/login", "/register"])
def test_page_that_needs_a_session_says_so(visitor: Visitor, path: str) -> None:
    visitor.sign_in()
    lose_sessions(visitor)

    page = visitor.open(path, status=503)

    assert page.heading == "We cannot remember you just now"


def test_basket_that_cannot_be_remembered_is_not_promised(visitor: Visitor) -> None:
    visitor.open("/product/sunflower")
    lose_sessions(visitor)

    page: ParsedPage = visitor.send("/basket/add", status=503)

    assert page.heading == "We cannot remember you just now"


def test_known_basket_is_not_changed_where_that_would_be_lost(
    visitor: Visitor,
) -> None:
    visitor.add(1)
    visitor.open("/basket")
    lose_sessions(visitor)

    page = visitor.send("/basket/items/1", status=503, quantity="3")
    assert page.heading == "We cannot remember you just now"

    visitor.open("/product/sunflower")
    visitor.send("/basket/add", status=503)


def lose_sessions(visitor: Visitor) -> None:
    with visitor.client.application.app_context():
        db.drop_all()


def test_form_keeps_what_was_typed_while_accounts_are_away(
    ada: Visitor, users: FakeUsers
) -> None:
    bio = "Heavy soil, and a wall that faces south."
    ada.open("/account/profile")
    users.is_down = True

    page = ada.send("/account/profile", 503, bio=bio)

    assert page.faults["#bio"].startswith("Sign-in is not available right now.")
    assert page.soup.select_one("#bio").get_text().strip() == bio
    users.is_down = False
    assert ada.send("/account/profile").notice == "Your profile is saved."
