"""Unused fields are counted by integration, from the report that pytest writes."""

import pytest

from contract_kit.quality.junit_results import read_junit_results

pytest_plugins = ["pytester"]

COUNTER_OF_TEA = ("counter", "tea-service")
UNREAD = """
def test_tea_is_shown(agree):
    interaction = agree("counter", "tea-service")
    interaction.upon_receiving("a tea")
    interaction.with_request("GET", "/teas/assam")
    interaction.will_respond_with(200, {"name": "Assam", "price": "4.20"})

    with interaction.serve() as url:
        import requests
        requests.get(f"{url}/teas/assam", timeout=2)
"""


@pytest.mark.parametrize("workers", [(), ("-n2",)])
def test_unused_fields_are_counted(pytester, workers):
    pytester.makepyfile(UNREAD)
    report = pytester.path / "report.xml"

    pytester.runpytest("--unused-fields", f"--junitxml={report}", *workers)

    assert read_junit_results(report).unused == {COUNTER_OF_TEA: 2}


def test_failing_test_is_named(pytester):
    pytester.makepyfile("def test_tea_is_hot():\n    assert False\n")
    report = pytester.path / "report.xml"

    pytester.runpytest(f"--junitxml={report}")

    assert read_junit_results(report).failed == ("test_tea_is_hot",)
