"""Every check and tool by name: `nox --list` lists them, `nox` runs the checks.

`nox -t user-service` runs the tests of one application.
"""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import nox

# nox may run from anywhere; the list of applications is here.
sys.path.insert(0, str(Path(__file__).parent))

from tools.applications import APPLICATIONS, CONTRACT_KIT, ROOT, SERVICE_KIT
from tools.dev_environment import PYTHON as DEV_PYTHON
from tools.fingerprints import Stamp, fingerprint
from tools.temporary_storage import temporary_folder

KITS = [CONTRACT_KIT.name, SERVICE_KIT.name]
TESTED = [*KITS, *(application.folder for application in APPLICATIONS)]
CONTRACT_BENCH = ROOT / ".nox" / "contract-bench"
CONTRACT_PROOF_TESTS = [
    "contract-kit/tests/matching/test_pact_agrees.py",
    "tools/contracts/tests",
    "testing/faults/tests",
]
CRASH_TESTS = [
    "testing/resilience/storms/tests",
    "testing/faults/checkout_protocols/tests",
]
DATABASE_TESTS = "testing/resilience/databases/tests"
DOCS_TESTS = "tools/docs/tests"
# They do what pages say, one command after the other, and take a minute.
WALKTHROUGH_TESTS = "tools/docs/tests/test_walkthroughs.py"
# All others wait for little, and need nothing but the development environment.
TOOLS_TESTS = sorted(
    {
        str(path.parent.relative_to(ROOT))
        for folder in ("tools", "testing")
        for path in ROOT.glob(f"{folder}/**/tests/test_*.py")
    }
    - {*CONTRACT_PROOF_TESTS, *CRASH_TESTS, DATABASE_TESTS, DOCS_TESTS}
)
# One more than there are processors, because tests wait now and then; but one shop
# works for four browsers, and for no more.
BROWSERS = min(4, (os.cpu_count() or 1) + 1)
IN_PARALLEL = ("-n", str(BROWSERS), "--dist", "worksteal")
BROKER_LOCK = "requirements-broker.txt"
SOURCES = [f"{folder}/src" for folder in TESTED]
DEPLOY_SETUP = "deploy/setup"
OTHER_SOURCES = ("tools", "testing", "examples", "deploy")
DOCKERFILES = ("Dockerfile", "gateway/Dockerfile")
# Of medium severity and more; the settings in pyproject.toml.
BANDIT_OPTIONS = ("-q", "-ll", "-c", "pyproject.toml", "-r", *SOURCES, *OTHER_SOURCES)
EXAMPLES = [str(path) for path in ROOT.glob("examples/*/*.py")]

nox.needs_version = ">=2026.10"
nox.options.sessions = [
    "lint",
    "types",
    "imports",
    "docs",
    # Those that wait most stand apart, so that others work beside them.
    "crash-tests",
    "tests",
    "chaos",
    "contracts",
    "tools-tests",
    "database-tests",
    "fuzz",
    "gateway",
    "kubernetes",
    "distribution",
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
    _run_module(session, "ruff", "check")
    _run_module(session, "ruff", "format", "--check")
    _run_module(session, "bandit", *BANDIT_OPTIONS)
    _run_module(session, "tools.lock_file_hosts")
    _run_program(session, "hadolint", *DOCKERFILES)


@nox.session(python=False, allow_parallel=True)
def types(session: nox.Session) -> None:
    """Check the types of all code but that of the browser tests, strictly."""
    typed = ("tools", "testing", "bench", DEPLOY_SETUP, *EXAMPLES)
    _run_module(session, "mypy", *SOURCES, *typed)


@nox.session(python=False, allow_parallel=True)
def imports(session: nox.Session) -> None:
    """Check that packages import only those below them, no application another."""
    session.env["PYTHONPATH"] = "deploy"
    _run_program(session, "lint-imports")


@nox.session(python=False, allow_parallel=True, name="tools-tests")
def tools_tests(session: nox.Session) -> None:
    """Run the tests of tools/, testing/ and deploy/ that no other session runs."""
    own = (*TOOLS_TESTS, "deploy/tests", WALKTHROUGH_TESTS)
    _run_module(session, "pytest", *own, *session.posargs)


@nox.session(python=False, allow_parallel=True, name="database-tests")
def database_tests(session: nox.Session) -> None:
    """Run races, restarts and migrations on each database server installed."""
    _run_module(session, "pytest", DATABASE_TESTS, *session.posargs)


@nox.session(default=False)
def databases(session: nox.Session) -> None:
    """Run the same, then all tests of services and contracts on each server."""
    _run_module(session, "pytest", DATABASE_TESTS, *session.posargs)
    if not session.posargs:
        locks = [f"{folder}/requirements.txt" for folder in TESTED]
        _fill_environment(session, [*locks, "requirements-test.txt"], TESTED)
        session.run("python", "-m", "testing.resilience.databases")


@nox.session(allow_parallel=True)
@nox.parametrize(
    "folder", [nox.param(folder, id=folder, tags=[folder]) for folder in TESTED]
)
def tests(session: nox.Session, folder: str) -> None:
    """Run the tests of one application or kit, in an environment of its own."""
    locks = [f"{folder}/requirements.txt", "requirements-test.txt", *_node(folder)]
    if folder == CONTRACT_KIT.name:
        locks += [f"{folder}/requirements-test.txt", BROKER_LOCK]
    parts = {folder} if folder in KITS else {folder, SERVICE_KIT.name}
    _fill_environment(session, locks, sorted(parts))
    # Contracts have a session of their own: they need pact, and all sides at once.
    own = (f"{folder}/tests", f"--ignore={folder}/tests/contract")
    session.run("python", "-m", "pytest", *own, *session.posargs)


@nox.session(python=False, allow_parallel=True)
def contracts(session: nox.Session) -> None:
    """Verify every provider, score every contract, and leave out each state once."""
    with TemporaryDirectory() as folder:
        table = f"{folder}/contracts.json"
        _run_for_contracts(session, "contract_kit", "check", "--json", table)
        words = ("--integrations", table, "--check")
        _run_for_contracts(session, "tools.contract_map", *words)
    _run_for_contracts(session, "contract_kit", "states")


@nox.session(
    python=False, default=False, requires=["contracts"], name="contract-proofs"
)
def contract_proofs(session: nox.Session) -> None:
    """Test the contracts with faults in copies of the shop, and matching with pact."""
    session.env["JUDGED_PACTS"] = str(ROOT / "pacts")
    own = ("-c", "pyproject.toml", "-n", "auto", "-p", "no:cacheprovider")
    _run_for_contracts(session, "pytest", *own, *CONTRACT_PROOF_TESTS, *session.posargs)


@nox.session(python=False, default=False, name="client-mutants")
def client_mutants(session: nox.Session) -> None:
    """Spoil each client, one edit at a time: its contract tests have to notice."""
    words = ("score", "--clients", *session.posargs)
    _run_for_contracts(session, "contract_kit", *words)


@nox.session(python=False, default=False)
def openapi(session: nox.Session) -> None:
    """List where pacts and OpenAPI disagree; `-- --matrix`: operation × status."""
    _run_for_contracts(session, "contract_kit", "openapi", *session.posargs)


@nox.session(python=False, default=False)
def pacts(session: nox.Session) -> None:
    """Write the pacts again from the consumers' tests."""
    _run_for_contracts(session, "contract_kit", "write")


@nox.session(python=False, default=False)
def impact(session: nox.Session) -> None:
    """List who would break without a field: consumers and pages; words narrow it."""
    _run_for_contracts(session, "contract_kit", "impact", *session.posargs)


@nox.session(python=False, default=False, name="map")
def map_(session: nox.Session) -> None:
    """Write docs/contracts.html, the page of all contracts, and its picture again."""
    with TemporaryDirectory() as folder:
        table, found = f"{folder}/contracts.json", f"{folder}/impact.json"
        _run_for_contracts(session, "contract_kit", "check", "--json", table)
        _run_for_contracts(session, "contract_kit", "impact", "--json", found)
        words = ("--integrations", table, "--impact", found)
        _run_for_contracts(session, "tools.contract_map", *words)


@nox.session(python=False, default=False)
def states(session: nox.Session) -> None:
    """Leave out each state of each interaction once; list what goes unnoticed."""
    _run_for_contracts(session, "contract_kit", "states")


@nox.session(python=False, default=False, name="break")
def break_(session: nox.Session) -> None:
    """Put a fault into a copy of the shop: `nox -s break -- NAME` says who notices."""
    _run_for_contracts(session, "testing.faults", *session.posargs)


@nox.session(python=False, default=False, name="can-i-deploy")
def can_i_deploy(session: nox.Session) -> None:
    """Ask before deploying: `nox -s can-i-deploy -- product-service --to test`."""
    _run_for_contracts(session, "contract_kit", "can-i-deploy", *session.posargs)


@nox.session(python=False, default=False, name="record-deployment")
def record_deployment(session: nox.Session) -> None:
    """Record what runs: `nox -s record-deployment -- product-service --to test`."""
    command = ("contract_kit", "record-deployment")
    _run_for_contracts(session, *command, *session.posargs)


@nox.session(python=False, default=False, name="publish-pacts")
def publish_pacts(session: nox.Session) -> None:
    """Publish pacts and results to a Pact broker: see docs/how-to/can-i-deploy.md."""
    _run_for_contracts(session, "contract_kit", "publish", *session.posargs)


@nox.session(python=False, allow_parallel=True)
def distribution(session: nox.Session) -> None:
    """Build contract-kit, and take a new user's first steps on each Python here."""
    _run_module(session, "tools.distribution")


@nox.session(python=False, default=False)
def stubs(session: nox.Session) -> None:
    """Open the storefront alone; stubs play its services from the pacts."""
    _require_dev_environment(session)
    line = (str(DEV_PYTHON), "-m", "tools.stubs", *session.posargs)
    # It closes by itself; nox would not wait for that.
    session.run(*line, external=True, interrupt_timeout=10, terminate_timeout=10)


@nox.session
def e2e(session: nox.Session) -> None:
    """Drive a whole shop with a browser: see docs/how-to/browser-tests.md."""
    _require_dev_environment(session)
    _fill_environment(session, ["e2e/requirements.txt"])
    session.run("python", "-m", "tools.browser_installation")
    named = any(Path(word.split("::")[0]).exists() for word in session.posargs)
    places = [] if named else ["e2e"]
    # Whoever asks for something of their own says how many at once, too.
    chosen = session.posargs or IN_PARALLEL
    session.run("python", "-m", "pytest", *places, *chosen)


@nox.session(default=False)
def compose(session: nox.Session) -> None:
    """Try the shop in containers: `--database postgresql`, `--replicas`, `--all`."""
    _require_dev_environment(session)
    _fill_environment(session, ["e2e/requirements.txt"])
    session.run("python", "-m", "tools.browser_installation")
    browsing = Path(session.virtualenv.location) / "bin" / "python"
    words = ("--python", str(browsing), *session.posargs)
    _run_module(session, "testing.resilience.compose", *words)


@nox.session(python=False, default=False)
def swarm(session: nox.Session) -> None:
    """Replace every application of a Docker stack under load; `--write` the stack."""
    _run_module(session, "testing.resilience.swarm", *session.posargs)


@nox.session(python=False, default=False)
def cluster(session: nox.Session) -> None:
    """Kill the database that writes, under Galera and a standby: `--only galera`."""
    _run_module(session, "testing.resilience.database_cluster", *session.posargs)


@nox.session(default=False)
def screenshots(session: nox.Session) -> None:
    """Take screenshots of every page in every state; `--only WORDS` takes some."""
    _require_dev_environment(session)
    _fill_environment(session, ["e2e/requirements.txt"])
    session.run("python", "-m", "tools.browser_installation")
    session.run("python", "-m", "testing.screenshots", *session.posargs)


@nox.session(python=False, allow_parallel=True, name="crash-tests")
def crash_tests(session: nox.Session) -> None:
    """Kill a shop at every named point of a checkout, and break its protocol."""
    # Mostly they wait: for a program to come back, for what must not happen.
    own = (*CRASH_TESTS, "-n", "4", "-p", "no:cacheprovider")
    _run_module(session, "pytest", *own, *session.posargs)


@nox.session(python=False, allow_parallel=True)
def chaos(session: nox.Session) -> None:
    """Kill, freeze and cut everything while a crowd buys; `--seconds`, `--seed`."""
    _run_module(session, "testing.resilience.storms", *session.posargs)


@nox.session(allow_parallel=True)
def fuzz(session: nox.Session) -> None:
    """Call every service as its OpenAPI says, and as it does not; `--cases N`."""
    _require_dev_environment(session)
    _fill_environment(session, ["requirements-fuzz.txt"])
    session.run("python", "-m", "testing.fuzz", *session.posargs)


@nox.session(allow_parallel=True)
def gateway(session: nox.Session) -> None:
    """Test the gateway with the nginx that is installed, without containers."""
    _require_dev_environment(session)
    _fill_environment(session, ["requirements-gateway.txt"])
    programs = Path(session.virtualenv.location) / "bin"
    session.run(str(DEV_PYTHON), "-m", "tools.gateway", external=True)
    # The shop knows its own names: `storefront.host_check` refuses any other.
    session.run("gixy", "--skips", "host_spoofing", "gateway/nginx.conf")
    session.env["CADDY"] = str(programs / "caddy")
    _run_module(session, "pytest", "gateway/tests", *session.posargs)


@nox.session(allow_parallel=True)
def kubernetes(session: nox.Session) -> None:
    """Check the Kubernetes manifests against the API's schemas and the contracts."""
    _fill_environment(session, ["requirements-kubernetes.txt"])
    own = ("deploy/kubernetes/tests", *session.posargs)
    session.run("python", "-m", "pytest", *own)


@nox.session(python=False, default=False)
def outages(session: nox.Session) -> None:
    """Open every page while each service fails in each way; `--write` the tables."""
    _run_module(session, "testing.resilience.outages", *session.posargs)


@nox.session(python=False, default=False)
def shop(session: nox.Session) -> None:
    """Open the shop, as `make shop` does."""
    session.run("make", "shop", external=True)


@nox.session(allow_parallel=True)
def docs(session: nox.Session) -> None:
    """Build the site of docs/ and check it; `-- --external` asks other hosts, too."""
    locks = [f"{folder}/requirements.txt" for folder in TESTED]
    more = ("requirements-test.txt", "requirements-docs.txt")
    _fill_environment(session, [*locks, *more], TESTED)
    session.run("python", "-m", "tools.docs", *session.posargs)
    session.run("python", "-m", "pytest", DOCS_TESTS, f"--ignore={WALKTHROUGH_TESTS}")


@nox.session(python=False, default=False)
def release(session: nox.Session) -> None:
    """Make a release, and push nothing: `nox -s release -- 0.2.0`, `--dry-run`."""
    _run_module(session, "tools.release", *session.posargs)


@nox.session(python=False, default=False)
def lock(session: nox.Session) -> None:
    """Lock every requirement again; `nox -s lock -- --upgrade` takes newer versions."""
    _run_module(session, "tools.lock_requirements", *session.posargs)


def _run_module(session: nox.Session, module: str, *words: str) -> None:
    _require_dev_environment(session)
    session.run(str(DEV_PYTHON), "-m", module, *words, external=True)


def _run_program(session: nox.Session, program: str, *words: str) -> None:
    """Run a program of the development environment that is no module."""
    _require_dev_environment(session)
    session.run(str(DEV_PYTHON.parent / program), *words, external=True)


def _require_dev_environment(session: nox.Session) -> None:
    if not DEV_PYTHON.exists():
        session.error("There is no .venv yet: run `make dev` first.")


def _run_for_contracts(session: nox.Session, module: str, *words: str) -> None:
    """Run a module where both sides of every contract are installed."""
    locks = [f"{folder}/requirements.txt" for folder in TESTED]
    locks += [BROKER_LOCK, *_node(CONTRACT_KIT.name)]
    python = CONTRACT_BENCH / "bin" / "python"
    if not python.exists():
        making = (sys.executable, "-m", "venv", str(CONTRACT_BENCH))
        session.run_install(*making, external=True)
    _install(session, python, [*locks, "requirements-test.txt"], TESTED)
    session.env["PATH"] = os.pathsep.join([str(python.parent), os.environ["PATH"]])
    session.run(str(python), "-m", module, *words, external=True)


def _node(folder: str) -> list[str]:
    """Name the lock of Node where a session needs it and the machine has none."""
    needs_it = folder == CONTRACT_KIT.name and not shutil.which("node")
    return ["assets/requirements.txt"] if needs_it else []


def _fill_environment(
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
