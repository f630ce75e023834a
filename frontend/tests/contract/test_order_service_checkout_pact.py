from dataclasses import replace

import pytest

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import exactly, integer, money, one_of, some, text
from service_kit.http_client import Rejected
from service_kit.money import Money
from storefront.checkout_refusals import shares_of
from storefront.service_models import Address, Line

from .order_service_interactions import (
    ADDRESS,
    BASILS,
    BOUGHT,
    HOME,
    KEY,
    KEYED,
    LETTERS,
    NUMBER,
    ORDER,
    PLACED,
    PROBLEM,
    PURCHASE,
    SHOPPER,
    item,
    orders_at,
    priced,
)


@pytest.fixture
def interaction(agree):
    return agree("frontend", "order-service")


def wish_checkout(
    interaction: ExpectedInteraction, description: str, **changes: object
) -> None:
    interaction.upon_receiving(description)
    interaction.with_request(
        "POST",
        "/api/order/checkout",
        headers=KEYED,
        json=BOUGHT | changes,
    )


def problem_of(name: str) -> object:
    return exactly(f"urn:problem-type:{name}")


def test_checkout_ends_in_a_paid_order(buying):
    wish_checkout(buying, "a checkout")
    buying.will_respond_with(201, {"result": ORDER})

    with buying.serve() as url:
        order = orders_at(url).check_out("the-token", PURCHASE)

    assert order == PLACED


def test_checkout_keeps_the_lines_in_the_order_of_the_basket(buying):
    buying.given("a product is for sale", product_id=2, name="Anise", price="10.10")
    buying.given("the basket holds a product", product_id=2, quantity=3)
    wish_checkout(buying, "a checkout of two products", expected_total="38.00")
    anise = item(3, "10.10", "Anise") | {"product_id": exactly(2)}
    lines = {"items": [anise, item(2)]}
    buying.will_respond_with(201, {"result": ORDER | priced("35.10", "38.00") | lines})
    purchase = replace(PURCHASE, expected_total=Money(3800, "EUR"))

    with buying.serve() as url:
        order = orders_at(url).check_out("the-token", purchase)

    costs = Money(1010, "EUR"), Money(3030, "EUR")
    anise = Line(2, "Anise", "basil", 3, *costs)
    assert order == replace(
        PLACED,
        lines=(anise, BASILS),
        subtotal=Money(3510, "EUR"),
        total=Money(3800, "EUR"),
    )


def test_checkout_is_kept_word_for_word_and_to_the_cent(interaction):
    interaction.given("a shopper is signed in")
    interaction.given("a product is for sale", name=LETTERS, price="1234.50")
    interaction.given("the basket holds a product", quantity=2)
    there = {
        "name": "Zoë O’Brien-D'Été",
        "line1": "Ødegårdsveien 12",
        "line2": "薔薇",
        "postcode": "D02 X285",
        "city": "São Paulo",
        "country": "NO",
    }
    wish_checkout(
        interaction,
        "a checkout in many languages",
        expected_total="2471.90",
        address=there,
    )
    dear = priced("2469.00", "2471.90") | {"items": [item(2, "1234.50", LETTERS)]}
    interaction.will_respond_with(
        201, {"result": ORDER | dear | {"address": exactly(there)}}
    )

    with interaction.serve() as url:
        total = Money(247190, "EUR")
        bought = replace(PURCHASE, expected_total=total, address=Address(**there))
        order = orders_at(url).check_out("the-token", bought)

    price, twice = Money(123450, "EUR"), Money(246900, "EUR")
    line = replace(BASILS, name=LETTERS, unit_price=price, total=twice)
    assert (order.lines, order.total) == ((line,), total)
    assert (order.address, order.subtotal) == (Address(**there), twice)
    assert (order.number, order.version) == (NUMBER, 3)
    assert order.created_at == PLACED.created_at


def test_key_of_somebody_else_is_another_key(buying):
    buying.given("somebody else has bought something", key=KEY)
    wish_checkout(buying, "a checkout by the key of somebody else")
    lines = {"items": [item(2)]} | priced("4.80", "7.70")
    buying.will_respond_with(201, {"result": ORDER | lines})

    with buying.serve() as url:
        order = orders_at(url).check_out("the-token", PURCHASE)

    assert order == PLACED


def test_checkout_goes_to_a_second_line(buying):
    home, address = replace(HOME, line2="Flat 2"), ADDRESS | {"line2": text("Flat 2")}
    wish_checkout(buying, "a checkout to an address of two lines", address=address)
    buying.will_respond_with(201, {"result": ORDER | {"address": address}})

    with buying.serve() as url:
        order = orders_at(url).check_out("the-token", replace(PURCHASE, address=home))

    assert order == replace(PLACED, address=home)


def test_checkout_of_an_express_delivery_is_paid(buying):
    purchase = replace(PURCHASE, delivery="express", expected_total=Money(1070, "EUR"))
    wish_checkout(
        buying,
        "a checkout with the express delivery",
        delivery="express",
        expected_total=money("10.70"),
    )
    buying.will_respond_with(
        201, {"result": ORDER | {"delivery_method": exactly("express")}}
    )

    with buying.serve() as url:
        order = orders_at(url).check_out("the-token", purchase)

    assert order == replace(PLACED, delivery_method="express")


def test_checkout_is_confirmed_later(buying):
    state = one_of("reserved", "pending", "authorised", "committed")
    buying.given("the bank does not answer")
    wish_checkout(buying, "a checkout that cannot be paid just now")
    buying.will_respond_with(202, {"result": ORDER | {"state": state}})

    with buying.serve() as url:
        order = orders_at(url).check_out("the-token", PURCHASE)

    assert order == replace(PLACED, state="reserved")


def test_checkout_of_the_same_key_finds_the_order(buying):
    buying.given("the basket was bought", key=KEY)
    # Another checkout of this basket would not be paid any more.
    buying.given("the product has another price", price="2.60")
    wish_checkout(buying, "a checkout that is sent again")
    buying.will_respond_with(201, {"result": ORDER})

    with buying.serve() as url:
        order = orders_at(url).check_out("the-token", PURCHASE)

    assert order == PLACED


@pytest.mark.parametrize(
    ("reason", "state", "parameters"),
    [
        ("cart-changed", "the basket was changed in another window", {}),
        ("sold-out", "there is less of the product than before", {"available": 1}),
        ("price-changed", "the product has another price", {"price": "2.60"}),
        ("too-many-open-orders", "many orders are still being confirmed", {}),
        ("too-many-unpaid", "many packets are on order already", {}),
        ("payment-refused", "the bank refuses to pay out", {}),
        ("payment-refused", "the bank refuses to set anything aside", {}),
        ("expired", "the reservation came too late", {}),
        ("expired", "the reservation runs out before it is sold", {}),
        ("cancelled", "the order was called off before it was paid", {"key": KEY}),
    ],
)
def test_refused_checkout_names_its_reason(buying, reason, state, parameters):
    buying.given(state, **parameters)
    wish_checkout(buying, f"a checkout that is refused as {reason}")
    buying.will_respond_with(409, {"type": problem_of(reason)}, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, buying.serve() as url:
        orders_at(url).check_out("the-token", PURCHASE)

    assert (refusal.value.status, refusal.value.reason) == (409, reason)


def test_fair_share_names_what_one_shopper_may_have(buying):
    buying.given("one shopper may have less of the product", available=1)
    wish_checkout(buying, "a checkout of more than a fair share")
    short = some({"product_id": integer(1), "available": integer(1)})
    problem = {"type": problem_of("too-many-held"), "short": short}
    buying.will_respond_with(409, problem, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, buying.serve() as url:
        orders_at(url).check_out("the-token", PURCHASE)

    assert (refusal.value.status, refusal.value.reason) == (409, "too-many-held")
    assert shares_of(refusal.value) == {1: 1}


def test_empty_basket_is_not_bought(signed_in):
    signed_in.given("the basket was emptied")
    wish_checkout(signed_in, "a checkout that is refused as empty-cart")
    signed_in.will_respond_with(
        409, {"type": problem_of("empty-cart")}, headers=PROBLEM
    )

    with pytest.raises(Rejected) as refusal, signed_in.serve() as url:
        orders_at(url).check_out("the-token", PURCHASE)

    assert (refusal.value.status, refusal.value.reason) == (409, "empty-cart")


def test_lower_total_than_was_seen_is_refused_too(buying):
    buying.given("the product has another price", price="2.20")
    wish_checkout(buying, "a checkout at more than it costs")
    buying.will_respond_with(
        409, {"type": problem_of("price-changed")}, headers=PROBLEM
    )

    with pytest.raises(Rejected) as refusal, buying.serve() as url:
        orders_at(url).check_out("the-token", PURCHASE)

    assert (refusal.value.status, refusal.value.reason) == (409, "price-changed")


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ("tok_declined", "card_declined"),
        ("tok_insufficient_funds", "insufficient_funds"),
    ],
)
def test_declined_payment_comes_with_a_code(buying, method, code):
    wish_checkout(
        buying, f"a checkout whose payment is declined as {code}", method=method
    )
    problem = {"type": problem_of("declined"), "code": exactly(code)}
    buying.will_respond_with(409, problem, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, buying.serve() as url:
        orders_at(url).check_out("the-token", replace(PURCHASE, method=method))

    assert (refusal.value.status, refusal.value.reason) == (409, "declined")
    assert refusal.value.problem["code"] == code


def test_key_of_another_checkout_is_refused(buying):
    buying.given("the basket was bought", key=KEY)
    wish_checkout(
        buying, "a checkout with the key of another one", method="tok_declined"
    )
    problem = {"type": problem_of("idempotency-key-reused")}
    buying.will_respond_with(422, problem, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, buying.serve() as url:
        orders_at(url).check_out("the-token", replace(PURCHASE, method="tok_declined"))

    assert refusal.value.status == 422
    assert refusal.value.reason == "idempotency-key-reused"


def test_wrong_address_is_blamed_on_its_field(buying):
    home = replace(HOME, postcode="D")
    wish_checkout(
        buying, "a checkout with a postcode that is too short", address=home.document()
    )
    errors = {"address.postcode": some(text("Too short"))}
    buying.will_respond_with(422, {"errors": errors}, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, buying.serve() as url:
        orders_at(url).check_out("the-token", replace(PURCHASE, address=home))

    assert refusal.value.status == 422
    assert refusal.value.errors == {"address.postcode": ["Too short"]}


@pytest.mark.parametrize(("kind", "key"), [("too short", "short"), ("empty", "")])
def test_key_that_names_no_checkout_is_refused(buying, kind, key):
    buying.upon_receiving(f"a checkout with a key that is {kind}")
    buying.with_request(
        "POST",
        "/api/order/checkout",
        headers=SHOPPER | {"Idempotency-Key": key},
        json=BOUGHT,
    )
    buying.will_respond_with(400)

    with pytest.raises(Rejected) as refusal, buying.serve() as url:
        orders_at(url).check_out("the-token", replace(PURCHASE, key=key))

    assert refusal.value.status == 400
