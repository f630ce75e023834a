import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from testing.resilience.storms.consistency_checker import Kind
from testing.resilience.storms.database_rows import Order
from testing.resilience.storms.scenario_shop import ScenarioShop, running_scenario_shop


@pytest.fixture
def shop() -> Iterator[ScenarioShop]:
    with running_scenario_shop() as opened:
        yield opened


def test_orders_that_a_backup_forgets_are_missed(
    shop: ScenarioShop, tmp_path: Path
) -> None:
    product = shop.product(pieces=10)
    remembered = bought(shop, product)
    backup = tmp_path / "order-service.db"
    while_closed(shop, lambda database: shutil.copy(database, backup))
    forgotten = bought(shop, product)
    while_closed(shop, lambda database: shutil.copy(backup, database))

    violations = shop.violations()
    reconciled = shop.proxied.reconcile(tmp_path / "reconcile.json")

    lost = [found.about for found in violations if found.kind == Kind.LOST]
    assert lost == [forgotten.number]
    charged = [each for each in violations if each.kind == Kind.CHARGED_WITHOUT_ORDER]
    assert [found.about for found in charged] == [forgotten.id]
    assert reconciled.returncode == 1
    assert forgotten.id in reconciled.stdout
    assert remembered.number not in reconciled.stdout


def bought(shop: ScenarioShop, product: int) -> Order:
    checkout = shop.ready(product)
    assert checkout.place_order().status == 201
    return shop.order_of(checkout.plan)


def while_closed(shop: ScenarioShop, copy: Callable[[Path], object]) -> None:
    for program in ("order-sweeper", "order-service"):
        shop.proxied.processes.stop(program)
    copy(shop.proxied.data / "order-service.db")
    for program in ("order-service", "order-sweeper"):
        shop.proxied.processes.start(program)
    shop.proxied.wait_until_open()
