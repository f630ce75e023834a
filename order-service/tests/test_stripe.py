"""What is peculiar to Stripe: keys, search, forms, amounts, and who may say no."""

from collections.abc import Iterator

import pytest

from order_service.clients.payment import (
    ActionRequired,
    PaymentDeclined,
    PaymentImpossible,
)
from order_service.clients.stripe import StripeClient
from order_service.clients.stripe_amounts import money_of, smallest_units
from service_kit.http_client import Connection, ServiceUnavailable
from service_kit.money import InvalidAmount, Money

from .fake_stripe import SECRET_KEY
from .payment_providers import StripeBank, stripe_bank

PACKETS = Money(1240, "EUR")
ORDER = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def bank() -> Iterator[StripeBank]:
    with stripe_bank() as bank:
        yield bank


def test_intent_is_opened_and_then_confirmed(bank: StripeBank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")

    looks = ("search", "read")
    changes = [(step, given) for step, given in bank.stripe.asked if step not in looks]
    assert changes == [
        (
            "open",
            {
                "amount": "10000",
                "currency": "eur",
                "capture_method": "manual",
                "payment_method_types[]": "card",
                "metadata[payment_id]": ORDER,
            },
        ),
        ("update", {"amount": "1240"}),
        (
            "confirm",
            {
                "payment_method": "pm_card_visa",
                "return_url": "http://127.0.0.1:5000/orders",
            },
        ),
    ]


def test_intent_is_remembered_while_the_process_lives(bank: StripeBank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    bank.stripe.asked.clear()

    bank.provider.capture(ORDER)

    assert [step for step, _ in bank.stripe.asked] == ["read", "capture"]


def test_memory_for_intents_is_bounded(bank: StripeBank) -> None:
    bank.provider.remembers = 2
    for payment_id in ("basil", "cress", "dill"):
        bank.provider.authorise(payment_id, PACKETS, "tok_ok")
    bank.stripe.asked.clear()

    bank.provider.authorise("basil", PACKETS, "tok_ok")

    assert [step for step, _ in bank.stripe.asked] == ["search", "open", "read"]
    assert len(bank.stripe.intents) == 3


@pytest.mark.parametrize("step", ["search", "open", "read", "update", "confirm"])
@pytest.mark.parametrize(
    "kind", ["lost", "busy", "in flight", "locked out", "overtaken"]
)
def test_authorisation_survives_a_loss_anywhere(
    bank: StripeBank, step: str, kind: str
) -> None:
    # A read that is lost is asked once more by itself.
    times = 2 if kind == "lost" and step in ("search", "read") else 1
    bank.stripe.troubles = [(step, kind)] * times
    with pytest.raises(ServiceUnavailable):
        bank.provider.authorise(ORDER, PACKETS, "tok_ok")

    bank.another_process().authorise(ORDER, PACKETS, "tok_ok")

    assert len(bank.stripe.intents) == 1
    assert bank.set_aside(ORDER) == [PACKETS]


@pytest.mark.parametrize("kind", ["busy", "in flight", "locked out", "overtaken"])
@pytest.mark.parametrize("step", ["capture", "cancel"])
def test_refusal_that_says_nothing_is_unknown(
    bank: StripeBank, step: str, kind: str
) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    bank.trouble(step, kind)

    with pytest.raises(ServiceUnavailable):
        getattr(bank.provider, step)(ORDER)

    getattr(bank.provider, step)(ORDER)


@pytest.mark.parametrize("step", ["cancel", "refund"])
def test_giving_back_is_never_given_up(bank: StripeBank, step: str) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    if step == "refund":
        bank.provider.capture(ORDER)
    bank.trouble(step, "gone")

    with pytest.raises(ServiceUnavailable):
        bank.provider.cancel(ORDER)
    bank.provider.cancel(ORDER)

    assert bank.is_given_back(ORDER)


def test_lost_refund_is_not_made_twice(bank: StripeBank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    bank.provider.capture(ORDER)
    bank.trouble("refund", "lost")
    with pytest.raises(ServiceUnavailable):
        bank.provider.cancel(ORDER)

    bank.provider.cancel(ORDER)

    assert len(bank.stripe.refunds) == 1


def test_failed_refund_is_tried_again(bank: StripeBank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    bank.provider.capture(ORDER)
    bank.stripe.refund_status = "failed"
    with pytest.raises(ServiceUnavailable):
        bank.provider.cancel(ORDER)

    bank.stripe.refund_status = "succeeded"
    bank.provider.cancel(ORDER)

    assert bank.stripe.charges["ch_0"]["refunded"]


def test_card_that_goes_bad_is_not_captured(bank: StripeBank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    bank.stripe.intent_of(ORDER)["metadata"]["card"] = "stolen meanwhile"

    with pytest.raises(PaymentImpossible):
        bank.provider.capture(ORDER)

    assert bank.times_charged(ORDER) == 0


def test_key_finds_what_search_does_not_know_yet(bank: StripeBank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")

    bank.another_process().capture(ORDER)

    assert len(bank.stripe.intents) == 1
    assert bank.times_charged(ORDER) == 1


def test_search_finds_what_keys_have_forgotten(bank: StripeBank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    bank.catch_up()
    bank.stripe.forget_keys()

    bank.another_process().capture(ORDER)
    bank.another_process().cancel(ORDER)

    assert len(bank.stripe.intents) == 1
    assert bank.is_given_back(ORDER)


def test_remembered_fault_of_opening_passes_after_a_day(bank: StripeBank) -> None:
    bank.trouble("open", "broken")
    for _ in range(2):
        with pytest.raises(ServiceUnavailable):
            bank.another_process().authorise(ORDER, PACKETS, "tok_ok")

    bank.let_a_day_go_by()
    bank.another_process().cancel(ORDER)

    assert bank.is_given_back(ORDER)


def test_oldest_of_two_intents_is_the_payment(bank: StripeBank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    first = bank.stripe.intent_of(ORDER)
    # Search is behind for longer than keys are kept, which should never be.
    bank.stripe.forget_keys()
    later = bank.another_process()
    later.cancel(ORDER)
    bank.catch_up()

    bank.another_process().capture(ORDER)

    assert first["status"] == "succeeded"


def test_real_cards_go_to_stripe_by_their_name(bank: StripeBank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "pm_card_mastercard")

    confirmed = dict(bank.stripe.asked)["confirm"]
    assert confirmed["payment_method"] == "pm_card_mastercard"


@pytest.mark.parametrize("method", ["tok_slow", "teapot", "pm_teapot"])
def test_what_is_no_card_is_a_definite_no(bank: StripeBank, method: str) -> None:
    with pytest.raises(PaymentImpossible):
        bank.provider.authorise(ORDER, PACKETS, method)


def test_test_cards_are_no_good_in_earnest(bank: StripeBank) -> None:
    connection = bank.provider.connection
    earnest = StripeClient(connection, "sk_live_1", "EUR", "http://shop.example")

    with pytest.raises(PaymentImpossible):
        earnest.authorise(ORDER, PACKETS, "tok_ok")

    assert bank.stripe.asked == []


def test_wrong_key_of_the_shop_is_nobodys_refusal(bank: StripeBank) -> None:
    connection = bank.provider.connection
    confused = StripeClient(connection, "sk_test_1", "EUR", "http://shop.example")

    with pytest.raises(ServiceUnavailable):
        confused.authorise(ORDER, PACKETS, "tok_ok")
    with pytest.raises(ServiceUnavailable):
        confused.cancel(ORDER)


def test_processing_payment_is_left_for_later(bank: StripeBank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    bank.stripe.intent_of(ORDER)["status"] = "processing"

    with pytest.raises(ServiceUnavailable):
        bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    with pytest.raises(ServiceUnavailable):
        bank.provider.capture(ORDER)
    with pytest.raises(ServiceUnavailable):
        bank.provider.cancel(ORDER)


def test_confirmation_without_a_page_is_a_definite_no(bank: StripeBank) -> None:
    with pytest.raises(ActionRequired):
        bank.provider.authorise(ORDER, PACKETS, "tok_requires_action")
    bank.stripe.intent_of(ORDER)["next_action"] = {"type": "use_stripe_sdk"}

    with pytest.raises(PaymentImpossible):
        bank.provider.authorise(ORDER, PACKETS, "tok_requires_action")


def test_intents_that_nobody_tried_are_no_payments(bank: StripeBank) -> None:
    with pytest.raises(PaymentImpossible):
        bank.provider.capture(ORDER)
    bank.catch_up()

    assert list(bank.provider.payments()) == []
    assert bank.provider.find(ORDER) is None


def test_payments_of_others_on_the_account_are_left_out(bank: StripeBank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    bank.stripe.intent_of(ORDER)["metadata"] = {"shop": "somebody else"}

    assert list(bank.provider.payments()) == []


def test_search_is_asked_for_ids_of_ours_alone(bank: StripeBank) -> None:
    assert bank.provider.find("x' OR status:'succeeded") is None
    assert bank.stripe.asked == []


def test_key_stays_out_of_what_is_printed(bank: StripeBank) -> None:
    assert SECRET_KEY not in repr(bank.provider)


def test_silent_stripe_is_unknown() -> None:
    nobody = Connection("order-service", "stripe", "http://127.0.0.1:9")
    unreachable = StripeClient(nobody, SECRET_KEY, "EUR", "http://shop.example")

    with pytest.raises(ServiceUnavailable):
        unreachable.authorise(ORDER, PACKETS, "tok_ok")


def test_lost_decline_names_its_code_later(bank: StripeBank) -> None:
    bank.trouble("authorise", "lost")
    with pytest.raises(ServiceUnavailable):
        bank.provider.authorise(ORDER, PACKETS, "tok_insufficient_funds")

    with pytest.raises(PaymentDeclined) as declined:
        bank.provider.authorise(ORDER, PACKETS, "tok_insufficient_funds")

    assert declined.value.code == "insufficient_funds"


@pytest.mark.parametrize(
    ("money", "units"),
    [
        (Money(1240, "EUR"), 1240),
        (Money(1200, "JPY"), 12),
        (Money(1240, "KWD"), 12400),
        (Money(1200, "ISK"), 1200),
        (Money(1200, "UGX"), 1200),
    ],
)
def test_amounts_are_counted_as_stripe_does(money: Money, units: int) -> None:
    assert smallest_units(money) == units
    assert money_of(units, money.currency.lower()) == money


@pytest.mark.parametrize("units", [1240.0, 1e300, 10**12, -1, True, "1240", None])
def test_what_stripe_could_not_count_is_no_amount(units: object) -> None:
    with pytest.raises(InvalidAmount):
        money_of(units, "eur")


def test_no_part_of_a_yen_is_charged() -> None:
    with pytest.raises(InvalidAmount):
        smallest_units(Money(1240, "JPY"))
