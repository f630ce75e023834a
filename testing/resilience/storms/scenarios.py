"""Six accidents, each of which only a sound checkout protocol survives.

What a storm of faults brings about sometimes, these bring about every time: each makes
the one accident that an unsound shop cannot bear;
`testing.faults.checkout_protocols` proves it.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from testing.resilience.storms.consistency_checker import Kind, Violation
from testing.resilience.storms.database_rows import make_overdue
from testing.resilience.storms.failpoints import HANG
from testing.resilience.storms.network_links import (
    ORDERS_TO_PAYMENTS,
    ORDERS_TO_PRODUCTS,
)
from testing.resilience.storms.proxy_modes import ProxyMode
from testing.resilience.storms.scenario_shop import (
    PATIENCE,
    ScenarioShop,
    running_scenario_shop,
)
from tools.errors import Refusal
from tools.waiting import comes_true

_SECONDS_BETWEEN_LOOKS = 0.05


def two_for_the_last_piece(shop: ScenarioShop) -> list[Violation]:
    """Two want the last piece; both see it before either has taken it."""
    product = shop.product(pieces=1)
    failpoint = "product-service.before-reserve"
    first, second = (shop.ready(product) for _ in range(2))
    shop.proxied.failpoints.arm(failpoint, HANG)
    with ThreadPoolExecutor(1) as beside:
        waiting = beside.submit(first.place_order)
        _wait(lambda: shop.proxied.failpoints.has_fired(failpoint))
        # Answered only once its call has waited for a whole second.
        second.place_order()
        shop.proxied.failpoints.let_go(failpoint)
        waiting.result()
    return shop.violations()


def one_key_pressed_twice(shop: ScenarioShop) -> list[Violation]:
    """The same checkout comes twice at once, again and again."""
    for _ in range(5):
        checkout = shop.ready(shop.product(pieces=100))
        checkout.place_order_twice()
        checkout.place_order()
    return shop.violations()


def lost_answer_of_the_provider(shop: ScenarioShop) -> list[Violation]:
    """The provider does what it is asked, and its answers are lost."""
    checkout = shop.ready(shop.product(pieces=10))
    shop.proxied.proxy.set_mode(ORDERS_TO_PAYMENTS, ProxyMode.LOST_RESPONSE)
    checkout.place_order()
    shop.proxied.proxy.set_mode(ORDERS_TO_PAYMENTS, ProxyMode.PASS)
    return shop.violations()


def late_hold_of_a_cancelled_order(shop: ScenarioShop) -> list[Violation]:
    """A reservation arrives after its order was cancelled and released."""
    checkout = shop.ready(shop.product(pieces=10))
    proxy = shop.proxied.proxy
    # Nobody else may repeat the reservation while the first one is on its way.
    shop.proxied.processes.stop("order-sweeper")
    proxy.set_mode(ORDERS_TO_PRODUCTS, ProxyMode.HOLD)
    answer = checkout.place_order()
    proxy.set_mode(ORDERS_TO_PRODUCTS, ProxyMode.PASS)
    checkout.cancel(str(answer.result["number"]))
    shop.proxied.processes.start("order-sweeper")
    shop.proxied.seconds_until_settled(PATIENCE)
    proxy.deliver(ORDERS_TO_PRODUCTS)
    _wait(lambda: bool(proxy.late_responses(ORDERS_TO_PRODUCTS)))
    late = proxy.late_responses(ORDERS_TO_PRODUCTS)
    surprises = [line for line in late if " 410 " not in f"{line} "]
    return shop.violations() + [
        Violation(Kind.DANGLING, "late hold", line) for line in surprises
    ]


def crash_with_nobody_asking_again(shop: ScenarioShop) -> list[Violation]:
    """The application dies just after the order is written, and the shopper leaves."""
    checkout = shop.ready(shop.product(pieces=10))
    shop.proxied.failpoints.arm("order-service.after-place")
    checkout.place_order()
    _wait(lambda: shop.proxied.failpoints.has_fired("order-service.after-place"))
    return shop.violations()


def hold_that_ended_before_the_commit(shop: ScenarioShop) -> list[Violation]:
    """The reservation of an authorised order ends before anybody goes on with it."""
    checkout = shop.ready(shop.product(pieces=10))
    failpoint = "order-service.after-to-authorised"
    shop.proxied.processes.stop("order-sweeper")
    shop.proxied.failpoints.arm(failpoint)
    checkout.place_order()
    _wait(lambda: shop.proxied.failpoints.has_fired(failpoint))
    order = shop.order_of(checkout.plan)
    make_overdue(shop.proxied.data, order.id)
    _wait(lambda: shop.reservation_state(order.id) == "released")
    shop.proxied.processes.start("order-sweeper")
    return shop.violations()


Scenario = Callable[[ScenarioShop], list[Violation]]
SCENARIOS: dict[str, Scenario] = {
    scenario.__name__.replace("_", "-"): scenario
    for scenario in (
        two_for_the_last_piece,
        one_key_pressed_twice,
        lost_answer_of_the_provider,
        late_hold_of_a_cancelled_order,
        crash_with_nobody_asking_again,
        hold_that_ended_before_the_commit,
    )
}


def main(words: Sequence[str]) -> int:
    """Run scenarios; end with 1 where one has left a trace."""
    parser = argparse.ArgumentParser("python -m testing.resilience.storms.scenarios")
    parser.add_argument("names", nargs="*", help=f"of: {', '.join(SCENARIOS)}")
    names = parser.parse_args(words).names or list(SCENARIOS)
    if unknown := set(names) - set(SCENARIOS):
        raise Refusal(f"There is no scenario called {', '.join(sorted(unknown))}.")
    found = 0
    with running_scenario_shop() as opened:
        for name in names:
            violations = SCENARIOS[name](opened)
            found += len(violations)
            print(f"{name}: {'violations' if violations else 'sound'}", flush=True)
            for violation in violations:
                print(
                    f"  {violation.kind.name}: {violation.about} {violation.sentence}"
                )
    return 1 if found else 0


def _wait(condition: Callable[[], bool]) -> None:
    if not comes_true(condition, PATIENCE, _SECONDS_BETWEEN_LOOKS):
        raise TimeoutError("what the scenario needs does not come about")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
