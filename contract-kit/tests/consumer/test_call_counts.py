"""A client asks as often as its test says, and sends each member once."""

import pytest

pytest_plugins = ["pytester"]

HEAD = """
import pytest
import requests
from contract_kit.consumer.matchers import integer, text
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

def stubborn(methods):
    session = requests.Session()
    again = Retry(total=2, status_forcelist=(503,), allowed_methods=methods,
                  raise_on_status=False, respect_retry_after_header=False)
    session.mount("http://", HTTPAdapter(max_retries=again))
    return session
"""


@pytest.fixture
def run(pytester):
    def run(test, *options):
        pytester.makepyfile(HEAD + test)
        result = pytester.runpytest("--pact-output=pacts", *options)
        return result, sorted(pytester.path.glob("pacts/*"))

    return run


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "HEAD"])
def test_client_that_asks_twice_is_red(run, method):
    result, files = run(f"""
def test_tea(agree):
    interaction = agree("counter", "tea-service")
    interaction.upon_receiving("a tea")
    interaction.with_request("{method}", "/teas/assam")
    interaction.will_respond_with(204)
    with interaction.serve() as url:
        for _ in range(2):
            requests.request("{method}", url + "/teas/assam", timeout=2)
""")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            f"*{method} /teas/assam was asked twice, and this interaction is asked "
            "once: *"
        ]
    )
    assert files == []


def test_other_call_that_pact_answers_is_named(run):
    result, _ = run("""
def test_tea(agree):
    interaction = agree("counter", "tea-service")
    interaction.upon_receiving("a tea")
    interaction.with_request("GET", "/teas/assam").will_respond_with(204)
    with interaction.serve() as url:
        requests.options(url + "/teas/assam", timeout=2)
        requests.get(url + "/teas/assam", timeout=2)
""")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*OPTIONS /teas/assam and GET /teas/assam were asked, and an interaction is *"]
    )


def test_client_that_repeats_an_order_is_red(run):
    result, _ = run("""
def test_order(agree):
    interaction = agree("counter", "tea-service")
    interaction.upon_receiving("an order")
    interaction.with_request("POST", "/orders", json={"qty": 2}).will_respond_with(503)
    with interaction.serve() as url:
        session = stubborn(None)
        session.post(url + "/orders", json={"qty": 2}, timeout=2)
""")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*POST /orders was asked 3 times*serve(times=3)*"])


def test_reading_call_may_be_repeated_where_its_test_says_so(run):
    result, (file,) = run("""
@pytest.mark.parametrize("times", [3, 1, 2])
def test_tea(agree, times):
    interaction = agree("counter", "tea-service")
    interaction.upon_receiving("a tea")
    interaction.with_request("GET", "/teas/assam")
    interaction.will_respond_with(503)
    with interaction.serve(times=times) as url:
        stubborn({"GET"}).get(url + "/teas/assam", timeout=2)
""")

    result.assert_outcomes(passed=1, failed=2)


def test_member_that_is_sent_twice_is_refused(run):
    result, _ = run("""
def test_order(agree):
    interaction = agree("counter", "tea-service")
    interaction.upon_receiving("an order")
    interaction.with_request("POST", "/orders", json={"qty": 2}).will_respond_with(204)
    with interaction.serve() as url:
        said = '{"qty": 1, "qty": 2}'
        kind = {"Content-Type": "application/json"}
        requests.post(url + "/orders", data=said, headers=kind, timeout=2)
""")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*the member 'qty' is sent twice in one object*"])


def test_request_arrives_as_it_was_sent(run):
    result, (file,) = run("""
def test_search(agree):
    interaction = agree("counter", "tea-service")
    interaction.upon_receiving("a search")
    interaction.with_request("POST", "/teas%2Fold/%C3%BC",
        query={"q": ["a b", "c&d"]}, headers={"X-Note": "1, 2"},
        json={"note": "gr\\u00fcn"})
    found = {"X-Found": text("three")}
    interaction.will_respond_with(200, {"found": integer(3)}, headers=found)
    def parts():
        yield '{"note": '.encode()
        yield '"gr\\u00fcn"}'.encode()
    with interaction.serve() as url:
        answer = requests.post(
            url + "/teas%2Fold/%C3%BC", params={"q": ["a b", "c&d"]}, data=parts(),
            headers={"X-Note": "1, 2", "Content-Type": "application/json"}, timeout=2)
    assert (answer.status_code, answer.json()) == (200, {"found": 3})
    assert answer.headers["X-Found"] == "three"
""")

    result.assert_outcomes(passed=1)


def test_connection_may_be_kept_open(run):
    result, files = run("""
session = requests.Session()

@pytest.mark.parametrize("slug", ["assam", "ceylon"])
def test_tea(agree, slug):
    interaction = agree("counter", "tea-service")
    interaction.upon_receiving(slug)
    interaction.with_request("GET", f"/teas/{slug}")
    interaction.will_respond_with(304)
    with interaction.serve() as url:
        assert session.get(f"{url}/teas/{slug}", timeout=2).status_code == 304
""")

    result.assert_outcomes(passed=2)
