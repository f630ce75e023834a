"""Every named point of the code is killed at, one after the other, in one shop."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tools.chaos.arrows import ORDERS_TO_PRODUCTS
from tools.chaos.door import Door
from tools.chaos.ledger import make_overdue
from tools.chaos.modes import Mode
from tools.chaos.people import sign_in
from tools.chaos.points import all_points
from tools.chaos.scene import Scene, scene
from tools.chaos.shoppers import Shopper
from tools.chaos.wishes import SecondThoughts, Wish

PATIENCE = 15.0
Journey = Callable[[Scene, int], tuple[Wish, str]]


def buy(scene: Scene, product: int) -> tuple[Wish, str]:
    wish = scene.wish(product)
    shopper(scene).fulfil(wish)
    return wish, "paid"


def be_declined(scene: Scene, product: int) -> tuple[Wish, str]:
    wish = scene.wish(product, "tok_declined")
    shopper(scene).fulfil(wish)
    return wish, "failed"


def send_back(scene: Scene, product: int) -> tuple[Wish, str]:
    wish = replace(scene.wish(product), second_thoughts=SecondThoughts.WHEN_PAID)
    sender = shopper(scene)
    sender.fulfil(wish)
    if scene.order_of(wish).state == "paid":
        # Killed before it was written down: whoever hears nothing asks again.
        sender.buyer.cancel(wish, scene.order_of(wish).number)
    return wish, "refunded"


def be_shipped(scene: Scene, product: int) -> tuple[Wish, str]:
    wish, _ = buy(scene, product)
    administrator = administrators_door(scene)
    until_done(administrator, scene, wish, "ship", "shipped")
    until_done(administrator, scene, wish, "deliver", "delivered")
    administrator.close()
    return wish, "delivered"


def until_done(door: Door, scene: Scene, wish: Wish, deed: str, state: str) -> None:
    def is_done() -> bool:
        door.ask("POST", f"/api/order/{scene.order_of(wish).number}/{deed}")
        return scene.order_of(wish).state == state

    wait_until(is_done, lambda: f"{deed} leaves it {scene.order_of(wish).state}.")


def be_left_to_the_sweeper(scene: Scene, product: int) -> tuple[Wish, str]:
    waiting = scene.ready(product)
    scene.stage.proxy.set_mode(ORDERS_TO_PRODUCTS, Mode.RESET)
    waiting.press()
    scene.stage.proxy.set_mode(ORDERS_TO_PRODUCTS, Mode.PASS)
    return waiting.wish, "paid"


def be_too_late(scene: Scene, product: int) -> tuple[Wish, str]:
    waiting = scene.ready(product, "tok_requires_action")
    answer = waiting.press()
    order = scene.order_of(waiting.wish)
    make_overdue(scene.stage.data, order.id)
    wait_until(
        lambda: held(scene, order.id) == "released",
        lambda: f"The overdue hold is {held(scene, order.id)}.",
    )
    waiting.buyer.cancel(waiting.wish, str(answer.result["number"]))
    return waiting.wish, "failed"


JOURNEYS: dict[Journey, tuple[str, ...]] = {
    buy: (
        *("place", "reserve", "authorise", "commit", "capture"),
        *("to-reserved", "to-authorised", "to-committed", "to-paid"),
    ),
    be_declined: ("cancel", "release", "to-failing", "to-failed"),
    send_back: ("to-refunding", "to-refunded"),
    be_shipped: ("to-shipped", "to-delivered"),
    be_left_to_the_sweeper: ("lease",),
    be_too_late: ("expire",),
}


@pytest.fixture(scope="module")
def shop() -> Iterator[Scene]:
    with scene() as opened:
        yield opened


@pytest.fixture(scope="module")
def product(shop: Scene) -> int:
    return shop.product(pieces=100_000)


@pytest.mark.parametrize("point", all_points())
def test_order_survives_a_kill_at(point: str, shop: Scene, product: int) -> None:
    before = process_ids(shop)
    shop.stage.points.arm(point)

    wish, end = journey_past(point)(shop, product)

    wait_until(
        lambda: shop.order_of(wish).state == end,
        lambda: f"The order is {shop.order_of(wish).state}, and should be {end}.",
    )
    assert shop.stage.points.has_fired(point), f"Nobody came by {point}: see JOURNEYS."
    assert before - process_ids(shop), f"Nobody was killed at {point}."
    assert shop.violations() == []
    wait_until(lambda: not missing(shop), lambda: f"Not started again: {missing(shop)}")
    shop.stage.wait_until_open()


def test_afterwards_reconcile_finds_nothing(shop: Scene, tmp_path: Path) -> None:
    told = shop.stage.reconcile(tmp_path / "reconcile.json")

    assert told.returncode == 0, f"{told.stdout}{told.stderr}"


def shopper(scene: Scene) -> Shopper:
    closing = threading.Event()
    # Whoever comes at closing time has patience for half a minute, not for ever.
    closing.set()
    return Shopper(scene.buyer(), iter(()), closing)


def journey_past(point: str) -> Journey:
    _, _, moment = point.partition(".")
    step = moment.removeprefix("before-").removeprefix("after-")
    found = [journey for journey, steps in JOURNEYS.items() if step in steps]
    assert found, f"Say in JOURNEYS which orders pass {point}."
    return found[0]


def programs(shop: Scene) -> list[str]:
    return shop.stage.processes.names()


def missing(shop: Scene) -> list[str]:
    return [name for name in programs(shop) if not shop.stage.processes.leader(name)]


def process_ids(shop: Scene) -> set[int]:
    running = shop.stage.processes
    leaders = {running.leader(name) for name in programs(shop)}
    return leaders.union(*(running.workers(name) for name in programs(shop)))


def administrators_door(shop: Scene) -> Door:
    accounts = Door(shop.stage.shop.services["user-service"])
    token = sign_in(accounts, shop.stage.shop.administrator, shop.stage.shop.password)
    accounts.close()
    return Door(shop.stage.orders, token)


def held(shop: Scene, order_id: str) -> str:
    holds = {hold.id: hold.state for hold in shop.stage.ledger().holds}
    return holds[order_id]


def wait_until(condition: Callable[[], bool], complaint: Callable[[], str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"After {PATIENCE:g} s: {complaint()}"
        time.sleep(0.05)
