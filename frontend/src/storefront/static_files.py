"""Style sheets, drawings and scripts: under names that change with their content.

So a browser may keep each for a year. WhiteNoise serves them, compressed where the
browser can; what is not compressed yet is compressed when the shop starts.
"""

import hashlib
import logging
import os
from pathlib import Path
from wsgiref.headers import Headers

from click import get_current_context
from flask import Flask
from whitenoise import WhiteNoise  # type: ignore[import-untyped]
from whitenoise.compress import Compressor  # type: ignore[import-untyped]

from storefront.security_headers import OF_FILES

_FOLDER = Path(__file__).parent / "static"
_PACKED = {".br", ".gz"}
_HTMX = "vendor/htmx-4.0.1.min.js"
_ONE_YEAR = 365 * 24 * 60 * 60
log = logging.getLogger(__name__)


def serve_static_files(app: Flask, folder: Path = _FOLDER) -> None:
    """Serve the files, and give templates their addresses."""
    addresses = {}
    server = WhiteNoise(
        app.wsgi_app,
        max_age=_ONE_YEAR,
        immutable_file_test=_is_static,
        allow_all_origins=False,
        add_headers_function=_add_headers,
    )
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        addresses[name] = f"/static/{_versioned(path, name)}"
        _pack(path)
        server.add_file_to_dictionary(addresses[name], str(path))
    # A command, such as a migration, serves nobody and needs no script.
    if _HTMX not in addresses and not get_current_context(silent=True):
        log.error("%s is missing: pages reload as a whole. Run `make assets`.", _HTMX)
    app.wsgi_app = server  # type: ignore[method-assign]
    app.jinja_env.globals.update(static=addresses, htmx=addresses.get(_HTMX))


def _add_headers(headers: Headers, _path: str, _url: str) -> None:
    for name, value in OF_FILES.items():
        headers[name] = value


def _files(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if path.suffix not in _PACKED)


def _versioned(path: Path, name: str) -> str:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:10]
    return f"{name.removesuffix(path.suffix)}.{digest}{path.suffix}"


def _is_static(_path: str, url: str) -> bool:
    return url.startswith("/static/")


def _pack(path: Path) -> None:
    compressor = Compressor(quiet=True)
    if not compressor.should_compress(path.name):
        return
    packed = [path.with_name(path.name + ending) for ending in sorted(_PACKED)]
    if all(other.exists() and _is_same_age(other, path) for other in packed):
        return
    if os.access(path.parent, os.W_OK):
        for other in packed:
            other.unlink(missing_ok=True)
        compressor.compress(str(path))


def _is_same_age(packed: Path, path: Path) -> bool:
    """Compare loosely: the compressor copies the time of the file as a float."""
    return abs(packed.stat().st_mtime - path.stat().st_mtime) < 0.001
