"""Every chore of the house by name: `nox --list` tells them, `nox` runs the checks.

`nox -t user-service` runs the tests of one application.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import nox

# nox may run from anywhere; the list of applications is here.
sys.path.insert(0, str(Path(__file__).parent))

from tools.applications import APPLICATIONS, CONTRACT_KIT, ROOT, SERVICE_KIT
from tools.stamps import Stamp, fingerprint
from tools.temporary import temporary_folder
from tools.workbench import PYTHON as WORKBENCH

KITS = [CONTRACT_KIT.name, SERVICE_KIT.name]
TESTED = [*KITS, *(application.folder for application in APPLICATIONS)]
CONTRACT_BENCH = ROOT / ".nox" / "contract-bench"
GUARDS = [
    "contract-kit/tests/test_judge_differential.py",
    "tools/contracts/tests",
    "tools/breakages/tests",
]
# One more than there are processors, because tests wait now and then; but one shop
# works for four browsers, and for no more.
BROWSERS = min(4, (os.cpu_count() or 1) + 1)
AT_ONCE = ("-n", str(BROWSERS), "--dist", "worksteal")
BROKER_LOCK = "requirements-broker.txt"
SOURCES = [f"{folder}/src" for folder in TESTED]
# Of medium severity and more; the settings in pyproject.toml.
SET_UP = "deploy/setup"
ELSEWHERE = ("tools", "examples", "deploy")
DOCKERFILES = ("Dockerfile", "gateway/Dockerfile")
GUARDED = ("-q", "-ll", "-c", "pyproject.toml", "-r", *SOURCES, *ELSEWHERE)
EXAMPLES = [str(path) for path in ROOT.glob("examples/*/*.py")]

nox.needs_version = ">=2026.10"
nox.options.sessions = [
    "lint",
    "types",
    "imports",
    # Those that wait most stand apart, so that others work beside them.
    "crashes",
    "tests",
    "chaos",
    "contracts",
    "chores",
    "databases",
    "fuzz",
    "gateway",
    "kubernetes",
    "broker",
    "guards",
    "e2e",
]
nox.options.reuse_venv = "yes"
os.environ |= temporary_folder(os.environ)
# A pip.conf may ask for user = true, and a shell for modules of its own: neither has a
# place in the environments that are made here.
os.environ["PIP_USER"] = "0"
for name in ("PYTHONPATH", "PYTHONHOME"):
    os.environ.pop(name, None)


@nox.session(python=False, allow_parallel=True)
def lint(session: nox.Session) -> None:
    """Check style, formatting, known insecurities, and that no lock names a host."""
    _on_workbench(session, "ruff", "check")
    _on_workbench(session, "ruff", "format", "--check")
    _on_workbench(session, "bandit", *GUARDED)
    _on_workbench(session, "tools.lock_check")
    _at_workbench(session, "hadolint", *DOCKERFILES)


@nox.session(python=False, allow_parallel=True)
def types(session: nox.Session) -> None:
    """Check the types of src/, tools/, deploy/ and examples/, strictly."""
    _on_workbench(session, "mypy", *SOURCES, "tools", SET_UP, *EXAMPLES)


@nox.session(python=False, allow_parallel=True)
def imports(session: nox.Session) -> None:
    """Check that applications meet over HTTP alone."""
    _at_workbench(session, "lint-imports")


@nox.session(python=False, allow_parallel=True)
def chores(session: nox.Session) -> None:
    """Run the tests of tools/ and deploy/: the launcher, the locks, the containers."""
    rooms = ("outages", "compose", "swarm", "cluster")
    own = ("tools/tests", *(f"tools/{room}/tests" for room in rooms), "deploy/tests")
    _on_workbench(session, "pytest", *own, *session.posargs)


@nox.session(allow_parallel=True)
def databases(session: nox.Session) -> None:
    """Race on every database server that is here; run all tests of services there."""
    _on_workbench(session, "pytest", "tools/databases/tests", *session.posargs)
    if not session.posargs:
        locks = [f"{folder}/requirements.txt" for folder in TESTED]
        _furnish(session, [*locks, "requirements-test.txt"], TESTED)
        session.run("python", "-m", "tools.databases")


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


@nox.session(python=False, allow_parallel=True)
def contracts(session: nox.Session) -> None:
    """Hold every provider to its promises, and every promise to its strength."""
    with TemporaryDirectory() as folder:
        arrows = f"{folder}/arrows.json"
        _at_contract_bench(session, "tools.contracts", "check", "--json", arrows)
        words = ("--arrows", arrows, "--check")
        _at_contract_bench(session, "tools.contract_map", *words)


@nox.session(python=False, allow_parallel=True, requires=["contracts"])
def guards(session: nox.Session) -> None:
    """Prove that the contracts bite: break the shop on purpose, question the judge."""
    session.env["JUDGED_PACTS"] = str(ROOT / "pacts")
    own = ("-c", "pyproject.toml", "-n", "auto", "-p", "no:cacheprovider")
    _at_contract_bench(session, "pytest", *own, *GUARDS, *session.posargs)


@nox.session(python=False, default=False)
def openapi(session: nox.Session) -> None:
    """List where promises and OpenAPI disagree, and answers that nobody promises."""
    _at_contract_bench(session, "tools.contracts.documents")


@nox.session(python=False, default=False)
def pacts(session: nox.Session) -> None:
    """Write the pacts anew from the consumers' tests."""
    _at_contract_bench(session, "tools.contracts", "write")


@nox.session(python=False, default=False)
def impact(session: nox.Session) -> None:
    """Tell who would break: field → consumers → pages; words narrow it."""
    _at_contract_bench(session, "tools.impact", *session.posargs)


@nox.session(python=False, default=False, name="map")
def map_(session: nox.Session) -> None:
    """Draw the map of the contracts anew, with everything it tells."""
    with TemporaryDirectory() as folder:
        arrows, found = f"{folder}/arrows.json", f"{folder}/impact.json"
        _at_contract_bench(session, "tools.contracts", "check", "--json", arrows)
        _at_contract_bench(session, "tools.impact", "--json", found)
        words = ("--arrows", arrows, "--impact", found)
        _at_contract_bench(session, "tools.contract_map", *words)


@nox.session(python=False, default=False)
def states(session: nox.Session) -> None:
    """Leave each state of each promise out once: who does not notice? guards asks."""
    _at_contract_bench(session, "tools.contracts.idle_states")


@nox.session(python=False, default=False, name="break")
def break_(session: nox.Session) -> None:
    """Break a copy of the shop and see who notices: `nox -s break -- NAME`."""
    _at_contract_bench(session, "tools.breakages", *session.posargs)


@nox.session(python=False, default=False, name="can-i-deploy")
def can_i_deploy(session: nox.Session) -> None:
    """Ask before deploying: `nox -s can-i-deploy -- product-service --to test`."""
    _at_contract_bench(session, "tools.deployment", "can-i-deploy", *session.posargs)


@nox.session(python=False, default=False, name="record-deployment")
def record_deployment(session: nox.Session) -> None:
    """Tell what runs now: `nox -s record-deployment -- product-service --to test`."""
    deed = ("tools.deployment", "record-deployment")
    _at_contract_bench(session, *deed, *session.posargs)


@nox.session(python=False, default=False, name="publish-pacts")
def publish_pacts(session: nox.Session) -> None:
    """Publish pacts and results to a Pact broker: see docs/can-i-deploy.md."""
    _at_contract_bench(session, "tools.broker", *session.posargs)


@nox.session(allow_parallel=True)
def broker(session: nox.Session) -> None:
    """Try what is really told to a Pact broker."""
    kit = CONTRACT_KIT.name
    locks = [f"{kit}/requirements.txt", "requirements-test.txt", BROKER_LOCK]
    _furnish(session, locks, [kit])
    session.run("python", "-m", "pytest", "tools/broker/tests", *session.posargs)


@nox.session(python=False, default=False)
def stubs(session: nox.Session) -> None:
    """Open the storefront alone, its services played from the pacts."""
    _demand_workbench(session)
    line = (str(WORKBENCH), "-m", "tools.stubs", *session.posargs)
    # It closes by itself; nox would not wait for that.
    session.run(*line, external=True, interrupt_timeout=10, terminate_timeout=10)


@nox.session
def e2e(session: nox.Session) -> None:
    """Drive a whole shop with a browser; docs/qa.md tells all about it."""
    _demand_workbench(session)
    _furnish(session, ["e2e/requirements.txt"])
    session.run("python", "-m", "tools.browser")
    named = any(Path(word.split("::")[0]).exists() for word in session.posargs)
    places = [] if named else ["e2e"]
    # Whoever asks for something of their own says how many at once, too.
    chosen = session.posargs or AT_ONCE
    session.run("python", "-m", "pytest", *places, *chosen)


@nox.session(default=False)
def compose(session: nox.Session) -> None:
    """Try the shop in containers: `--database postgresql`, `--replicas`, `--all`."""
    _demand_workbench(session)
    _furnish(session, ["e2e/requirements.txt"])
    session.run("python", "-m", "tools.browser")
    browsing = Path(session.virtualenv.location) / "bin" / "python"
    words = ("--python", str(browsing), *session.posargs)
    _on_workbench(session, "tools.compose", *words)


@nox.session(python=False, default=False)
def swarm(session: nox.Session) -> None:
    """Replace every application of a Docker stack under load; `--write` the stack."""
    _on_workbench(session, "tools.swarm", *session.posargs)


@nox.session(python=False, default=False)
def cluster(session: nox.Session) -> None:
    """Kill the database that writes, under Galera and a standby: `--only galera`."""
    _on_workbench(session, "tools.cluster", *session.posargs)


@nox.session(default=False)
def gallery(session: nox.Session) -> None:
    """Take a picture of every page in every state; `--only WORDS` takes some."""
    _demand_workbench(session)
    _furnish(session, ["e2e/requirements.txt"])
    session.run("python", "-m", "tools.browser")
    session.run("python", "-m", "tools.gallery", *session.posargs)


@nox.session(python=False, allow_parallel=True)
def crashes(session: nox.Session) -> None:
    """Kill a shop at every named point of a checkout, and break its protocol."""
    # Mostly they wait: for a program to come back, for what must not happen.
    own = ("tools/chaos/tests", "-n", "4", "-p", "no:cacheprovider")
    _on_workbench(session, "pytest", *own, *session.posargs)


@nox.session(python=False, allow_parallel=True)
def chaos(session: nox.Session) -> None:
    """Kill, freeze and cut everything while a crowd buys; `--seconds`, `--seed`."""
    _on_workbench(session, "tools.chaos", *session.posargs)


@nox.session(allow_parallel=True)
def fuzz(session: nox.Session) -> None:
    """Call every service as its OpenAPI says, and as it does not; `--cases N`."""
    _demand_workbench(session)
    _furnish(session, ["requirements-fuzz.txt"])
    session.run("python", "-m", "tools.fuzz", *session.posargs)


@nox.session(allow_parallel=True)
def gateway(session: nox.Session) -> None:
    """Try the door of the containers with the nginx that is installed, without any."""
    _demand_workbench(session)
    _furnish(session, ["requirements-gateway.txt"])
    programs = Path(session.virtualenv.location) / "bin"
    session.run(str(WORKBENCH), "-m", "tools.gateway", external=True)
    # The shop knows its own names: `storefront.hosts` refuses any other.
    session.run("gixy", "--skips", "host_spoofing", "gateway/nginx.conf")
    session.env["CADDY"] = str(programs / "caddy")
    _on_workbench(session, "pytest", "gateway/tests", *session.posargs)


@nox.session(allow_parallel=True)
def kubernetes(session: nox.Session) -> None:
    """Hold the manifests to the schemas of the API, and to the contracts."""
    _furnish(session, ["requirements-kubernetes.txt"])
    own = ("deploy/kubernetes/tests", *session.posargs)
    session.run("python", "-m", "pytest", *own)


@nox.session(python=False, default=False)
def outages(session: nox.Session) -> None:
    """Lose every service in every way and look at every page; `--write` the table."""
    _on_workbench(session, "tools.outages", *session.posargs)


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


def _at_workbench(session: nox.Session, program: str, *words: str) -> None:
    """Run a program of the workbench that is no module."""
    _demand_workbench(session)
    session.run(str(WORKBENCH.parent / program), *words, external=True)


def _demand_workbench(session: nox.Session) -> None:
    if not WORKBENCH.exists():
        session.error("There is no workbench yet: run `make workbench` first.")


def _at_contract_bench(session: nox.Session, module: str, *words: str) -> None:
    """Run a module where both sides of every contract are installed."""
    locks = [f"{folder}/requirements.txt" for folder in TESTED]
    if os.environ.get("PACT_BROKER_BASE_URL"):
        locks.append(BROKER_LOCK)
    python = CONTRACT_BENCH / "bin" / "python"
    if not python.exists():
        making = (sys.executable, "-m", "venv", str(CONTRACT_BENCH))
        session.run_install(*making, external=True)
    _install(session, python, [*locks, "requirements-test.txt"], TESTED)
    session.run(str(python), "-m", module, *words, external=True)


def _furnish(
    session: nox.Session, locks: Sequence[str], folders: Sequence[str] = ()
) -> None:
    """Install locked packages and folders into the environment of a session."""
    place = Path(session.virtualenv.location)
    _install(session, place / "bin" / "python", locks, folders)


def _install(
    session: nox.Session, python: Path, locks: Sequence[str], folders: Sequence[str]
) -> None:
    """Install what is locked, and again only when it has changed."""
    files = [*locks, *(f"{folder}/pyproject.toml" for folder in folders)]
    wanted = fingerprint([ROOT / file for file in files], str(ROOT))
    stamp = Stamp(python.parent.parent / "stamp")
    if stamp.fits(wanted):
        return
    pins = [word for lock in locks for word in ("-r", lock)]
    _pip(session, python, "--require-hashes", "--no-deps", *pins)
    if folders:
        editable = [word for folder in folders for word in ("--editable", folder)]
        alone = ("--no-index", "--no-deps", "--no-build-isolation")
        _pip(session, python, *alone, *editable)
    stamp.put(wanted)


def _pip(session: nox.Session, python: Path, *words: str) -> None:
    line = (str(python), "-m", "pip", "install", "--disable-pip-version-check")
    session.run_install(*line, *words, silent=True, external=True)
