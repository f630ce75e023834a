"""Every chore of the house by name: `nox --list` tells them, `nox` runs the checks.

`nox -t user-service` runs the tests of one application.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import nox

# nox may run from anywhere; the list of applications is here.
sys.path.insert(0, str(Path(__file__).parent))

from tools.applications import APPLICATIONS, CONTRACT_KIT, ROOT, SERVICE_KIT
from tools.stamps import Stamp, fingerprint
from tools.workbench import PYTHON as WORKBENCH

KITS = [CONTRACT_KIT.name, SERVICE_KIT.name]
TESTED = [*KITS, *(application.folder for application in APPLICATIONS)]
SOURCES = [f"{folder}/src" for folder in TESTED]

nox.needs_version = ">=2026.10"
nox.options.sessions = [
    "lint",
    "types",
    "imports",
    "chores",
    "tests",
    "contracts",
    "e2e",
]
nox.options.reuse_venv = "yes"


@nox.session(python=False, allow_parallel=True)
def lint(session: nox.Session) -> None:
    """Check style, formatting, and that no lock names a host."""
    _on_workbench(session, "ruff", "check")
    _on_workbench(session, "ruff", "format", "--check")
    _on_workbench(session, "tools.lock_check")


@nox.session(python=False, allow_parallel=True)
def types(session: nox.Session) -> None:
    """Check the types of everything under src/ and tools/, strictly."""
    _on_workbench(session, "mypy", *SOURCES, "tools")


@nox.session(python=False, allow_parallel=True)
def imports(session: nox.Session) -> None:
    """Check that applications meet over HTTP alone."""
    _demand_workbench(session)
    session.run(str(WORKBENCH.parent / "lint-imports"), external=True)


@nox.session(python=False)
def chores(session: nox.Session) -> None:
    """Run the tests of tools/: the launcher of the shop and the locks."""
    _on_workbench(session, "pytest", "tools/tests", *session.posargs)


@nox.session(allow_parallel=True)
@nox.parametrize(
    "folder", [nox.param(folder, id=folder, tags=[folder]) for folder in TESTED]
)
def tests(session: nox.Session, folder: str) -> None:
    """Run the tests of one application or kit, among its own packages."""
    locks = [f"{folder}/requirements.txt", "requirements-test.txt"]
    parts = {folder} if folder in KITS else {folder, SERVICE_KIT.name}
    _furnish(session, locks, sorted(parts))
    # Contracts are a chore of their own: they need pact, and all sides at once.
    own = (f"{folder}/tests", f"--ignore={folder}/tests/contract")
    session.run("python", "-m", "pytest", *own, *session.posargs)


@nox.session(allow_parallel=True)
def contracts(session: nox.Session) -> None:
    """Hold every provider to its promises, and every promise to its strength."""
    _furnish_for_contracts(session)
    session.run("python", "-m", "tools.contracts", "check")


@nox.session(default=False)
def pacts(session: nox.Session) -> None:
    """Write the pacts anew from the consumers' tests."""
    _furnish_for_contracts(session)
    session.run("python", "-m", "tools.contracts", "write")


@nox.session
def e2e(session: nox.Session) -> None:
    """Drive a whole shop with a browser."""
    _demand_workbench(session)
    _furnish(session, ["e2e/requirements.txt"])
    session.run("python", "-m", "tools.browser")
    session.run("python", "-m", "pytest", "e2e", *session.posargs)


@nox.session(python=False, default=False)
def up(session: nox.Session) -> None:
    """Open the shop, as `make shop` does."""
    session.run("make", "shop", external=True)


@nox.session(python=False, default=False)
def lock(session: nox.Session) -> None:
    """Lock every requirement anew; `nox -s lock -- --upgrade` takes newer versions."""
    _on_workbench(session, "tools.lock", *session.posargs)


def _on_workbench(session: nox.Session, module: str, *words: str) -> None:
    _demand_workbench(session)
    session.run(str(WORKBENCH), "-m", module, *words, external=True)


def _demand_workbench(session: nox.Session) -> None:
    if not WORKBENCH.exists():
        session.error("There is no workbench yet: run `make workbench` first.")


def _furnish_for_contracts(session: nox.Session) -> None:
    """Install both sides of every contract."""
    locks = [f"{folder}/requirements.txt" for folder in TESTED]
    _furnish(session, [*locks, "requirements-test.txt"], TESTED)


def _furnish(
    session: nox.Session, locks: Sequence[str], folders: Sequence[str] = ()
) -> None:
    """Install locked packages and folders; later only if they have changed."""
    place = Path(session.virtualenv.location)
    files = [*locks, *(f"{folder}/pyproject.toml" for folder in folders)]
    wanted = fingerprint([ROOT / file for file in files], str(ROOT))
    stamp = Stamp(place / "stamp")
    if stamp.fits(wanted):
        return
    pins = [word for lock in locks for word in ("-r", lock)]
    session.install("--require-hashes", "--no-deps", *pins)
    if folders:
        editable = [word for folder in folders for word in ("--editable", folder)]
        alone = ("--no-index", "--no-deps", "--no-build-isolation")
        session.install(*alone, *editable)
    stamp.put(wanted)
