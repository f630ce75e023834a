"""A commit is verified with its own code, whatever its tests make of the outcome."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import contract_kit

from .sample_repository import LAYOUT, verdict


def test_verification_that_leaves_interactions_out_is_no_success(running):
    path = "tea-service/tests/contract/test_pacts.py"
    text = (running.root / path).read_text()
    running.write(path, text.replace('interactions_of("tea-service")', "[]"))
    running.commit("look away")

    answer = running.ask("tea-service")

    assert "0 of 1 interactions were verified" in answer
    assert verdict(answer).startswith("No: nobody could find out")


@pytest.mark.parametrize(
    ("kept", "changed"),
    [
        ("verification.assert_kept(interaction)", "pass"),
        ("@pytest.mark.parametrize", "@pytest.mark.xfail\n@pytest.mark.parametrize"),
        ("verification.assert_kept(interaction)", "pytest.xfail('some day')"),
        ("verification.assert_kept(interaction)", "pytest.skip('today')"),
    ],
)
def test_broken_interaction_is_found_whatever_the_test_makes_of_it(
    running, kept, changed
):
    running.serves("tea-service", {"/tea": {"name": "Assam"}})
    path = "tea-service/tests/contract/test_pacts.py"
    text = (running.root / path).read_text()
    running.write(path, text.replace(kept, changed))
    running.commit("forget the price, and look away")

    answer = running.ask("tea-service")

    assert "missing the following keys: price" in answer
    assert verdict(answer).startswith("No: tea-service")


def test_verification_of_another_pact_is_no_success(running):
    path = "tea-service/tests/contract/test_pacts.py"
    text = (running.root / path).read_text()
    other = (running.root / "pacts" / "counter-tea-service.json").read_text()
    dearer = other.replace("4.20", "5")
    running.write("tea-service/easy/counter-tea-service.json", dearer)
    easy = 'Path("tea-service/easy")'
    text = f"from pathlib import Path\n{text}".replace(
        '_of("tea-service")', f'_of("tea-service", {easy})'
    )
    running.write(path, text.replace("(), states)", f"(), states, {easy})"))
    running.commit("verify what is easy")

    answer = running.ask("tea-service")

    assert "0 of 1 interactions were verified" in answer
    assert verdict(answer).startswith("No: nobody could find out")


def test_version_older_than_its_contracts_says_so(running):
    shutil.rmtree(running.root / "tea-service" / "tests")
    running.commit("as it was before there were contracts")
    running.deploy("tea-service")

    answer = running.ask("counter")

    assert (
        "it was renamed, or is older than its contracts. Deploy a newer tea-service "
        "first."
    ) in answer


def test_deployed_code_runs_and_not_the_present(running):
    running.serves("tea-service", {"/tea": {}})
    running.commit("forget everything")

    assert verdict(running.ask("counter")).startswith("Yes")


def test_shared_code_of_the_commit_runs_and_not_the_installed(running):
    # The kit itself is installed from its folder here: it stands for all packages.
    installed = Path(contract_kit.__file__).parent
    copy = running.root / "kit" / "src" / "contract_kit"
    shutil.copytree(installed, copy, ignore=shutil.ignore_patterns("__pycache__"))
    words = (
        (copy / "provider" / "outcomes.py")
        .read_text()
        .replace("expects:", "hopes for:")
    )
    running.write("kit/src/contract_kit/provider/outcomes.py", words)
    running.serves("tea-service", {"/tea": {}})
    running.commit("speak softly")
    running.layout = replace(LAYOUT, sources=("kit/src",))

    assert "counter hopes for: a request for tea" in running.ask("tea-service")


def test_present_code_in_the_place_of_the_old_is_no_verdict(running):
    present = running.root / "tea-service" / "src"
    path = "tea-service/tests/contract/test_pacts.py"
    text = (running.root / path).read_text()
    running.write(path, f"import sys; sys.path.insert(0, {str(present)!r})\n{text}")
    running.commit("reach for the present")

    answer = running.ask("tea-service")

    assert f"tea_service was loaded from {present}" in answer
    assert verdict(answer).startswith("No: nobody could find out")
