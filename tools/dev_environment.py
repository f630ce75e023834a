"""Sets up `.venv`, where the shop is run and checked: locked packages, and its folders.

Any Python from 3.11 on runs this, before a single package is there.
"""

import subprocess
import sys

from tools import assets, price_watch_packages
from tools.applications import APPLICATIONS, CONTRACT_KIT, ROOT, SERVICE_KIT
from tools.command_runner import run_command
from tools.fingerprints import Stamp, fingerprint

ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"

_STAMP = Stamp(ENVIRONMENT / "stamps" / "packages")
_FOLDERS = (
    SERVICE_KIT,
    CONTRACT_KIT,
    *(application.path for application in APPLICATIONS),
)
_LOCKS = tuple(
    ROOT / f"{place}.txt"
    for place in (
        "requirements-dev",
        # So that any test runs here, too, while one writes it.
        "requirements-test",
        "requirements-broker",
        "contract-kit/requirements-test",
        *(f"{application.folder}/requirements" for application in APPLICATIONS),
    )
)
_ADVICE = "Look at the lines below; often the way to the package index is the reason."


def main() -> None:
    """Set up what is missing or has changed, and nothing else."""
    try:
        _set_up_packages()
        assets.set_up(PYTHON)
        price_watch_packages.set_up(PYTHON)
    except KeyboardInterrupt:
        sys.exit(130)


def _set_up_packages() -> None:
    wanted = fingerprint(
        [*_LOCKS, *(folder / "pyproject.toml" for folder in _FOLDERS)],
        *(str(ROOT), _version()),
    )
    if _STAMP.fits(wanted):
        return
    if not _is_sound():
        run_command(
            f"Making .venv with Python {_version()}",
            [sys.executable, "-m", "venv", "--clear", ENVIRONMENT],
            advice="Is there room on the disk, and may you write here?",
        )
    _STAMP.remove()
    _install()
    _STAMP.put(wanted)


def _install() -> None:
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    locks = (word for lock in _LOCKS for word in ("-r", lock))
    run_command(
        "Installing packages into .venv (a minute or two, once)",
        [*pip, "--require-hashes", "--no-deps", *locks],
        advice=_ADVICE,
    )
    folders = (word for folder in _FOLDERS for word in ("--editable", folder))
    run_command(
        "Installing the applications",
        [*pip, "--no-index", "--no-deps", "--no-build-isolation", *folders],
        advice=_ADVICE,
    )


def _is_sound() -> bool:
    """Return whether .venv is of the same Python and was made at this very place."""
    note = ENVIRONMENT / "pyvenv.cfg"
    if not (PYTHON.exists() and note.exists() and str(ENVIRONMENT) in note.read_text()):
        return False
    words = "import pip, sys; print('%d.%d' % sys.version_info[:2])"
    asked = subprocess.run([PYTHON, "-c", words], capture_output=True, text=True)
    return asked.stdout.strip() == _version()


def _version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


if __name__ == "__main__":
    main()
