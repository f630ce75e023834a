"""Runs the contract tests of a scratch copy, as `nox -s contracts` does."""

import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from contract_kit import read_pacts
from contract_kit.existing_paths import matching_paths
from contract_kit.pact_files import Integration
from contract_kit.settings import settings_in
from testing.faults import failed_tests_plugin
from testing.faults.contract_results import ContractResults, read_results
from testing.faults.fault import Fault, Side
from testing.faults.scratch_copy import ScratchCopy
from tools.errors import Refusal

_PASSED_OR_FAILED = {0, 1}
# Plugins that contract tests do not use take a third of the time to start.
_UNUSED = ("cacheprovider", "cov", "hypothesispytest", "xdist")
_PLUGINS = (
    *(f"-pno:{plugin}" for plugin in _UNUSED),
    f"-p{failed_tests_plugin.__name__}",
)


@dataclass(frozen=True)
class ContractTests:
    """Whose consumer tests to run, and whose providers to verify."""

    of_consumers: frozenset[Integration] = frozenset()
    of_providers: frozenset[Integration] = frozenset()


def contract_tests_of(*faults: Fault) -> ContractTests:
    """Collect the tests that are to notice faults."""
    return ContractTests(
        _integrations(faults, Side.CONSUMER), _integrations(faults, Side.PROVIDER)
    )


def run_contract_tests(copy: ScratchCopy, tests: ContractTests) -> ContractResults:
    """Run the tests in a copy, in one run of pytest."""
    verified, written = copy.folder / "verified", copy.folder / "written"
    report = copy.folder / "failed-tests"
    _copy_pacts(copy.pacts, verified, tests.of_providers)
    _run_pytest(
        copy,
        [
            *modules_to_run(copy.shop, tests),
            f"--pacts={verified}",
            f"--pact-output={written}",
            f"--failed-tests={report}",
        ],
    )
    return read_results(
        report, read_pacts(copy.pacts), read_pacts(written), tests.of_consumers
    )


def modules_to_run(shop: Path, tests: ContractTests) -> list[str]:
    """List the paths of the modules in which these tests are."""
    known = settings_in(shop).consumers
    consumers = [
        module
        for consumer, provider in sorted(tests.of_consumers)
        # Tests of another language are run by a command, and no fault is planted there.
        if not known[consumer].test_command
        # One module, or several with a story each.
        for module in matching_paths(
            _tests_of(shop, consumer), f"test_{provider.replace('-', '_')}*_pact.py"
        )
    ]
    names = sorted({provider for _, provider in tests.of_providers})
    providers = [_tests_of(shop, name) / "test_pacts.py" for name in names]
    return [str(module.relative_to(shop)) for module in (*consumers, *providers)]


def _integrations(faults: Iterable[Fault], side: Side) -> frozenset[Integration]:
    noticing = (each for each in faults if each.noticed_by == side)
    return frozenset(
        integration for each in noticing for integration in each.integrations
    )


def _copy_pacts(
    pacts: Path, folder: Path, integrations: Collection[Integration]
) -> None:
    folder.mkdir()
    for consumer, provider in integrations:
        shutil.copy(pacts / f"{consumer}-{provider}.json", folder)


def _tests_of(shop: Path, application: str) -> Path:
    homes = (shop / application, shop / "examples" / application)
    return next(home for home in homes if home.exists()) / "tests/contract"


def _run_pytest(copy: ScratchCopy, words: Iterable[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", "pyproject.toml", *_PLUGINS, *words],
        cwd=copy.shop,
        env=copy.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode not in _PASSED_OR_FAILED:
        raise Refusal(
            "The contract tests of the copy could not even begin; read why, and mend "
            f"the edit or the tests:\n{done.stdout}{done.stderr}"
        )
