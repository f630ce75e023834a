"""What checkout relies on, of every provider alike."""

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from order_service.clients.payment import (
    ActionRequired,
    Payment,
    PaymentDeclined,
    PaymentImpossible,
    PaymentState,
)
from service_kit.http_client import ServiceUnavailable
from service_kit.money import Money

from .payment_providers import Bank, sandbox_bank, stripe_bank

PACKETS = Money(1240, "EUR")
ORDER = "0123456789abcdef0123456789abcdef"


@pytest.fixture(params=[sandbox_bank, stripe_bank], ids=["sandbox", "stripe"])
def bank(request: pytest.FixtureRequest) -> Iterator[Bank]:
    with request.param() as bank:
        yield bank


def test_amount_is_set_aside_once(bank: Bank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")

    assert bank.set_aside(ORDER) == [PACKETS]
    assert bank.times_charged(ORDER) == 0


def test_authorised_amount_is_never_another(bank: Bank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")

    with pytest.raises(PaymentImpossible):
        bank.provider.authorise(ORDER, Money(1, "EUR"), "tok_ok")

    assert bank.set_aside(ORDER) == [PACKETS]


@pytest.mark.parametrize("method", ["tok_declined", "tok_insufficient_funds"])
def test_bad_card_is_declined_however_often(bank: Bank, method: str) -> None:
    codes = []
    for _ in range(2):
        with pytest.raises(PaymentDeclined) as declined:
            bank.provider.authorise(ORDER, PACKETS, method)
        codes.append(declined.value.code)

    assert len(set(codes)) == 1
    assert bank.set_aside(ORDER) == []


def test_insufficient_funds_are_called_so(bank: Bank) -> None:
    with pytest.raises(PaymentDeclined) as declined:
        bank.provider.authorise(ORDER, PACKETS, "tok_insufficient_funds")

    assert declined.value.code == "insufficient_funds"


def test_capturing_twice_is_one_charge(bank: Bank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")

    bank.provider.capture(ORDER)
    bank.provider.capture(ORDER)

    assert bank.times_charged(ORDER) == 1


def test_authorising_what_is_captured_changes_nothing(bank: Bank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    bank.provider.capture(ORDER)

    bank.provider.authorise(ORDER, PACKETS, "tok_ok")

    assert bank.times_charged(ORDER) == 1


def test_declined_card_is_never_charged(bank: Bank) -> None:
    with pytest.raises(PaymentDeclined):
        bank.provider.authorise(ORDER, PACKETS, "tok_declined")

    with pytest.raises(PaymentImpossible):
        bank.provider.capture(ORDER)


def test_declined_payment_can_be_cancelled(bank: Bank) -> None:
    with pytest.raises(PaymentDeclined):
        bank.provider.authorise(ORDER, PACKETS, "tok_declined")

    bank.provider.cancel(ORDER)

    assert bank.is_given_back(ORDER)


def test_cancelled_payment_is_never_charged(bank: Bank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    bank.provider.cancel(ORDER)

    with pytest.raises(PaymentImpossible):
        bank.provider.capture(ORDER)

    assert bank.times_charged(ORDER) == 0


def test_cancelling_what_nobody_knows_is_a_tombstone(bank: Bank) -> None:
    bank.provider.cancel(ORDER)

    with pytest.raises(PaymentImpossible):
        bank.provider.authorise(ORDER, PACKETS, "tok_ok")

    assert bank.set_aside(ORDER) == []


def test_tombstone_holds_in_every_process(bank: Bank) -> None:
    bank.provider.cancel(ORDER)

    with pytest.raises(PaymentImpossible):
        bank.another_process().authorise(ORDER, PACKETS, "tok_ok")


def test_money_is_given_back_once_and_for_good(bank: Bank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    bank.provider.capture(ORDER)

    bank.provider.cancel(ORDER)
    bank.provider.cancel(ORDER)

    assert bank.is_given_back(ORDER)
    with pytest.raises(PaymentImpossible):
        bank.provider.capture(ORDER)
    with pytest.raises(PaymentImpossible):
        bank.provider.authorise(ORDER, PACKETS, "tok_ok")


def test_refused_capture_is_a_definite_no(bank: Bank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    bank.refuse_capture(ORDER)

    with pytest.raises(PaymentImpossible):
        bank.provider.capture(ORDER)

    assert bank.times_charged(ORDER) == 0


@pytest.mark.parametrize("kind", ["lost", "broken"])
def test_authorisation_without_an_answer_is_repeated(bank: Bank, kind: str) -> None:
    bank.trouble("authorise", kind)
    with pytest.raises(ServiceUnavailable):
        bank.provider.authorise(ORDER, PACKETS, "tok_ok")

    bank.provider.authorise(ORDER, PACKETS, "tok_ok")

    assert bank.set_aside(ORDER) == [PACKETS]


@pytest.mark.parametrize("kind", ["lost", "broken"])
def test_capture_without_an_answer_is_repeated(bank: Bank, kind: str) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    bank.trouble("capture", kind)
    with pytest.raises(ServiceUnavailable):
        bank.provider.capture(ORDER)

    bank.provider.capture(ORDER)

    assert bank.times_charged(ORDER) == 1


@pytest.mark.parametrize("kind", ["lost", "broken"])
def test_cancellation_without_an_answer_is_repeated(bank: Bank, kind: str) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    bank.trouble("cancel", kind)
    with pytest.raises(ServiceUnavailable):
        bank.provider.cancel(ORDER)

    bank.provider.cancel(ORDER)

    assert bank.is_given_back(ORDER)


def test_lost_decline_is_received_the_second_time(bank: Bank) -> None:
    bank.trouble("authorise", "lost")
    with pytest.raises(ServiceUnavailable):
        bank.provider.authorise(ORDER, PACKETS, "tok_declined")

    with pytest.raises(PaymentDeclined):
        bank.provider.authorise(ORDER, PACKETS, "tok_declined")


def test_another_process_goes_on_where_one_died(bank: Bank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")

    bank.another_process().authorise(ORDER, PACKETS, "tok_ok")
    bank.another_process().capture(ORDER)
    bank.another_process().capture(ORDER)

    assert bank.set_aside(ORDER) == [PACKETS]
    assert bank.times_charged(ORDER) == 1


def test_shopper_has_to_confirm_on_one_page(bank: Bank) -> None:
    pages = set()
    for _ in range(2):
        with pytest.raises(ActionRequired) as required:
            bank.provider.authorise(ORDER, PACKETS, "tok_requires_action")
        pages.add(required.value.url)

    assert len(pages) == 1
    assert pages.pop().startswith("http")


def test_unconfirmed_payment_is_never_charged(bank: Bank) -> None:
    with pytest.raises(ActionRequired):
        bank.provider.authorise(ORDER, PACKETS, "tok_requires_action")

    with pytest.raises(PaymentImpossible):
        bank.provider.capture(ORDER)


def test_confirmed_payment_goes_on(bank: Bank) -> None:
    with pytest.raises(ActionRequired):
        bank.provider.authorise(ORDER, PACKETS, "tok_requires_action")
    bank.let_shopper_answer(ORDER, agrees=True)

    bank.provider.authorise(ORDER, PACKETS, "tok_requires_action")
    bank.provider.capture(ORDER)

    assert bank.times_charged(ORDER) == 1


def test_payment_that_the_shopper_denies_is_declined(bank: Bank) -> None:
    with pytest.raises(ActionRequired):
        bank.provider.authorise(ORDER, PACKETS, "tok_requires_action")
    bank.let_shopper_answer(ORDER, agrees=False)

    with pytest.raises(PaymentDeclined) as declined:
        bank.provider.authorise(ORDER, PACKETS, "tok_requires_action")

    assert "authentication" in declined.value.code


def test_unconfirmed_payment_can_be_cancelled(bank: Bank) -> None:
    with pytest.raises(ActionRequired):
        bank.provider.authorise(ORDER, PACKETS, "tok_requires_action")

    bank.provider.cancel(ORDER)

    assert bank.is_given_back(ORDER)


def test_payment_is_found_as_it_stands(bank: Bank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    bank.provider.capture(ORDER)
    bank.catch_up()

    found = bank.another_process().find(ORDER)

    assert found == Payment(ORDER, PaymentState.CAPTURED, PACKETS, 1)
    assert bank.another_process().find("nobody") is None


def test_every_payment_is_listed_once(bank: Bank) -> None:
    bank.provider.authorise("basil", PACKETS, "tok_ok")
    bank.provider.authorise("cress", PACKETS, "tok_ok")
    bank.provider.capture("cress")
    with pytest.raises(PaymentDeclined):
        bank.provider.authorise("dill", PACKETS, "tok_declined")
    with pytest.raises(ActionRequired):
        bank.provider.authorise("elder", PACKETS, "tok_requires_action")
    bank.provider.cancel("fern")
    bank.provider.authorise("gourd", PACKETS, "tok_ok")
    bank.provider.capture("gourd")
    bank.provider.cancel("gourd")

    listed = {payment.id: payment for payment in bank.provider.payments()}

    states = {one: (payment.state, payment.captures) for one, payment in listed.items()}
    assert states == {
        "basil": ("authorised", 0),
        "cress": ("captured", 1),
        "dill": ("declined", 0),
        "elder": ("requires_action", 0),
        "fern": ("cancelled", 0),
        "gourd": ("cancelled", 1),
    }
    assert listed["cress"].amount == PACKETS


def test_long_lists_are_read_to_their_end(bank: Bank) -> None:
    wanted = [f"order-{number:03}" for number in range(201)]
    for payment_id in wanted:
        bank.provider.cancel(payment_id)

    listed = [payment.id for payment in bank.provider.payments()]

    assert sorted(listed) == wanted


def test_many_at_once_set_aside_once(bank: Bank) -> None:
    at_once(lambda: bank.another_process().authorise(ORDER, PACKETS, "tok_ok"))
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")

    assert bank.set_aside(ORDER) == [PACKETS]


def test_many_at_once_charge_once(bank: Bank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")

    at_once(lambda: bank.another_process().capture(ORDER))
    bank.provider.capture(ORDER)

    assert bank.times_charged(ORDER) == 1


def test_many_at_once_give_back_once(bank: Bank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")
    bank.provider.capture(ORDER)

    at_once(lambda: bank.another_process().cancel(ORDER))
    bank.provider.cancel(ORDER)

    assert bank.is_given_back(ORDER)


def test_cancelling_has_the_last_word(bank: Bank) -> None:
    bank.provider.authorise(ORDER, PACKETS, "tok_ok")

    at_once(
        lambda: bank.another_process().capture(ORDER),
        lambda: bank.another_process().cancel(ORDER),
    )
    bank.provider.cancel(ORDER)

    assert bank.is_given_back(ORDER)
    assert bank.times_charged(ORDER) <= 1


def at_once(*deeds: Callable[[], None]) -> None:
    """Do eight things at the same time; who is refused or asked to wait takes it."""

    def attempt(deed: Callable[[], None]) -> None:
        with contextlib.suppress(ServiceUnavailable, PaymentImpossible):
            deed()

    with ThreadPoolExecutor(8) as crowd:
        for done in [crowd.submit(attempt, deeds[n % len(deeds)]) for n in range(8)]:
            done.result()
