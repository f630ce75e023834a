"""Any sequence of calls, losses and days: never charged twice, never after a cancel."""

import contextlib
import itertools
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from order_service.clients.payment import (
    ActionRequired,
    PaymentDeclined,
    PaymentImpossible,
    PaymentProvider,
)
from service_kit.http_client import ServiceUnavailable
from service_kit.money import Money

from .payment_providers import Bank, sandbox_bank, stripe_bank

PACKETS = Money(1240, "EUR")
STEPS = ["authorise", "capture", "cancel"]
WITHIN_STEPS = ["search", "open", "read", "update", "refund"]
# The one fault that takes a day to pass has a test of its own with Stripe's others.
troubles = st.none() | st.tuples(
    st.sampled_from([*STEPS, *WITHIN_STEPS]), st.sampled_from(["lost", "broken"])
).filter(lambda trouble: trouble != ("open", "broken"))
lives = st.lists(
    st.tuples(st.sampled_from([*STEPS, "a day goes by"]), troubles), max_size=12
)
methods = st.sampled_from(["tok_ok", "tok_ok", "tok_declined", "tok_requires_action"])
numbers = itertools.count()


@pytest.fixture(
    params=[sandbox_bank, stripe_bank], ids=["sandbox", "stripe"], scope="module"
)
def bank(request: pytest.FixtureRequest) -> Iterator[Bank]:
    with request.param() as bank:
        yield bank


def do(provider: PaymentProvider, step: str, payment_id: str, method: str) -> str:
    """Take a step; return how it ended."""
    try:
        if step == "authorise":
            provider.authorise(payment_id, PACKETS, method)
        else:
            getattr(provider, step)(payment_id)
    except ServiceUnavailable:
        return "unknown"
    except (PaymentDeclined, PaymentImpossible, ActionRequired):
        return "refused"
    return "done"


@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(life=lives, method=methods)
def test_money_moves_once_and_never_after_a_cancellation(
    bank: Bank, life: list[tuple[str, tuple[str, str] | None]], method: str
) -> None:
    order = f"order-{next(numbers)}"
    ended = []

    for step, trouble in life:
        if step == "a day goes by":
            bank.let_a_day_go_by()
            continue
        if trouble:
            bank.trouble(*trouble)
        ended.append((step, do(bank.another_process(), step, order, method)))
        forget_troubles(bank)

    charged = bank.times_charged(order)
    assert charged <= 1
    if ("capture", "done") in ended:
        assert charged == 1
    if method != "tok_ok":
        assert charged == 0
    if ("cancel", "done") in ended:
        after = ended[ended.index(("cancel", "done")) + 1 :]
        assert ("capture", "done") not in after
        assert ("authorise", "done") not in after
    assert do(bank.another_process(), "cancel", order, method) == "done"
    assert bank.is_given_back(order)


def forget_troubles(bank: Bank) -> None:
    with contextlib.suppress(AttributeError):
        bank.sandbox.troubles.clear()
    with contextlib.suppress(AttributeError):
        bank.stripe.troubles.clear()
