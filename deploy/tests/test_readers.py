"""Which container can read which secret: the list, held against the compose files."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tools.compose.files import MARIADB, POSTGRESQL, REPLICAS, read

READERS = {
    "frontend": {"database-url", "secret-key", "service-secret", "session-redis-url"},
    "user-service": {
        "database-url",
        "frontend-secret",
        "order-service-secret",
        "signing-key.pem",
    },
    "product-service": {"database-url"},
    "stock-sweeper": {"database-url"},
    "order-service": {"database-url", "payment-secret", "service-secret"},
    "order-sweeper": {"database-url", "payment-secret", "service-secret"},
    "payment-sandbox": {"database-url", "payment-secret"},
    "database": {"root-password"},
    "redis": {"redis.conf"},
}
# They make every secret, and every database: nobody reaches them, and they end at once.
KNOW_MORE = {"keys", "setup"}
KINDS = pytest.mark.parametrize("files", [MARIADB, POSTGRESQL, REPLICAS])


@KINDS
def test_container_reads_its_own_secrets_alone(
    files: tuple[str, ...], volumes: Path, hand_out: Callable[[], None]
) -> None:
    hand_out()
    services = read(*files)["services"]

    readers = {
        name: {
            path.name
            for folder in mounted_secrets(service)
            for path in (volumes / folder).iterdir()
        }
        for name, service in services.items()
        if name not in KNOW_MORE
    }

    assert {name: found for name, found in readers.items() if found} == READERS


@KINDS
def test_secrets_are_read_only_except_where_they_are_made(
    files: tuple[str, ...],
) -> None:
    writers = {
        name
        for name, service in read(*files)["services"].items()
        for volume in service.get("volumes", [])
        if volume.startswith("secrets-") and not volume.endswith(":ro")
    }

    assert writers == {"keys"}


@KINDS
def test_environment_names_secrets_by_their_files_alone(
    files: tuple[str, ...],
) -> None:
    services = read(*files)["services"]

    told = {
        (service, name, value)
        for service, settings in services.items()
        for name, value in settings.get("environment", {}).items()
        if any(word in name for word in ("SECRET", "KEY", "PASSWORD", "DATABASE_URL"))
    }

    assert told
    for _service, name, value in told:
        assert name.endswith("_FILE"), name
        assert value.startswith("/run/secrets/"), name


@KINDS
def test_every_named_file_is_handed_out(
    files: tuple[str, ...], volumes: Path, hand_out: Callable[[], None]
) -> None:
    hand_out()

    for name, service in read(*files)["services"].items():
        for value in service.get("environment", {}).values():
            if value.startswith("/run/secrets/"):
                assert value.removeprefix("/run/secrets/") in READERS[name]


def mounted_secrets(service: Mapping[str, list[str]]) -> list[str]:
    names = (volume.split(":")[0] for volume in service.get("volumes", []))
    return [
        name.removeprefix("secrets-") for name in names if name.startswith("secrets-")
    ]
