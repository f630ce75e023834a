"""The contracts of the house: who may call whom, written anew, compared and verified.

`python -m tools.contracts write` puts into `pacts/` what the consumers' tests promise;
`check` demands that nothing has changed, that every provider keeps every promise, and
that every promise would notice a fault.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from contract_kit import Interaction, read_pacts
from contract_kit.compare import compare, report
from contract_kit.pact_files import pact_paths
from contract_kit.strength import Strength, measure_strength
from tools.applications import APPLICATIONS, ROOT

PACTS = ROOT / "pacts"
ARROWS = (
    ("frontend", "order-service"),
    ("frontend", "product-service"),
    ("frontend", "user-service"),
    ("order-service", "payment-sandbox"),
    ("order-service", "product-service"),
    ("order-service", "user-service"),
    ("product-service", "user-service"),
)
_REMEDY = "run `nox -s pacts`, read the difference, and commit it by itself"


def main() -> None:
    """Do what the first word says."""
    deeds = {"write": write, "check": check}
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        _promise(fresh)
        deeds[sys.argv[1]](fresh)


def write(fresh: Path) -> None:
    """Replace the committed pacts, dead promises included."""
    for old in pact_paths(PACTS):
        old.unlink()
    for new in pact_paths(fresh):
        shutil.copy(new, PACTS)
    print(f"{len(pact_paths(PACTS))} pacts in {PACTS.name}/.")


def check(fresh: Path) -> None:
    """Compare, verify and measure; end with a table."""
    if differences := compare(fresh, PACTS):
        sys.exit(report(differences, _REMEDY))
    _demand_arrows()
    _verify()
    strength = measure_strength(PACTS)
    print(strength)
    print(table(strength))
    if not strength.is_full:
        sys.exit("A contract that notices no fault promises nothing: see above.")


def table(strength: Strength) -> str:
    """Write consumer × provider with promises and strength."""
    promises = read_pacts(PACTS)
    rows = [f"{'consumer':16} {'provider':16} {'promises':>8} {'strength':>8}"]
    for consumer, provider in ARROWS:
        arrow = [one for one in promises if _arrow(one) == (consumer, provider)]
        percent = strength.between(consumer, provider).percent
        rows.append(f"{consumer:16} {provider:16} {len(arrow):8} {percent:>7}%")
    return "\n".join(rows)


def _promise(folder: Path) -> None:
    """Let the consumers' tests write their promises, and look for unread ones."""
    modules = sorted(ROOT.glob("*/tests/contract/test_*_pact.py"))
    options = ["--pact-output", str(folder), "--unused-promises"]
    _pytest([*map(str, modules), *options], "A consumer cannot make its promises.")


def _verify() -> None:
    held = [application.path / "tests/contract" for application in APPLICATIONS]
    modules = [str(folder / "test_pacts.py") for folder in held if _keeps(folder)]
    _pytest(modules, "A provider breaks its promises: each red line names one.")


def _keeps(folder: Path) -> bool:
    return (folder / "test_pacts.py").exists()


def _demand_arrows() -> None:
    found = {_arrow(promise) for promise in read_pacts(PACTS)}
    for consumer, provider in sorted(set(ARROWS) ^ found):
        sys.exit(
            f"{consumer} → {provider}: a call without a pact, or a pact without a"
            " call. The list of calls is ARROWS in tools/contracts.py."
        )


def _arrow(promise: Interaction) -> tuple[str, str]:
    return promise.consumer, promise.provider


def _pytest(words: Sequence[str], refusal: str) -> None:
    line = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", *words]
    if subprocess.run(line, cwd=ROOT).returncode != 0:
        sys.exit(refusal)


if __name__ == "__main__":
    main()
