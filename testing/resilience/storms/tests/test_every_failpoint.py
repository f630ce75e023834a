"""Processes are killed at every failpoint, one after the other, in one shop."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from testing.driver.administrator import sign_in
from testing.driver.lenient_http_client import ApiClient
from testing.resilience.storms.database_rows import make_overdue
from testing.resilience.storms.failpoints import all_failpoints
from testing.resilience.storms.network_links import ORDERS_TO_PRODUCTS
from testing.resilience.storms.proxy_modes import ProxyMode
from testing.resilience.storms.purchase_plans import CancelWhen, PurchasePlan
from testing.resilience.storms.scenario_shop import ScenarioShop, running_scenario_shop
from testing.resilience.storms.shopper_thread import ShopperThread

PATIENCE = 15.0
Journey = Callable[[ScenarioShop, int], tuple[PurchasePlan, str]]


def buy(shop: ScenarioShop, product: int) -> tuple[PurchasePlan, str]:
    plan = shop.plan(product)
    shopper(shop).fulfil(plan)
    return plan, "paid"


def be_declined(shop: ScenarioShop, product: int) -> tuple[PurchasePlan, str]:
    plan = shop.plan(product, "tok_declined")
    shopper(shop).fulfil(plan)
    return plan, "failed"


def send_back(shop: ScenarioShop, product: int) -> tuple[PurchasePlan, str]:
    plan = replace(shop.plan(product), cancel_when=CancelWhen.WHEN_PAID)
    sender = shopper(shop)
    sender.fulfil(plan)
    if shop.order_of(plan).state == "paid":
        # Killed before it was written down: whoever gets no answer asks again.
        sender.shopper.cancel(plan, shop.order_of(plan).number)
    return plan, "refunded"


def be_shipped(shop: ScenarioShop, product: int) -> tuple[PurchasePlan, str]:
    plan, _ = buy(shop, product)
    administrator = administrators_client(shop)
    until_done(administrator, shop, plan, "ship", "shipped")
    until_done(administrator, shop, plan, "deliver", "delivered")
    administrator.close()
    return plan, "delivered"


def until_done(
    client: ApiClient, shop: ScenarioShop, plan: PurchasePlan, action: str, state: str
) -> None:
    def is_done() -> bool:
        client.ask("POST", f"/api/order/{shop.order_of(plan).number}/{action}")
        return shop.order_of(plan).state == state

    wait_until(is_done, lambda: f"{action} leaves it {shop.order_of(plan).state}.")


def be_left_to_the_sweeper(
    shop: ScenarioShop, product: int
) -> tuple[PurchasePlan, str]:
    waiting = shop.ready(product)
    shop.proxied.proxy.set_mode(ORDERS_TO_PRODUCTS, ProxyMode.RESET)
    waiting.place_order()
    shop.proxied.proxy.set_mode(ORDERS_TO_PRODUCTS, ProxyMode.PASS)
    return waiting.plan, "paid"


def be_too_late(shop: ScenarioShop, product: int) -> tuple[PurchasePlan, str]:
    waiting = shop.ready(product, "tok_requires_action")
    answer = waiting.place_order()
    order = shop.order_of(waiting.plan)
    make_overdue(shop.proxied.data, order.id)
    wait_until(
        lambda: shop.reservation_state(order.id) == "released",
        lambda: f"The overdue reservation is {shop.reservation_state(order.id)}.",
    )
    waiting.cancel(str(answer.result["number"]))
    return waiting.plan, "failed"


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
def shop() -> Iterator[ScenarioShop]:
    with running_scenario_shop() as opened:
        yield opened


@pytest.fixture(scope="module")
def product(shop: ScenarioShop) -> int:
    return shop.product(pieces=100_000)


@pytest.mark.parametrize("point", all_failpoints())
def test_order_survives_a_kill_at(point: str, shop: ScenarioShop, product: int) -> None:
    before = process_ids(shop)
    shop.proxied.failpoints.arm(point)

    plan, end = journey_past(point)(shop, product)

    wait_until(
        lambda: shop.order_of(plan).state == end,
        lambda: f"The order is {shop.order_of(plan).state}, and should be {end}.",
    )
    assert shop.proxied.failpoints.has_fired(point), (
        f"Nobody came by {point}: see JOURNEYS."
    )
    assert before - process_ids(shop), f"Nobody was killed at {point}."
    assert shop.violations() == []
    wait_until(lambda: not missing(shop), lambda: f"Not started again: {missing(shop)}")
    shop.proxied.wait_until_open()


def test_afterwards_reconcile_finds_nothing(shop: ScenarioShop, tmp_path: Path) -> None:
    reconciled = shop.proxied.reconcile(tmp_path / "reconcile.json")

    assert reconciled.returncode == 0, f"{reconciled.stdout}{reconciled.stderr}"


def shopper(shop: ScenarioShop) -> ShopperThread:
    closing = threading.Event()
    # Whoever comes at closing time has patience for half a minute, not for ever.
    closing.set()
    return ShopperThread(shop.shopper(), iter(()), closing)


def journey_past(point: str) -> Journey:
    _, _, moment = point.partition(".")
    step = moment.removeprefix("before-").removeprefix("after-")
    found = [journey for journey, steps in JOURNEYS.items() if step in steps]
    assert found, f"Say in JOURNEYS which orders pass {point}."
    return found[0]


def programs(shop: ScenarioShop) -> list[str]:
    return shop.proxied.processes.names()


def missing(shop: ScenarioShop) -> list[str]:
    return [name for name in programs(shop) if not shop.proxied.processes.leader(name)]


def process_ids(shop: ScenarioShop) -> set[int]:
    running = shop.proxied.processes
    leaders = {running.leader(name) for name in programs(shop)}
    return leaders.union(*(running.workers(name) for name in programs(shop)))


def administrators_client(shop: ScenarioShop) -> ApiClient:
    opened = shop.proxied.running
    users = opened.services["user-service"]
    token = sign_in(users, opened.administrator, opened.password)
    return ApiClient(shop.proxied.orders, token)


def wait_until(condition: Callable[[], bool], complaint: Callable[[], str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"After {PATIENCE:g} s: {complaint()}"
        time.sleep(0.05)
