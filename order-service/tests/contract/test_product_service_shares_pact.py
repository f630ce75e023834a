"""How much of a product one shopper may hold, from both sides of each bound."""

import pytest

from contract_kit import ExpectedInteraction
from order_service.clients.product_service import (
    ReservedPrices,
    Shortage,
    TooManyHeld,
)
from service_kit.money import Money

from .product_service_messages import (
    PRICE,
    PROBLEM,
    held,
    problem_of,
    product_service,
    wish_reservation,
)

HALF = "one shopper holds half of a product"
SOLD = "one shopper has bought half of a product"
OTHERS = "others hold much of a product between them"


@pytest.fixture
def reserving(agree):
    interaction = agree("order-service", "product-service")
    return interaction.given("order-service has shown who it is")


def expect_held(
    reserving: ExpectedInteraction, description: str, quantity: int
) -> None:
    cost = PRICE * quantity
    wish_reservation(reserving, description, quantity)
    reserving.will_respond_with(201, held(cost.amount))

    with reserving.serve() as url:
        reserved = product_service(url).reserve("order-1", {1: quantity}, "magpie")

    assert reserved == ReservedPrices(Money(cost.minor, "EUR"), {1: PRICE})


def expect_refused(
    reserving: ExpectedInteraction, description: str, quantity: int, left: int
) -> None:
    wish_reservation(reserving, description, quantity)
    reserving.will_respond_with(
        409, problem_of("too-many-held", (1, left)), headers=PROBLEM
    )

    with pytest.raises(TooManyHeld) as refused, reserving.serve() as url:
        product_service(url).reserve("order-1", {1: quantity}, "magpie")

    assert refused.value.short == [Shortage(1, left)]


@pytest.mark.parametrize(
    ("there_are", "quantity"), [(1, 1), (10, 10), (12, 10), (22, 11), (40, 20)]
)
def test_so_much_of_what_there_is_is_nobodys_hoard(reserving, there_are, quantity):
    reserving.given("a product is for sale", product_id=1, quantity=there_are)
    expect_held(reserving, f"{quantity} packets of {there_are}", quantity)


@pytest.mark.parametrize(
    ("there_are", "quantity", "left"),
    [(11, 11, 10), (20, 11, 10), (23, 12, 11), (40, 21, 20)],
)
def test_one_packet_more_is_a_hoard(reserving, there_are, quantity, left):
    reserving.given("a product is for sale", product_id=1, quantity=there_are)
    expect_refused(reserving, f"{quantity} packets of {there_are}", quantity, left)


@pytest.mark.parametrize(
    ("state", "parameters", "quantity"),
    [
        # What others hold belongs to all that there is.
        (HALF, {"holder": "wren"}, 20),
        (OTHERS, {}, 20),
        (HALF, {"holder": "magpie", "of": 12, "held": 6}, 4),
        (HALF, {"holder": "magpie", "held": 5}, 15),
        # What was sold is gone, so half of it is less.
        (SOLD, {"holder": "magpie"}, 10),
    ],
)
def test_share_counts_what_is_held_already(reserving, state, parameters, quantity):
    reserving.given(state, product_id=1, **parameters)
    values = " ".join(str(value) for value in parameters.values())
    expect_held(
        reserving, f"{quantity} packets where {state} {values}".strip(), quantity
    )


@pytest.mark.parametrize(
    ("state", "parameters", "quantity", "left"),
    [
        (HALF, {"holder": "magpie", "held": 20}, 1, 0),
        (HALF, {"holder": "magpie", "of": 12, "held": 6}, 5, 4),
        (HALF, {"holder": "magpie", "held": 5}, 16, 15),
        (SOLD, {"holder": "magpie"}, 11, 10),
    ],
)
def test_share_that_is_held_already_is_taken_off(
    reserving, state, parameters, quantity, left
):
    reserving.given(state, product_id=1, **parameters)
    values = " ".join(str(value) for value in parameters.values())
    description = f"{quantity} packets where {state} {values}"
    expect_refused(reserving, description, quantity, left)
