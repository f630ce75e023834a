"""Six hours of bad luck, each of which only a sound protocol survives.

What a storm of faults brings about sometimes, these bring about every time: each makes
the one accident that an unsound shop cannot bear. `tools.chaos.mutants` proves it.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from tools.chaos.arrows import ORDERS_TO_PAYMENTS, ORDERS_TO_PRODUCTS
from tools.chaos.checker import Kind, Violation
from tools.chaos.ledger import Order, make_overdue
from tools.chaos.modes import Mode
from tools.chaos.points import HANG
from tools.chaos.scene import PATIENCE, Scene, scene
from tools.refusal import Refusal

_SECONDS_BETWEEN_LOOKS = 0.05


def two_for_the_last_piece(scene: Scene) -> list[Violation]:
    """Two want the last piece; both are at the shelf before either has taken it."""
    product = scene.product(pieces=1)
    point = "product-service.before-reserve"
    first, second = (scene.ready(product) for _ in range(2))
    scene.stage.points.arm(point, HANG)
    with ThreadPoolExecutor(1) as beside:
        waiting = beside.submit(first.press)
        _wait(lambda: scene.stage.points.has_fired(point))
        # Answered only once its call has waited at the shelf for a whole second.
        second.press()
        scene.stage.points.let_go(point)
        waiting.result()
    return scene.violations()


def one_key_pressed_twice(scene: Scene) -> list[Violation]:
    """The same checkout comes twice at once, again and again."""
    for _ in range(5):
        shopper = scene.ready(scene.product(pieces=100))
        shopper.press_twice()
        shopper.press()
    return scene.violations()


def lost_answer_of_the_provider(scene: Scene) -> list[Violation]:
    """The provider does what it is asked, and its answers are lost."""
    shopper = scene.ready(scene.product(pieces=10))
    scene.stage.proxy.set_mode(ORDERS_TO_PAYMENTS, Mode.LOST_ANSWER)
    shopper.press()
    scene.stage.proxy.set_mode(ORDERS_TO_PAYMENTS, Mode.PASS)
    return scene.violations()


def late_hold_of_a_cancelled_order(scene: Scene) -> list[Violation]:
    """A hold arrives at the shelf after its order was cancelled and released."""
    shopper = scene.ready(scene.product(pieces=10))
    line = scene.stage.proxy
    # Nobody else may repeat the hold while the first one is on its way.
    scene.stage.processes.stop("order-sweeper")
    line.set_mode(ORDERS_TO_PRODUCTS, Mode.HOLD)
    answer = shopper.press()
    line.set_mode(ORDERS_TO_PRODUCTS, Mode.PASS)
    shopper.buyer.cancel(shopper.wish, str(answer.result["number"]))
    scene.stage.processes.start("order-sweeper")
    scene.stage.seconds_until_settled(PATIENCE)
    line.deliver(ORDERS_TO_PRODUCTS)
    _wait(lambda: bool(line.late_answers(ORDERS_TO_PRODUCTS)))
    late = line.late_answers(ORDERS_TO_PRODUCTS)
    surprises = [said for said in late if " 410 " not in f"{said} "]
    return scene.violations() + [
        Violation(Kind.DANGLING, "late hold", said) for said in surprises
    ]


def crash_with_nobody_asking_again(scene: Scene) -> list[Violation]:
    """The application dies just after the order is written, and the shopper leaves."""
    shopper = scene.ready(scene.product(pieces=10))
    scene.stage.points.arm("order-service.after-place")
    shopper.press()
    _wait(lambda: scene.stage.points.has_fired("order-service.after-place"))
    return scene.violations()


def hold_that_ended_before_the_commit(scene: Scene) -> list[Violation]:
    """The hold of an authorised order ends before anybody goes on with it."""
    shopper = scene.ready(scene.product(pieces=10))
    point = "order-service.after-to-authorised"
    scene.stage.processes.stop("order-sweeper")
    scene.stage.points.arm(point)
    shopper.press()
    _wait(lambda: scene.stage.points.has_fired(point))
    order = scene.order_of(shopper.wish)
    make_overdue(scene.stage.data, order.id)
    _wait(lambda: _is_released(scene, order))
    scene.stage.processes.start("order-sweeper")
    return scene.violations()


Scenario = Callable[[Scene], list[Violation]]
SCENARIOS: dict[str, Scenario] = {
    play.__name__.replace("_", "-"): play
    for play in (
        two_for_the_last_piece,
        one_key_pressed_twice,
        lost_answer_of_the_provider,
        late_hold_of_a_cancelled_order,
        crash_with_nobody_asking_again,
        hold_that_ended_before_the_commit,
    )
}


def main(words: Sequence[str]) -> int:
    """Play scenarios; end with 1 where one has left a trace."""
    parser = argparse.ArgumentParser("python -m tools.chaos.scenarios")
    parser.add_argument("names", nargs="*", help=f"of: {', '.join(SCENARIOS)}")
    names = parser.parse_args(words).names or list(SCENARIOS)
    if unknown := set(names) - set(SCENARIOS):
        raise Refusal(f"There is no scenario called {', '.join(sorted(unknown))}.")
    found = 0
    with scene() as opened:
        for name in names:
            violations = SCENARIOS[name](opened)
            found += len(violations)
            print(f"{name}: {'violations' if violations else 'sound'}", flush=True)
            for violation in violations:
                print(
                    f"  {violation.kind.name}: {violation.about} {violation.sentence}"
                )
    return 1 if found else 0


def _is_released(scene: Scene, order: Order) -> bool:
    holds = {hold.id: hold.state for hold in scene.stage.ledger().holds}
    return holds.get(order.id) == "released"


def _wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("what the scenario needs does not come about")
        time.sleep(_SECONDS_BETWEEN_LOOKS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
