"""Brings htmx into the storefront's static files, and packs those for the wire.

npm fetches it, from a lock with its hash. The shop works without the file, so a failure
here is loud, not fatal.
"""

import json
import shutil
from pathlib import Path

from tools.applications import FRONTEND, ROOT
from tools.command_runner import run_command
from tools.errors import Refusal
from tools.fingerprints import Stamp, fingerprint
from tools.npm_packages import LOCK_FILES, install_locked

_ASSETS = ROOT / "assets"
_STATIC = FRONTEND.path / "src" / FRONTEND.package / "static"
_STAMPS = ROOT / ".venv" / "stamps"
_PACKED = {".br", ".gz"}
_LOUD = """
!!! htmx is missing: the shop works, but every page reloads as a whole.
!!! {reason}
!!! Install npm, or mend the way to the package index; then run: make assets
"""


def set_up(python: Path) -> None:
    """Bring what is missing or has changed, and nothing else."""
    bring_htmx(python)
    _pack(python)


def bring_htmx(python: Path, static: Path = _STATIC) -> None:
    """Fetch the locked htmx; warn loudly where that cannot be, and go on."""
    target = static / "vendor" / f"htmx-{_wanted_version()}.min.js"
    stamp = Stamp(_STAMPS / "htmx")
    wanted = fingerprint(_ASSETS / name for name in LOCK_FILES)
    if target.exists() and stamp.fits(wanted):
        return
    try:
        install_locked("htmx", _ASSETS, python)
    except Refusal as refusal:
        print(_LOUD.format(reason=str(refusal).replace("\n", "\n!!! ")), flush=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    for former in target.parent.glob("htmx-*"):
        former.unlink()
    shutil.copyfile(_ASSETS / "node_modules/htmx.org/dist/htmx.min.js", target)
    stamp.put(wanted)


def _wanted_version() -> str:
    manifest = json.loads((_ASSETS / "package.json").read_text())
    return str(manifest["dependencies"]["htmx.org"])


def _pack(python: Path) -> None:
    """Compress the static files ahead of their first request."""
    stamp = Stamp(_STAMPS / "static")
    files = [path for path in _STATIC.rglob("*") if path.is_file()]
    wanted = fingerprint(path for path in files if path.suffix not in _PACKED)
    if stamp.fits(wanted):
        return
    for path in files:
        if path.suffix in _PACKED:
            path.unlink()
    run_command(
        "Compressing the static files",
        [python, "-m", "whitenoise.compress", "--quiet", _STATIC],
        advice="Is whitenoise in .venv? `rm -r .venv` makes it anew.",
    )
    stamp.put(wanted)
