"""Unused promises are counted by arrow, from the report that pytest writes."""

import pytest

from contract_kit.results import read_results

pytest_plugins = ["pytester"]

COUNTER_OF_TEA = ("counter", "tea-service")
UNREAD = """
def test_tea_is_shown(agree):
    promise = agree("counter", "tea-service").asks("a tea", "GET", "/teas/assam")
    promise.answers(200, {"name": "Assam", "price": "4.20"})

    with promise.kept() as url:
        import requests
        requests.get(f"{url}/teas/assam", timeout=2)
"""


@pytest.mark.parametrize("workers", [(), ("-n2",)])
def test_unused_promises_are_counted(pytester, workers):
    pytester.makepyfile(UNREAD)
    report = pytester.path / "report.xml"

    pytester.runpytest("--unused-promises", f"--junitxml={report}", *workers)

    assert read_results(report).unused == {COUNTER_OF_TEA: 2}


def test_failing_test_is_named(pytester):
    pytester.makepyfile("def test_tea_is_hot():\n    assert False\n")
    report = pytester.path / "report.xml"

    pytester.runpytest(f"--junitxml={report}")

    assert read_results(report).failed == ("test_tea_is_hot",)
