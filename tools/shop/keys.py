"""The keys and secrets of the shop: made once, random, read by their owner alone."""

import os
import secrets
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from tools.errors import Refusal

SIGNING_KEY = "signing-key.pem"
ORDER_SERVICE_SECRET = "order-service-secret"  # noqa: S105 (the name of a file)
FRONTEND_SECRET = "frontend-secret"  # noqa: S105 (the name of a file)
PAYMENT_SECRET = "payment-secret"  # noqa: S105 (the name of a file)
SESSION_KEY = "frontend-secret-key"
ADMINISTRATOR_PASSWORD = "administrator-password"  # noqa: S105 (the name of a file)


def make_keys(folder: Path) -> None:
    """Make the keys that are missing; refuse to go on with one that is damaged."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    for name, (make, is_whole) in _KEYS.items():
        path = folder / name
        if not path.exists():
            _write_privately(path, make())
        _check(path, is_whole)


def read_key(folder: Path, name: str) -> str:
    """Read a secret of the shop."""
    return (folder / name).read_text().strip()


def _check(path: Path, is_whole: Callable[[str], bool]) -> None:
    try:
        text = path.read_text()
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(0o600)
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"Cannot read the secret {path}: {error}.") from None
    if not is_whole(text.strip()):
        raise Refusal(
            f"The secret {path} is damaged or too short: restore it, or delete it"
            " and the next start makes a new one."
        )


def _write_privately(path: Path, text: str) -> None:
    # A start that is cut short must not leave half a key behind.
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)


def new_signing_key() -> str:
    """Make a key for signing tokens, as PEM."""
    key = Ed25519PrivateKey.generate()
    form = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return key.private_bytes(*form).decode().strip()


def _is_signing_key(text: str) -> bool:
    try:
        key = load_pem_private_key(text.encode(), password=None)
    except (ValueError, TypeError):
        return False
    return isinstance(key, Ed25519PrivateKey)


def _random(size: int, shortest: int) -> "_Kind":
    """Make and check what is drawn by lot: a text of so many random bytes."""
    return partial(secrets.token_urlsafe, size), lambda text: len(text) >= shortest


_Kind = tuple[Callable[[], str], Callable[[str], bool]]
_KEYS: dict[str, _Kind] = {
    SIGNING_KEY: (new_signing_key, _is_signing_key),
    **dict.fromkeys(
        (ORDER_SERVICE_SECRET, FRONTEND_SECRET, PAYMENT_SECRET, SESSION_KEY),
        _random(size=32, shortest=32),
    ),
    ADMINISTRATOR_PASSWORD: _random(size=12, shortest=8),
}
