import pytest

from .fakes import FakeOrders
from .page_browser import HOME, Visitor

ORDER = "/orders/7K3M-0001"
CANCEL = f"{ORDER}/cancel"


@pytest.fixture
def buyer(ada: Visitor) -> Visitor:
    """Somebody who has just placed an order for two sunflowers."""
    ada.add(1, 2)
    ada.open("/checkout")
    ada.send("/checkout", **HOME)
    return ada


@pytest.mark.parametrize(
    ("state", "is_offered"),
    [
        ("pending", True),
        ("reserved", True),
        ("authorised", True),
        ("committed", False),
        ("paid", True),
        ("shipped", False),
        ("delivered", False),
        ("failing", False),
        ("failed", False),
        ("refunding", False),
        ("refunded", False),
    ],
)
def test_cancelling_is_offered_where_it_is_possible(
    buyer: Visitor, orders: FakeOrders, state: str, is_offered: bool
) -> None:
    orders.settle("7K3M-0001", state)

    page = buyer.open(ORDER)

    assert bool(page.soup.select(f'a[href="{CANCEL}"]')) == is_offered


def test_question_names_the_sum_that_comes_back(buyer: Visitor) -> None:
    page = buyer.open(CANCEL)

    assert page.heading == "Cancel order 7K3M-0001?"
    assert "You get €7.70 back" in page.text
    assert page.texts("main form .button") == ["Keep it"]


def test_question_before_payment_promises_no_money_back(
    buyer: Visitor, orders: FakeOrders
) -> None:
    orders.settle("7K3M-0001", "reserved")

    page = buyer.open(CANCEL)

    assert "Nothing is charged" in page.text


def test_asking_cancels_nothing(buyer: Visitor, orders: FakeOrders) -> None:
    buyer.open(CANCEL)

    assert orders.placed[0][2].state == "paid"


def test_paid_order_is_refunded(buyer: Visitor) -> None:
    buyer.open(CANCEL)

    page = buyer.send(CANCEL)

    assert page.notice == "Order 7K3M-0001 is cancelled. You have your money back."
    assert page.texts("#standing") == ["Cancelled, refunded"]


def test_order_that_is_not_paid_comes_back_into_the_basket(
    buyer: Visitor, orders: FakeOrders
) -> None:
    orders.settle("7K3M-0001", "reserved")
    buyer.open(CANCEL)

    page = buyer.send(CANCEL)

    assert "Nothing was charged" in page.notice
    assert page.texts("#standing") == ["Cancelled"]
    assert page.texts("#view-basket") == ["View your basket"]
    assert page.texts("#basket-badge .count") == ["2"]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("committed", "at this very moment"),
        ("shipped", "it is on its way"),
        ("delivered", "it has arrived"),
        ("failed", "nothing to cancel"),
        ("refunding", "cancelled already"),
        ("refunded", "cancelled already"),
        ("returned", "too late"),
    ],
)
def test_order_that_has_moved_on_says_why_it_stays(
    buyer: Visitor, orders: FakeOrders, state: str, words: str
) -> None:
    buyer.open(CANCEL)
    orders.settle("7K3M-0001", state)

    page = buyer.send(CANCEL)

    assert words in page.notice
    assert page.heading == "Order 7K3M-0001"


def test_question_comes_too_late_for_an_order_on_its_way(
    buyer: Visitor, orders: FakeOrders
) -> None:
    orders.settle("7K3M-0001", "shipped")
    answer = buyer.client.get(CANCEL)

    page = buyer.open(answer.location)

    assert answer.status_code == 303
    assert "it is on its way" in page.notice


def test_order_of_somebody_else_cannot_even_be_asked_about(buyer: Visitor) -> None:
    buyer.send("/logout")
    buyer.register("eve")

    buyer.open(CANCEL, status=404)
