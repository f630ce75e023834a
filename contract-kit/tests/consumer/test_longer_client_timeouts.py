"""The client under test waits, and every other keeps the time-outs that it has."""

import pytest

pytest_plugins = ["pytester"]

HEAD = """
import pytest
import requests
from requests.adapters import HTTPAdapter

class Noting(HTTPAdapter):
    def send(self, request, timeout=None, **given):
        waits.append(timeout)
        return super().send(request, timeout=timeout, **given)

@pytest.fixture
def session():
    waits.clear()
    session = requests.Session()
    session.mount("http://", Noting())
    return session

waits = []
"""


@pytest.fixture
def run(pytester):
    def run(test):
        pytester.makepyfile(HEAD + test)
        return pytester.runpytest("--pact-output=pacts")

    return run


@pytest.mark.parametrize(
    "call",
    [
        'get(url + "/teas/assam", timeout=0.5)',
        'get(url + "/teas/assam", timeout=(0.2, 0.5))',
        'get(url + "/teas/assam")',
        'request("GET", url + "/teas/assam", None, timeout=0.5)',
    ],
)
def test_client_of_an_interaction_waits_whatever_it_says_itself(run, call):
    result = run(f"""
def test_tea(agree, session):
    interaction = agree("counter", "tea-service")
    interaction.upon_receiving("a tea")
    interaction.with_request("GET", "/teas/assam")
    interaction.will_respond_with(204)
    with interaction.serve() as url:
        session.{call}
    assert waits == [30.0]
""")

    result.assert_outcomes(passed=1)


def test_client_without_an_interaction_waits_no_longer_than_it_says(run):
    result = run("""
def test_tea(agree, session):
    interaction = agree("counter", "tea-service")
    interaction.upon_receiving("a tea")
    interaction.with_request("GET", "/teas/assam")
    interaction.will_respond_with(204)
    with interaction.serve() as url:
        session.get(url + "/teas/assam", timeout=0.5)

def test_no_tea(session):
    with pytest.raises(requests.ConnectionError):
        session.get("http://127.0.0.1:1", timeout=0.5)
    assert waits == [0.5]
""")

    result.assert_outcomes(passed=2)
