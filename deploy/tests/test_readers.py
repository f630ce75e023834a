"""Which container can read which secret: this list, compared with the compose files."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tools.containers.compose_files import MARIADB, POSTGRESQL, REPLICAS, read

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
# These make every secret and every database; they accept no connections, and exit.
READ_SEVERAL = {"keys", "setup"}
KINDS = pytest.mark.parametrize("files", [MARIADB, POSTGRESQL, REPLICAS])


@KINDS
def test_container_reads_only_its_own_secrets(
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
        if name not in READ_SEVERAL
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
def test_environment_names_secrets_only_by_their_files(
    files: tuple[str, ...],
) -> None:
    services = read(*files)["services"]

    found = {
        (service, name, value)
        for service, settings in services.items()
        for name, value in settings.get("environment", {}).items()
        if any(word in name for word in ("SECRET", "KEY", "PASSWORD", "DATABASE_URL"))
    }

    assert found
    for _service, name, value in found:
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
