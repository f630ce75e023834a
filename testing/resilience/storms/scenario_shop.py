"""A proxied shop for scenarios: a few shoppers, one action at a time."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from testing.driver.administrator import Administrator, register
from testing.driver.lenient_http_client import ApiResponse
from testing.resilience.storms.api_shopper import ApiShopper, CheckoutRequest
from testing.resilience.storms.consistency_checker import Violation, find_violations
from testing.resilience.storms.database_rows import Order
from testing.resilience.storms.journal import Journal
from testing.resilience.storms.proxied_shop import ProxiedShop, running_proxied_shop
from testing.resilience.storms.purchase_plans import CancelWhen, PurchasePlan
from tools.waiting import comes_true

# A few seconds after an accident all is well again; half a minute is what is promised.
PATIENCE = 15.0
_SECONDS_BETWEEN_TRIES = 0.2


@dataclass(frozen=True)
class ReadyCheckout:
    """A shopper with a filled cart, and the checkout that is sent next."""

    shopper: ApiShopper
    plan: PurchasePlan
    checkout: CheckoutRequest

    def place_order(self) -> ApiResponse:
        """Send the checkout once."""
        return self.shopper.place_order(self.plan, self.checkout)

    def place_order_twice(self) -> tuple[ApiResponse, ApiResponse]:
        """Send the checkout twice at the same moment."""
        return self.shopper.place_order_twice(self.plan, self.checkout)

    def cancel(self, number: str) -> ApiResponse:
        """Cancel the order."""
        return self.shopper.cancel(self.plan, number)


@dataclass
class ScenarioShop:
    """A shop for several scenarios, each with products and shoppers of its own."""

    proxied: ProxiedShop
    journal: Journal
    administrator: Administrator
    products: list[Mapping[str, Any]]
    stocked: dict[int, int] = field(default_factory=dict)
    shoppers: list[ApiShopper] = field(default_factory=list)

    def product(self, pieces: int) -> int:
        """Stock a product that no other scenario sells."""
        product = self.products.pop()
        self.administrator.change(product["slug"], quantity=pieces)
        self.stocked[product["id"]] = pieces
        return int(product["id"])

    def shopper(self) -> ApiShopper:
        """Register another shopper."""
        number = len(self.shoppers)
        users = self.proxied.running.services["user-service"]
        token = register(users, f"basil-{number}")
        shopper = ApiShopper(number, self.proxied.orders, token, self.journal)
        self.shoppers.append(shopper)
        return shopper

    def ready(self, product: int, method: str = "tok_ok") -> ReadyCheckout:
        """Register a shopper and fill the cart."""
        shopper, plan = self.shopper(), self.plan(product, method)
        # After an accident the shop leaves a service alone for two seconds.
        fill = partial(shopper.fill_basket, plan)
        checkout = comes_true(fill, PATIENCE, _SECONDS_BETWEEN_TRIES)
        if checkout is None:
            raise TimeoutError("the shop does not take anything into the basket")
        return ReadyCheckout(shopper, plan, checkout)

    def plan(self, product: int, method: str = "tok_ok") -> PurchasePlan:
        """Plan to buy one piece of a product, and nothing unusual."""
        return PurchasePlan(
            key=f"scenario-{len(self.shoppers)}-{product}-{len(self.journal.requests)}",
            quantities={product: 1},
            method=method,
            delivery="standard",
            is_doubled=False,
            hesitates=False,
            cancel_when=CancelWhen.NEVER,
            confirms=True,
        )

    def order_of(self, plan: PurchasePlan) -> Order:
        """Find the order of a plan in the database."""
        orders = self.proxied.snapshot().orders
        return next(order for order in orders if order.key == plan.key)

    def reservation_state(self, order_id: str) -> str:
        """Find the state of an order's reservation in the database."""
        reservations = self.proxied.snapshot().reservations
        return next(each.state for each in reservations if each.id == order_id)

    def violations(self) -> list[Violation]:
        """Wait until all is settled, and check all databases."""
        self.proxied.seconds_until_settled(PATIENCE)
        snapshot = self.proxied.snapshot()
        return find_violations(self.journal.responses, snapshot, self.stocked)

    def close(self) -> None:
        """Close the connections and the journal."""
        for shopper in self.shoppers:
            shopper.close()
        self.administrator.close()
        self.journal.close()


@contextmanager
def running_scenario_shop(
    environment: Mapping[str, str] | None = None,
) -> Iterator[ScenarioShop]:
    """Open a shop for scenarios, with more settings for its applications if need be."""
    with (
        running_proxied_shop(environment) as proxied,
        tempfile.TemporaryDirectory(prefix="chaos-journal-") as folder,
    ):
        journal = Journal(Path(folder) / "journal.jsonl")
        administrator = Administrator.of(proxied.running)
        shop = ScenarioShop(proxied, journal, administrator, administrator.products())
        yield shop
        shop.close()
