import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tools.shop import DidNotOpen, RunningShop, running_shop
from tools.shop.health import is_ready
from tools.waiting import comes_true

PATIENCE = 20.0


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> RunningShop:
    """A shop that was open once and is closed."""
    with running_shop(var=tmp_path_factory.mktemp("shop")) as first:
        pass
    return first


@pytest.fixture(scope="module")
def shop(first: RunningShop) -> Iterator[RunningShop]:
    """The same shop, open again."""
    with running_shop(var=var_of(first)) as shop:
        yield shop


@pytest.fixture
def copy(first: RunningShop, tmp_path: Path) -> Path:
    """The folder of a shop just like it."""
    ignored = shutil.ignore_patterns("run")
    return Path(shutil.copytree(var_of(first), tmp_path / "var", ignore=ignored))


def test_open_shop_has_every_application_ready(shop: RunningShop) -> None:
    assert [name for name in shop.services if not is_ready(port(shop, name))] == []
    assert shop.url == shop.services["frontend"]


def test_killed_application_returns_alone(shop: RunningShop) -> None:
    before = {name: shop.process_id(name) for name in shop.services}

    shop.kill("order-service")

    assert comes_true(
        lambda: "order-service is running again." in launcher_log(shop), PATIENCE
    )
    after = {name: shop.process_id(name) for name in shop.services}
    changed = {name for name in shop.services if before[name] != after[name]}
    assert changed == {"order-service"}
    assert (
        "order-service stopped unexpectedly (killed by SIGKILL); starting it again."
        in launcher_log(shop)
    )


@pytest.mark.parametrize("sweeper", ["order-sweeper", "stock-sweeper"])
def test_killed_sweeper_returns_with_a_line(shop: RunningShop, sweeper: str) -> None:
    victim = shop.process_id(sweeper)

    shop.kill(sweeper)

    assert comes_true(
        lambda: f"{sweeper} is running again." in launcher_log(shop), PATIENCE
    )
    assert shop.process_id(sweeper) not in (0, victim)
    assert (
        f"{sweeper} stopped unexpectedly (killed by SIGKILL); starting it again."
        in launcher_log(shop)
    )


def test_sweeper_can_rest(shop: RunningShop) -> None:
    shop.stop("order-sweeper")
    resting = shop.process_id("order-sweeper")
    shop.start("order-sweeper")

    assert resting == 0
    assert shop.process_id("order-sweeper") != 0


def test_killed_worker_returns_with_a_line(shop: RunningShop) -> None:
    master = shop.process_id("user-service")

    os.kill(child_of(master), signal.SIGKILL)

    assert comes_true(
        lambda: "user-service is running again." in launcher_log(shop), PATIENCE
    )
    assert shop.process_id("user-service") == master
    assert (
        "user-service stopped unexpectedly (its worker was killed by SIGKILL);"
        in launcher_log(shop)
    )


def test_one_application_can_rest_while_others_work(shop: RunningShop) -> None:
    shop.stop("payment-sandbox")
    resting = is_ready(port(shop, "payment-sandbox"))
    working = is_ready(port(shop, "order-service"))
    shop.start("payment-sandbox")

    assert (resting, working) == (False, True)
    assert is_ready(port(shop, "payment-sandbox"))


def test_application_that_is_cut_off_stays_away(shop: RunningShop) -> None:
    shop.cut_off("payment-sandbox")
    stays_away = shop.process_id("payment-sandbox") == 0
    shop.start("payment-sandbox")

    assert stays_away
    assert is_ready(port(shop, "payment-sandbox"))


@pytest.mark.parametrize("killed", ["lock", "supervisord.pid"])
def test_no_process_outlives_a_killed_parent(copy: Path, killed: str) -> None:
    with running_shop(var=copy) as shop:
        parent = int((copy / "run" / killed).read_text())

        os.kill(parent, signal.SIGKILL)

        assert comes_true(lambda: not anybody_listens(shop), PATIENCE)


def test_closed_shop_leaves_no_process(first: RunningShop) -> None:
    assert not anybody_listens(first)


def test_second_opening_keeps_everything(first: RunningShop, shop: RunningShop) -> None:
    assert shop.password == first.password
    assert launcher_log(shop).splitlines()[:1] == ["Opening the shop."]
    assert "database" not in launcher_log(shop)


def test_application_that_cannot_start_is_explained(copy: Path) -> None:
    with (
        pytest.raises(DidNotOpen) as reason,
        running_shop({"DELIVERY_EXPRESS": "dear"}, var=copy),
    ):
        pass

    assert "order-service does not start. The end of its log" in str(reason.value)
    assert "DELIVERY_EXPRESS must be an amount such as 2.90" in str(reason.value)


def test_broken_setting_of_a_new_shop_is_explained(tmp_path: Path) -> None:
    with (
        pytest.raises(DidNotOpen, match="CURRENCY must be a currency of hundredths"),
        running_shop({"CURRENCY": "JPY"}, var=tmp_path),
    ):
        pass


def var_of(shop: RunningShop) -> Path:
    return shop.logs.parent


def launcher_log(shop: RunningShop) -> str:
    return (shop.logs / "launcher.log").read_text()


def port(shop: RunningShop, application: str) -> int:
    return urlsplit(shop.services[application]).port or 0


def child_of(process: int) -> int:
    listed = subprocess.run(
        ["ps", "-A", "-o", "ppid=,pid="], capture_output=True, text=True, check=True
    )
    pairs = (line.split() for line in listed.stdout.splitlines())
    return next(int(child) for parent, child in pairs if int(parent) == process)


def anybody_listens(shop: RunningShop) -> bool:
    for application in shop.services:
        with socket.socket() as connection:
            if connection.connect_ex(("127.0.0.1", port(shop, application))) == 0:
                return True
    return False
