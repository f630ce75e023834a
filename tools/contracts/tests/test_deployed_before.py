"""What was deployed before the code got its present names may still run beside it.

can-i-deploy runs the contract tests of old commits with the packages of today. So a
module that an old commit names, or a test file that today's code looks for, cannot move
without a word here. It asks about the last commit, not about work in progress.
"""

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from contract_kit import read_pacts
from contract_kit.command_line import main
from tools.applications import APPLICATIONS, ROOT
from tools.contracts.contract_settings import SETTINGS

# The last commit on main with the old names of modules, here and in contract-kit.
BEFORE = "591b8ea52d65fec5f144e7cf438db68c7d65ff19"
# Between them, these questions run old code of every application and client.
ASKED = ("user-service", "order-service", "payment-sandbox")


@pytest.fixture
def deployed_before(tmp_path: Path) -> Path:
    """A clone of this repository in which everything runs as it was before."""
    if git(ROOT, "rev-parse", "--is-shallow-repository") == "true":
        pytest.skip("A shallow clone has no old commits: git fetch --unshallow")
    clone = tmp_path / "clone"
    folders = [application.folder for application in APPLICATIONS]
    git(tmp_path, "clone", "--quiet", "--no-tags", "--shared", str(ROOT), str(clone))
    pacts = git(ROOT, "ls-tree", "--name-only", BEFORE, "pacts/")
    clients = [name for name in SETTINGS.consumers if f"pacts/{name}-" in pacts]
    for name in {*folders, *clients}:
        deploy(name, BEFORE, clone)
    return clone


@pytest.mark.parametrize("name", ASKED)
def test_what_was_deployed_before_the_renames_allows_the_next_version(
    name: str, deployed_before: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What it newly relies on is deployed first, as always.
    for provider in providers_of(name):
        deploy(provider, "HEAD", deployed_before)
    monkeypatch.delenv("PACT_BROKER_BASE_URL", raising=False)
    words = ["can-i-deploy", name, "--to", "test", "--offline"]

    result = CliRunner().invoke(main, [*words, "--project", str(deployed_before)])

    assert result.exit_code == 0, result.output


def deploy(name: str, commit: str, clone: Path) -> None:
    git(clone, "tag", "--force", f"deployed/test/{name}", commit)


def providers_of(name: str) -> set[str]:
    pacts = read_pacts(ROOT / "pacts")
    return {each.provider for each in pacts if each.consumer == name}


def git(where: Path, *words: str) -> str:
    return subprocess.check_output(["git", *words], cwd=where, text=True).strip()  # noqa: S603, S607
