"""Make every secret of the shop once, and write each container's own into its volume.

The originals are in the folder of `setup`. A copy is written again only if it is
missing or differs, so a lost volume is filled again.
"""

import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from setup.database_servers import Server, server_of
from setup.secret_paths import (
    ADMINISTRATOR_PASSWORD,
    APPLICATIONS,
    DATABASE,
    DATABASE_URL,
    REDIS,
    ROOT_PASSWORD,
    SERVERS,
    SESSIONS_PASSWORD,
    SETUP,
    SHOP,
    SIGNING_KEY,
)

Give = Callable[[Path, int, int], None]

_REDIS = """\
requirepass {password}
save ""
appendonly yes
appendfsync everysec
dir /data
"""


@dataclass(frozen=True)
class _Secret:
    """One file for one container."""

    folder: str
    name: str
    text: str
    owner: int = SHOP


def hand_out(
    volumes: Path,
    environment: Mapping[str, str] = os.environ,
    give: Give = os.chown,
) -> None:
    """Make missing secrets, and write every container's folder."""
    writer = _Writer(volumes, give)
    originals = {name: writer.keep(name, make) for name, make in _MAKERS.items()}
    for secret in _handed_out(originals, server_of(environment)):
        writer.write(secret)
    print("Every container has its secrets.")


class _Writer:
    """Write files that only their owner may read."""

    def __init__(self, volumes: Path, give: Give) -> None:
        self._volumes = volumes
        self._give = give

    def keep(self, name: str, make: Callable[[], str]) -> str:
        """Return an original; make it if there is none."""
        path = self._volumes / SETUP / name
        if not path.exists():
            self.write(_Secret(SETUP, name, make()))
        return path.read_text().strip()

    def write(self, secret: _Secret) -> None:
        """Write a file atomically, unless it has this text already."""
        path = self._volumes / secret.folder / secret.name
        if path.exists() and path.read_text() == secret.text:
            return
        self._give(path.parent, secret.owner, secret.owner)
        path.parent.chmod(0o700)
        unfinished = path.with_name(f"{path.name}.new")
        unfinished.unlink(missing_ok=True)
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(handle, "w") as file:
            file.write(secret.text)
            file.flush()
            os.fsync(file.fileno())
        self._give(unfinished, secret.owner, secret.owner)
        unfinished.rename(path)
        path.parent.chmod(0o500)


def _handed_out(originals: Mapping[str, str], server: Server) -> Iterator[_Secret]:
    for application in APPLICATIONS:
        for original, name in application.secrets.items():
            yield _Secret(application.folder, name, originals[original])
        address = server.url(application, originals[application.password])
        yield _Secret(application.folder, DATABASE_URL, address)
    sessions = originals[SESSIONS_PASSWORD]
    address = f"redis://:{sessions}@redis:6379/0"
    yield _Secret("frontend", "session-redis-url", address)
    yield _Secret(REDIS, "redis.conf", _REDIS.format(password=sessions), SERVERS)
    yield _Secret(DATABASE, ROOT_PASSWORD, originals[ROOT_PASSWORD], SERVERS)


def _signing_key() -> str:
    form = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Ed25519PrivateKey.generate().private_bytes(*form).decode().strip()


def _secret() -> str:
    return secrets.token_urlsafe(32)


def _password() -> str:
    return secrets.token_urlsafe(12)


_MAKERS: dict[str, Callable[[], str]] = {
    SIGNING_KEY: _signing_key,
    ADMINISTRATOR_PASSWORD: _password,
    **dict.fromkeys(
        (
            "order-service-secret",
            "frontend-secret",
            "frontend-key",
            "payment-secret",
            ROOT_PASSWORD,
            SESSIONS_PASSWORD,
            *(application.password for application in APPLICATIONS),
        ),
        _secret,
    ),
}
