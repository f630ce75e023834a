"""Interactions of many tests, processes and runs make the same file, to the byte."""

import json
import time

import pytest

from contract_kit import read_pacts
from contract_kit.pact_files.writer import as_bytes

pytest_plugins = ["pytester"]

MANY = """
import json

import pytest
import requests

@pytest.mark.parametrize("number", range(150))
def test_tea_is_shown(agree, number):
    interaction = agree("counter", "tea-service")
    interaction.given("a tea is on the shelf", number=number % 7)
    interaction.upon_receiving(f"a request for tea {number}")
    interaction.with_request("GET", f"/teas/{number}")
    interaction.will_respond_with(200, {"number": number})
    with interaction.serve() as url:
        assert requests.get(f"{url}/teas/{number}", timeout=2).json()
"""
LIKE = """
import requests

def test_tea_is_shown(agree):
    interaction = agree("counter", "tea-service")
    interaction.upon_receiving("a tea")
    interaction.with_request("GET", "/teas/1")
    interaction.will_respond_with(204)
    with interaction.serve() as url:
        requests.get(f"{url}/teas/1", timeout=2)
"""


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_workers_write_the_same_bytes_as_one_process(pytester):
    pytester.makepyfile(MANY)

    pytester.runpytest_subprocess("--pact-output=one", "-n0").assert_outcomes(
        passed=150
    )
    pytester.runpytest_subprocess("--pact-output=four", "-n4").assert_outcomes(
        passed=150
    )

    assert bytes_of(pytester.path / "one") == bytes_of(pytester.path / "four")
    assert len(read_pacts(pytester.path / "four")) == 150


def test_150_interactions_take_seconds(pytester):
    pytester.makepyfile(MANY)
    began = time.process_time()

    pytester.runpytest("--pact-output=pacts").assert_outcomes(passed=150)

    # Of this process alone: how busy the machine is makes no difference.
    assert time.process_time() - began < 10


def test_order_of_tests_does_not_matter(counter, pacts):
    before = bytes_of(pacts)
    tests = [
        f"test_counter.py::{name}"
        for name in (
            "test_tea_is_shown",
            "test_empty_shelf_has_no_teas",
            "test_order_is_placed",
        )
    ]

    counter.runpytest("--pact-output=there", *tests).assert_outcomes(passed=3)
    counter.runpytest("--pact-output=back", *reversed(tests)).assert_outcomes(passed=3)

    assert bytes_of(counter.path / "there") == bytes_of(counter.path / "back")
    assert bytes_of(pacts) == before


@pytest.mark.parametrize("options", [("-n0",), ("-n2",)])
def test_like_interactions_of_two_modules_are_refused(pytester, options):
    pytester.makepyfile(test_one=LIKE, test_two=LIKE)

    result = pytester.runpytest_subprocess(*options)

    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(
        ["*DuplicateInteraction: counter expects the same twice*"]
    )


def test_like_interaction_of_an_earlier_run_is_refused(pytester):
    pytester.makepyfile(LIKE)
    pytester.runpytest("--pact-output=pacts").assert_outcomes(passed=1)

    result = pytester.runpytest("--pact-output=pacts")

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*must be emptied first*"])


def test_folder_grows_with_another_run(pytester):
    pytester.makepyfile(
        test_one=LIKE, test_two=LIKE.replace("a tea", "one tea"), test_three=LIKE
    )
    pytester.runpytest("--pact-output=pacts", "test_one.py").assert_outcomes(passed=1)

    pytester.runpytest("--pact-output=pacts", "test_two.py").assert_outcomes(passed=1)

    assert len(read_pacts(pytester.path / "pacts")) == 2


def test_signs_that_nobody_sees_are_written_by_number():
    document = {
        "metadata": {"pactSpecification": {"version": "4.0"}},
        "interactions": [{"description": "a t\u200dea for \U000e0001Zoë 🌻"}],
    }

    written = as_bytes(document)

    assert "a t\\u200dea for \\udb40\\udc01Zoë 🌻" in written.decode()
    assert json.loads(written) == document
