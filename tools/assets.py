"""Brings htmx into the storefront's static files, and packs those for the wire.

npm fetches it, from a lock with its hash; a machine without npm borrows one from the
Python index. The shop works without the file, so a failure here is loud, not fatal.
"""

import json
import os
import shutil
import tempfile
from pathlib import Path

from tools.applications import FRONTEND, ROOT
from tools.chores import run_chore
from tools.refusal import Refusal
from tools.stamps import Stamp, fingerprint

_ASSETS = ROOT / "assets"
_STATIC = FRONTEND.path / "src" / FRONTEND.package / "static"
_STAMPS = ROOT / ".venv" / "stamps"
_PACKED = {".br", ".gz"}
_CLEAN_INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--fetch-retries=1")
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
    """Fetch the locked htmx; say loudly where that cannot be, and go on."""
    target = static / "vendor" / f"htmx-{_wanted_version()}.min.js"
    stamp = Stamp(_STAMPS / "htmx")
    wanted = fingerprint(_ASSETS / name for name in ("package-lock.json", ".npmrc"))
    if target.exists() and stamp.fits(wanted):
        return
    try:
        _fetch(python)
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


def _fetch(python: Path) -> None:
    npm = shutil.which("npm")
    try:
        if npm is None:
            raise Refusal("There is no npm on this machine.")
        run_chore(
            "Fetching htmx with npm",
            [npm, *_CLEAN_INSTALL],
            advice="Trying the npm of the Python index instead.",
            folder=_ASSETS,
        )
    except Refusal as refusal:
        print(refusal, flush=True)
        _fetch_with_borrowed_npm(python)


def _fetch_with_borrowed_npm(python: Path) -> None:
    var = ROOT / "var"
    var.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="node-", dir=var) as folder:
        run_chore(
            "Making room for a borrowed npm",
            [python, "-m", "venv", folder],
            advice="Is there room on the disk?",
        )
        programs = Path(folder) / "bin"
        lock = ("--require-hashes", "-r", _ASSETS / "requirements.txt")
        run_chore(
            "Borrowing npm from the Python index",
            [programs / "python", "-m", "pip", "install", "--quiet", *lock],
            advice="The package index did not give it.",
        )
        run_chore(
            "Fetching htmx with the borrowed npm",
            [programs / "npm", *_CLEAN_INSTALL],
            advice="The registry of npm did not give it.",
            folder=_ASSETS,
            environment={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},
        )


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
    run_chore(
        "Compressing the static files",
        [python, "-m", "whitenoise.compress", "--quiet", _STATIC],
        advice="Is whitenoise in the workbench? `rm -r .venv` makes it anew.",
    )
    stamp.put(wanted)
