"""Makes every secret of the shop once, and hands each container its own.

The masters lie in the folder of `setup`. Whatever is handed out is written again only
where it is missing or differs, so a lost volume is filled anew.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from setup.layout import (
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
    Application,
)
from setup.servers import server_of

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


def hand_out(secrets_: Path) -> None:
    """Make what is missing, and write every container's folder."""
    masters = {name: _master(secrets_, name, make) for name, make in _MAKERS.items()}
    for secret in _handed_out(masters):
        _write(secrets_ / secret.folder / secret.name, secret.text, secret.owner)
    print("Every container has its secrets.")


def _master(secrets_: Path, name: str, make: Callable[[], str]) -> str:
    path = secrets_ / SETUP / name
    if not path.exists():
        _write(path, make(), SHOP)
    return path.read_text().strip()


def _handed_out(masters: dict[str, str]) -> Iterator[_Secret]:
    server = server_of(os.environ)
    for application in APPLICATIONS:
        for master, name in application.secrets.items():
            yield _Secret(application.folder, name, masters[master])
        address = server.address(application, masters[application.password])
        yield _Secret(application.folder, DATABASE_URL, address)
    sessions = masters[SESSIONS_PASSWORD]
    address = f"redis://:{sessions}@redis:6379/0"
    yield _Secret("frontend", "session-redis-url", address)
    yield _Secret(REDIS, "redis.conf", _REDIS.format(password=sessions), SERVERS)
    yield _Secret(DATABASE, ROOT_PASSWORD, masters[ROOT_PASSWORD], SERVERS)


def _write(path: Path, text: str, owner: int) -> None:
    """Write a file that its owner alone may read; whole, or not at all."""
    if path.exists() and path.read_text() == text:
        return
    os.chown(path.parent, owner, owner)
    path.parent.chmod(0o500)
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.chown(unfinished, owner, owner)
    unfinished.rename(path)


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
