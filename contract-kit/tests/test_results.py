"""What a run has found out is counted by arrow, from the report that pytest writes."""

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
def test_kept_promises_are_counted(service, workers):
    report = service.path / "report.xml"

    service.runpytest("test_service.py", f"--junitxml={report}", *workers)

    results = read_results(report)
    assert results.kept == {COUNTER_OF_TEA: 11}
    assert results.failed == ()


def test_broken_promise_is_not_counted_but_named(service):
    report = service.path / "report.xml"
    shop = service.path / "tea_service.py"
    shop.write_text(shop.read_text().replace('"price"', '"cost"'))

    service.runpytest_subprocess("test_service.py", f"--junitxml={report}")

    results = read_results(report)
    assert 0 < results.kept[COUNTER_OF_TEA] < 11
    assert len(results.failed) == 11 - results.kept[COUNTER_OF_TEA]
    assert "a request for a tea, given a tea is on the shelf" in results.failed[0]


@pytest.mark.parametrize("workers", [(), ("-n2",)])
def test_unused_promises_are_counted(pytester, workers):
    pytester.makepyfile(UNREAD)
    report = pytester.path / "report.xml"

    pytester.runpytest("--unused-promises", f"--junitxml={report}", *workers)

    assert read_results(report).unused == {COUNTER_OF_TEA: 2}
