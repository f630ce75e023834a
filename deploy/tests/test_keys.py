from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from setup import keys
from setup.secret_paths import SERVERS, SHOP


def everything_in(volumes: Path) -> Mapping[str, str]:
    files = (path for path in volumes.rglob("*") if path.is_file())
    return {path.relative_to(volumes).as_posix(): path.read_text() for path in files}


def test_keys_are_made_once(volumes: Path, hand_out: Callable[[], None]) -> None:
    hand_out()
    before = everything_in(volumes)

    hand_out()

    assert everything_in(volumes) == before


@pytest.mark.parametrize("folder", ["frontend", "order-service", "database", "redis"])
def test_lost_volume_is_filled_again(
    volumes: Path, hand_out: Callable[[], None], folder: str
) -> None:
    hand_out()
    before = everything_in(volumes)
    (volumes / folder).chmod(0o700)
    for path in (volumes / folder).iterdir():
        path.unlink()

    hand_out()

    assert everything_in(volumes) == before


def test_all_originals_differ(volumes: Path, hand_out: Callable[[], None]) -> None:
    hand_out()

    originals = [path.read_text() for path in (volumes / "setup").iterdir()]

    assert len(originals) == len(set(originals)) == len(keys._MAKERS)
    assert min(map(len, originals)) >= 16


def test_only_the_owner_may_read_a_file(
    volumes: Path, hand_out: Callable[[], None]
) -> None:
    hand_out()

    modes = {path.stat().st_mode & 0o777 for path in volumes.rglob("*/*")}

    assert modes == {0o400}
    assert {path.stat().st_mode & 0o777 for path in volumes.iterdir()} == {0o500}


def test_servers_own_their_files_and_the_shop_the_rest(
    volumes: Path, hand_out: Callable[[], None], owners: dict[str, int]
) -> None:
    hand_out()

    servers = {name for name, owner in owners.items() if owner == SERVERS}
    shop = {name for name, owner in owners.items() if owner == SHOP}

    assert servers == {
        *("database", "database/root-password"),
        *("redis", "redis/redis.conf"),
    }
    assert servers | shop >= everything_in(volumes).keys()


def test_unfinished_file_of_an_aborted_run_is_replaced(
    volumes: Path, hand_out: Callable[[], None]
) -> None:
    (volumes / "setup" / "payment-secret.new").write_text("half a")

    hand_out()

    assert len((volumes / "setup" / "payment-secret").read_text()) >= 32
    assert not list(volumes.rglob("*.new"))


def test_database_url_depends_on_the_kind_of_server(
    volumes: Path, hand_out: Callable[[], None]
) -> None:
    hand_out()
    keys.hand_out(volumes, {"DATABASE": "postgresql"}, lambda *_: None)

    address = (volumes / "order-service" / "database-url").read_text()

    assert address.startswith("postgresql+psycopg://order_service:")
    assert address.endswith("@database:5432/order_service")


def test_both_services_have_the_same_secret(
    volumes: Path, hand_out: Callable[[], None]
) -> None:
    hand_out()
    given = everything_in(volumes)

    assert given["frontend/service-secret"] == given["user-service/frontend-secret"]
    assert (
        given["order-service/service-secret"]
        == given["user-service/order-service-secret"]
    )
    assert (
        given["order-service/payment-secret"] == given["payment-sandbox/payment-secret"]
    )
    assert given["redis/redis.conf"].split()[1] in given["frontend/session-redis-url"]
