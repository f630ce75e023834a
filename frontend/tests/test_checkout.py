import pytest

from service_kit.http_client import Rejected
from service_kit.money import Money

from .fakes import FakeOrders, FakeProducts
from .page_browser import HOME, ParsedPage, Visitor


@pytest.fixture
def buyer(ada: Visitor) -> Visitor:
    """Somebody with two packets in the basket, who has come to pay."""
    ada.add(1, 2)
    ada.open("/checkout")
    return ada


def pay(buyer: Visitor, status: int = 200, **changes: str) -> ParsedPage:
    return buyer.send("/checkout", status, **(HOME | changes))


def refusal(reason: str, **members: object) -> Rejected:
    return Rejected(409, {"type": f"urn:problem-type:{reason}", **members})


def test_checkout_ends_with_thanks_and_number(
    buyer: Visitor, orders: FakeOrders
) -> None:
    page = pay(buyer)

    assert page.heading == "Thank you for your order"
    assert "7K3M-0001" in page.text
    assert page.texts("#standing") == ["Paid, being packed"]
    assert page.texts("#basket-badge") == ["Basket"]
    assert orders.placed[0][2].address.city == "Dublin"


def test_total_is_shown_before_it_is_agreed_to(buyer: Visitor) -> None:
    assert buyer.page.texts(".totals div") == [
        "Packets €4.80",
        "Delivery €2.90",
        "Total €7.70",
    ]
    assert buyer.page.texts("#order-summary button") == ["Place order · €7.70"]


def test_every_delivery_shows_its_price(buyer: Visitor) -> None:
    assert buyer.page.texts(".choice .price") == ["€2.90", "€5.90"]


def test_htmx_shows_the_total_of_the_chosen_delivery(buyer: Visitor) -> None:
    part = buyer.part("/checkout/summary?delivery=express")

    assert part.soup.body.find().get("id") == "order-summary"
    assert part.texts(".grand") == ["Total €10.70"]
    assert part.soup.select_one("[name=expected_total]")["value"] == "10.70 EUR"


def test_total_is_updated_without_scripts_too(buyer: Visitor) -> None:
    page = pay(buyer, delivery="express", update="1", name="")

    assert page.texts(".grand") == ["Total €10.70"]
    assert page.faults == {}


def test_other_delivery_is_never_charged_unseen(
    buyer: Visitor, orders: FakeOrders
) -> None:
    page = pay(buyer, 422, delivery="express")
    assert "The delivery has changed the total" in page.faults["#order-summary"]
    assert orders.placed == []

    buyer.send("/checkout")
    assert orders.placed[0][2].total == Money(1070, "EUR")


def test_missing_answers_are_named_and_the_others_kept(buyer: Visitor) -> None:
    page = pay(buyer, 422, city="", country="")

    assert page.title == "Error: Checkout – Furrow"
    assert page.faults == {
        "#city": "Enter the town or city.",
        "#country": "Choose a country.",
    }
    assert page.soup.select_one("#line1")["value"] == "12 Rose Lane"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "A" * 101),
        ("line1", "x\x00y"),
        ("postcode", "1"),
        ("postcode", "1" * 13),
        ("country", "XX"),
        ("delivery", "by-drone"),
        ("method", "gold"),
        ("cart_version", "9" * 400),
        ("cart_version", "x"),
        ("expected_total", "NaN"),
        ("expected_total", "1e9"),
        ("expected_total", "7.70"),
        ("expected_total", "7.70 EUR\n"),
        ("expected_total", "7.70 €"),
        ("expected_total", "7.70 eur"),
        ("expected_total", f"{'9' * 400}.00 EUR"),
        ("expected_total", "٧.٧٠ EUR"),
        ("idempotency_key", "a-good-key-and-a\n"),
        ("idempotency_key", "short"),
        ("shown_delivery", "nope"),
    ],
)
def test_bad_answers_place_nothing(
    buyer: Visitor, orders: FakeOrders, field: str, value: str
) -> None:
    pay(buyer, 422, **{field: value})

    assert orders.placed == []


def test_browsers_can_fill_the_address_in(buyer: Visitor) -> None:
    tokens = [
        buyer.page.soup.select_one(f"#{name}")["autocomplete"].removeprefix("shipping ")
        for name in ("name", "line1", "postcode", "city", "country")
    ]

    assert tokens == [
        "name",
        "address-line1",
        "postal-code",
        "address-level2",
        "country",
    ]


def test_sending_twice_leads_to_one_order(buyer: Visitor, orders: FakeOrders) -> None:
    form = buyer.page
    first = pay(buyer)

    buyer.page = form
    again = pay(buyer)

    assert again.texts(".thanks strong") == first.texts(".thanks strong")
    assert len(orders.placed) == 1


def test_every_rendering_has_a_key_of_its_own(buyer: Visitor) -> None:
    def key() -> str:
        field = buyer.open("/checkout").soup.select_one("[name=idempotency_key]")
        return str(field["value"])

    assert len({key(), key(), key()}) == 3


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("card_declined", "The card was declined."),
        ("insufficient_funds", "There is not enough money on that card."),
        ("authentication_failed", "The payment was not confirmed with the bank."),
        ("a-code-from-the-future", "The payment was declined."),
    ],
)
def test_declined_card_leads_back_to_the_cards(
    buyer: Visitor, orders: FakeOrders, code: str, words: str
) -> None:
    orders.refusal = refusal("declined", code=code)

    page = pay(buyer, 422)

    assert page.faults["#method-0"].startswith(words)
    assert "Nothing was charged." in page.faults["#method-0"]
    assert page.soup.select_one("#name")["value"] == "Ada Lovelace"
    assert buyer.send("/checkout").heading == "Thank you for your order"


def test_sold_out_packet_is_named_at_its_line(
    buyer: Visitor, orders: FakeOrders, products: FakeProducts
) -> None:
    orders.refusal = refusal("sold-out", short=[{"product_id": 1, "available": 1}])
    products.change(1, quantity=1)

    page = pay(buyer, 422)

    assert page.faults["#line-1"] == "Only 1 of Sunflower is left."
    assert page.texts("#line-1 .mistake") == ["Only 1 left"]
    assert page.texts("#order-summary .button") == ["Change your basket"]


def test_changed_price_is_shown_at_its_line(
    buyer: Visitor, orders: FakeOrders, products: FakeProducts
) -> None:
    products.change(1, price=Money(300, "EUR"))

    page = pay(buyer, 422)
    assert "A price has changed" in page.faults["#order-summary"]
    assert page.faults["#line-1"] == "Sunflower was €2.40, and is €3.00 now."
    assert page.texts("#line-1 .mistake") == ["Was €2.40, now €3.00 each"]

    buyer.send("/checkout")
    assert orders.placed[0][2].total == Money(890, "EUR")


def test_basket_changed_in_another_window_is_shown_again(
    buyer: Visitor, orders: FakeOrders
) -> None:
    form = buyer.page
    buyer.add(3)
    buyer.page = form

    page = pay(buyer, 422)

    assert "changed in another window" in page.faults["#order-summary"]
    assert len(page.soup.select("#order-summary .lines li")) == 2


def test_basket_bought_in_another_window_leads_to_orders(
    buyer: Visitor, orders: FakeOrders
) -> None:
    orders.refusal = refusal("empty-cart")

    page = pay(buyer)

    assert page.heading == "Your orders"
    assert "perhaps the order was placed in another window" in page.notice


def test_basket_emptied_in_another_window_leads_to_orders_in_words(
    buyer: Visitor, orders: FakeOrders
) -> None:
    form = buyer.page
    orders.carts.clear()
    buyer.page = form

    page = pay(buyer)

    assert page.heading == "Your orders"
    assert "perhaps the order was placed in another window" in page.notice


def test_address_refused_by_order_service_is_named_at_its_field(
    buyer: Visitor, orders: FakeOrders
) -> None:
    words = "No such postcode."
    orders.refusal = Rejected(422, {"errors": {"address.postcode": [words]}})

    page = pay(buyer, 422)

    assert page.faults == {"#postcode": words}


def test_lost_answer_is_found_by_its_key(buyer: Visitor, orders: FakeOrders) -> None:
    orders.loses_answer = True

    page = pay(buyer)

    assert page.heading == "Thank you for your order"
    assert orders.calls[-2:] == ["find_by_key", "order"]


def test_unconfirmed_checkout_can_be_sent_again_with_its_key(
    buyer: Visitor, orders: FakeOrders
) -> None:
    key = buyer.page.soup.select_one("[name=idempotency_key]")["value"]
    orders.is_down = True

    page = pay(buyer, 503)
    assert "it cannot be placed or paid twice" in page.faults["#order-summary"]
    assert page.soup.select_one("[name=idempotency_key]")["value"] == key
    assert page.soup.select_one("#city")["value"] == "Dublin"

    orders.is_down = False
    assert buyer.send("/checkout").heading == "Thank you for your order"


def test_guest_is_asked_to_sign_in_first(visitor: Visitor) -> None:
    visitor.add(1)

    page = visitor.open("/checkout")

    assert page.heading == "Before you pay"
    assert page.texts(".grand") == ["Total €5.30"]
    assert page.texts(".choices .button") == ["Create an account", "Sign in"]


def test_guest_who_signs_in_or_registers_goes_on_to_pay(visitor: Visitor) -> None:
    visitor.add(1)
    visitor.open("/checkout")

    assert visitor.register("grace").heading == "Checkout"


def test_empty_basket_has_nothing_to_pay(ada: Visitor) -> None:
    answer = ada.client.get("/checkout")

    page = ada.open(answer.location)

    assert page.heading == "Your basket"
    assert "nothing to pay yet" in page.notice


def test_address_of_the_last_order_is_filled_in(buyer: Visitor) -> None:
    pay(buyer)
    buyer.add(3)

    page = buyer.open("/checkout")

    assert page.soup.select_one("#line1")["value"] == "12 Rose Lane"
    assert page.texts("#country [selected]") == ["Ireland"]


def test_what_was_typed_waits_for_the_next_try(
    buyer: Visitor, orders: FakeOrders
) -> None:
    orders.refusal = refusal("sold-out")
    pay(buyer, 422, delivery="express", shown_delivery="express", line2="Flat 2")

    buyer.open("/basket")
    page = buyer.open("/checkout")

    assert page.soup.select_one("#line1")["value"] == "12 Rose Lane"
    assert page.soup.select_one("#line2")["value"] == "Flat 2"
    assert page.soup.select_one("#delivery-1").has_attr("checked")
    assert page.texts(".grand") == ["Total €10.70"]


def test_mistakes_are_not_kept(buyer: Visitor) -> None:
    pay(buyer, 422, name="x\x00y", postcode="1", method="gold", delivery="by-drone")

    page = buyer.open("/checkout")

    assert page.soup.select_one("#name")["value"] == ""
    assert page.soup.select_one("#postcode")["value"] == ""
    assert page.soup.select_one("#city")["value"] == "Dublin"
    assert page.texts(".grand") == ["Total €7.70"]


def test_paid_order_leaves_nothing_for_the_next_try(buyer: Visitor) -> None:
    pay(buyer, delivery="express", shown_delivery="express", expected_total="10.70 EUR")
    buyer.add(3)

    page = buyer.open("/checkout")

    assert page.soup.select_one("#delivery-0").has_attr("checked")


def test_next_shopper_at_the_same_browser_sees_nothing_typed(buyer: Visitor) -> None:
    pay(buyer, 422, city="")
    buyer.send("/logout")
    buyer.register("eve")
    buyer.add(3)

    page = buyer.open("/checkout")

    assert page.soup.select_one("#line1")["value"] == ""


def test_more_than_a_fair_share_is_shown_at_its_line(
    buyer: Visitor, orders: FakeOrders
) -> None:
    short = [{"product_id": 1, "available": 1}]
    orders.refusal = refusal("too-many-held", short=short)

    page = pay(buyer, 422)

    assert "more than one shopper may have set aside" in page.text
    assert page.faults["#line-1"].startswith("You can have 1 of Sunflower in one go")
    assert page.texts("#line-1 .mistake") == ["At most 1 in one go"]
    assert page.texts("#order-summary .button") == ["Change your basket"]
