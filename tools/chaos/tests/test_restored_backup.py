import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools.chaos.checker import Kind
from tools.chaos.ledger import Order
from tools.chaos.scene import Scene, scene


@pytest.fixture
def shop() -> Iterator[Scene]:
    with scene() as opened:
        yield opened


def test_orders_that_a_backup_forgets_are_missed(shop: Scene, tmp_path: Path) -> None:
    product = shop.product(pieces=10)
    remembered = bought(shop, product)
    backup = tmp_path / "order-service.db"
    closed(shop, lambda book: shutil.copy(book, backup))
    forgotten = bought(shop, product)
    closed(shop, lambda book: shutil.copy(backup, book))

    violations = shop.violations()
    told = shop.stage.reconcile(tmp_path / "reconcile.json")

    lost = [found.about for found in violations if found.kind == Kind.LOST]
    assert lost == [forgotten.number]
    charged = [each for each in violations if each.kind == Kind.CHARGED_WITHOUT_ORDER]
    assert [found.about for found in charged] == [forgotten.id]
    assert told.returncode == 1
    assert forgotten.id in told.stdout
    assert remembered.number not in told.stdout


def bought(shop: Scene, product: int) -> Order:
    ready = shop.ready(product)
    assert ready.press().status == 201
    return shop.order_of(ready.wish)


def closed(shop: Scene, deed: Callable[[Path], object]) -> None:
    for program in ("order-sweeper", "order-service"):
        shop.stage.processes.stop(program)
    deed(shop.stage.data / "order-service.db")
    for program in ("order-service", "order-sweeper"):
        shop.stage.processes.start(program)
    shop.stage.wait_until_open()
