"""Puts a scratch copy to the tests that `nox -s contracts` uses, narrowed to arrows."""

import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from contract_kit import read_pacts
from contract_kit.results import Arrow
from tools.breakages import witness
from tools.breakages.breakage import Breakage, End
from tools.breakages.scratch import Scratch
from tools.breakages.verdict import Verdict, read_verdict
from tools.refusal import Refusal

_GREEN_OR_RED = {0, 1}
# Plugins that contract tests do not use take a third of the time to start.
_UNUSED = ("cacheprovider", "cov", "hypothesispytest", "xdist")
_PLUGINS = (
    *(f"-pno:{plugin}" for plugin in _UNUSED),
    f"-p{witness.__name__}",
)


@dataclass(frozen=True)
class Checks:
    """Whose clients must keep which promises, and who is held to which."""

    promising: frozenset[Arrow] = frozenset()
    held: frozenset[Arrow] = frozenset()


def checks_of(*breakages: Breakage) -> Checks:
    """Collect the checks that are to notice breakages."""
    return Checks(_arrows(breakages, End.CONSUMER), _arrows(breakages, End.PROVIDER))


def judge(scratch: Scratch, checks: Checks) -> Verdict:
    """Run the checks in a copy, in one run of pytest."""
    held, written = scratch.place / "held", scratch.place / "written"
    report = scratch.place / "red-tests"
    _put_aside(scratch.pacts, held, checks.held)
    _run_pytest(
        scratch,
        [
            *modules_to_run(scratch.shop, checks),
            f"--pacts={held}",
            f"--pact-output={written}",
            f"--red-tests={report}",
        ],
    )
    return read_verdict(
        report, read_pacts(scratch.pacts), read_pacts(written), checks.promising
    )


def modules_to_run(shop: Path, checks: Checks) -> list[str]:
    """Name the tests in which promises are made, or held: each module by its path."""
    promising = [
        module
        for consumer, provider in sorted(checks.promising)
        # One module, or several with a story each.
        for module in sorted(
            _tests_of(shop, consumer).glob(
                f"test_{provider.replace('-', '_')}*_pact.py"
            )
        )
    ]
    providers = sorted({provider for _, provider in checks.held})
    held = [_tests_of(shop, provider) / "test_pacts.py" for provider in providers]
    return [str(module.relative_to(shop)) for module in (*promising, *held)]


def _arrows(breakages: Iterable[Breakage], end: End) -> frozenset[Arrow]:
    noticing = (each for each in breakages if each.noticed_by == end)
    return frozenset(arrow for each in noticing for arrow in each.arrows)


def _put_aside(pacts: Path, held: Path, arrows: Collection[Arrow]) -> None:
    held.mkdir()
    for consumer, provider in arrows:
        shutil.copy(pacts / f"{consumer}-{provider}.json", held)


def _tests_of(shop: Path, application: str) -> Path:
    homes = (shop / application, shop / "examples" / application)
    return next(home for home in homes if home.exists()) / "tests/contract"


def _run_pytest(scratch: Scratch, words: Iterable[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", "pyproject.toml", *_PLUGINS, *words],
        cwd=scratch.shop,
        env=scratch.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode not in _GREEN_OR_RED:
        raise Refusal(
            "The contract tests of the copy could not even begin; read why, and mend "
            f"the edit or the tests:\n{done.stdout}{done.stderr}"
        )
