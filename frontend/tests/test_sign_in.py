import pytest

from service_kit.http_client import Rejected

from .fakes import FakeOrders, FakeUsers
from .page_browser import SAME_ORIGIN, Visitor


def test_shopper_signs_in_and_is_greeted(visitor: Visitor) -> None:
    page = visitor.sign_in()

    assert page.notice == "Welcome back, ada."
    assert page.texts(".mine a")[:2] == ["Orders", "ada"]


def test_email_is_as_good_as_username(visitor: Visitor) -> None:
    page = visitor.sign_in("ada@example.org")

    assert page.notice == "Welcome back, ada."


@pytest.mark.parametrize("name", ["ada", "nobody"])
def test_wrong_name_and_wrong_password_sound_the_same(
    visitor: Visitor, name: str
) -> None:
    visitor.open("/login")

    page = visitor.send("/login", 422, username=name, password="wrong guess")

    assert page.faults["#username"].startswith(
        "The username or the password is not right. If you are sure of both, try again "
    )
    assert page.soup.select_one("#username")["value"] == name
    assert "wrong guess" not in page.response.text


def test_lock_out_says_how_long_to_wait(visitor: Visitor, users: FakeUsers) -> None:
    users.refusal = Rejected(429, {"detail": "Try again in 5 minutes."}, 300)
    visitor.open("/login")

    page = visitor.send("/login", 429, username="ada", password="correct horse")

    assert page.faults == {"#username": "Try again in 5 minutes."}
    assert page.response.headers["Retry-After"] == "300"


def test_password_managers_know_the_fields(visitor: Visitor) -> None:
    page = visitor.open("/login")

    assert page.soup.select_one("#username")["autocomplete"] == "username"
    assert page.soup.select_one("#password")["autocomplete"] == "current-password"


def test_basket_from_before_is_merged_with_a_notice(
    visitor: Visitor, orders: FakeOrders
) -> None:
    orders.carts["ada"] = {1: 1}
    visitor.add(1)
    visitor.add(3)

    page = visitor.sign_in()

    assert "The 2 packets you chose are in your basket." in page.notice
    assert orders.carts["ada"] == {1: 2, 3: 1}
    assert page.texts("#basket-badge") == ["Basket 3"]


def test_signing_in_works_without_order_service(
    visitor: Visitor, orders: FakeOrders
) -> None:
    visitor.add(1, 2)
    orders.is_down = True

    page = visitor.sign_in()

    assert "Your basket follows as soon as we can reach it." in page.notice
    assert page.texts("#basket-badge") == ["Basket"]


def test_waiting_lines_are_merged_when_order_service_is_back(
    visitor: Visitor, orders: FakeOrders
) -> None:
    visitor.add(1, 2)
    orders.is_down = True
    visitor.sign_in()
    orders.is_down = False

    page = visitor.open("/basket")

    assert page.texts(".lines h2") == ["Sunflower"]
    assert orders.carts["ada"] == {1: 2}
    visitor.open("/basket")
    assert orders.carts["ada"] == {1: 2}


def test_page_for_shoppers_alone_leads_back_after_sign_in(visitor: Visitor) -> None:
    visitor.client.get("/orders")

    page = visitor.sign_in()

    assert page.heading == "Your orders"


def test_signing_out_ends_session_and_token(ada: Visitor, users: FakeUsers) -> None:
    page = ada.send("/logout")

    assert page.notice == "You are signed out. See you at sowing time."
    assert page.texts(".mine a") == ["Sign in", "Basket"]
    assert users.tokens == {}


def test_signing_out_here_works_without_user_service(
    ada: Visitor, users: FakeUsers
) -> None:
    users.is_down = True

    page = ada.send("/logout")

    assert page.texts(".mine a") == ["Sign in", "Basket"]


def test_basket_of_who_has_signed_out_is_not_shown(ada: Visitor) -> None:
    ada.add(1)
    ada.open("/")

    page = ada.send("/logout")

    assert page.texts("#basket-badge") == ["Basket"]


def test_nothing_of_the_sign_in_stays_after_signing_out(ada: Visitor) -> None:
    ada.add(1)
    ada.open("/")

    ada.send("/logout")
    ada.open("/login")

    with ada.client.session_transaction() as session:
        assert set(session) == {"csrf_token"}


def test_sign_in_ended_elsewhere_ends_here_and_leads_back(
    ada: Visitor, users: FakeUsers
) -> None:
    users.tokens.clear()

    answer = ada.client.get("/orders")
    page = ada.open(answer.location)

    assert page.heading == "Sign in"
    assert page.notice == "You were signed out. Please sign in again."
    assert ada.sign_in().heading == "Your orders"


def test_sign_in_ended_elsewhere_moves_the_whole_page_in_htmx(
    ada: Visitor, users: FakeUsers
) -> None:
    ada.open("/product/sunflower")
    users.tokens.clear()

    part = ada.send_part("/basket/add")

    assert part.response.headers["HX-Redirect"] == "/login"


def test_token_stays_on_the_server(ada: Visitor, users: FakeUsers) -> None:
    (token,) = users.tokens

    seen = "".join(ada.open(path).response.text for path in ("/", "/account"))

    assert token not in seen
    assert token not in str(ada.cookies)


def test_sign_out_is_no_link(ada: Visitor) -> None:
    assert ada.client.get("/logout", headers=SAME_ORIGIN).status_code == 405
