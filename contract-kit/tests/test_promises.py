"""A consumer's test makes promises; they count when the whole test has passed."""

import json

import pytest

pytest_plugins = ["pytester"]

HEAD = """
import pytest
import requests
from contract_kit.shapes import from_state, integer, text

@pytest.fixture
def promise(agree):
    promise = agree("counter", "tea-service")
    promise.asks("a request for a tea", "GET", "/teas/assam")
    return promise.answers(200, {"name": text("Assam")})

def call(url, path="/teas/assam", **request):
    return requests.get(url + path, timeout=2, **request)
"""


@pytest.fixture
def run(pytester):
    def run(test, *options):
        pytester.makepyfile(HEAD + test)
        result = pytester.runpytest("--pact-output=pacts", *options)
        return result, sorted(pytester.path.glob("pacts/*"))

    return run


def test_kept_promise_is_written(run):
    result, (file,) = run("""
def test_tea_is_shown(promise):
    with promise.kept() as url:
        name = call(url).json()["name"]
    assert name == "Assam"
""")

    result.assert_outcomes(passed=1)
    assert file.name == "counter-tea-service.json"
    (written,) = json.loads(file.read_text())["interactions"]
    assert written["description"] == "a request for a tea"


def test_pact_says_nothing_of_pacts_version(counter, pacts):
    (file,) = pacts.iterdir()

    assert json.loads(file.read_text())["metadata"] == {
        "pactSpecification": {"version": "4.0"}
    }
    assert file.read_text().endswith("}\n")


def test_document_is_written_as_readable_text(run):
    _, (file,) = run("""
def test_picture(agree):
    from contract_kit.shapes import document, pattern
    promise = agree("counter", "tea-service").asks("a picture", "GET", "/a.svg")
    promise.answers(200, document("image/svg+xml", pattern("<svg>é</svg>", "<svg>.*")))
    with promise.kept() as url:
        assert "é" in call(url, "/a.svg").content.decode()
""")

    assert "<svg>é</svg>" in file.read_text()


def test_failure_after_the_call_writes_nothing(run):
    result, files = run("""
def test_tea_is_shown(promise):
    with promise.kept() as url:
        call(url)
    assert 1 == 2
""")

    result.assert_outcomes(failed=1)
    assert files == []


def test_failure_at_the_very_end_writes_nothing(run):
    result, files = run("""
@pytest.fixture
def untidy():
    yield
    raise ValueError("spilt")

def test_tea_is_shown(promise, untidy):
    with promise.kept() as url:
        call(url)
""")

    result.assert_outcomes(passed=1, errors=1)
    assert files == []


def test_expected_failure_writes_nothing(run):
    result, files = run("""
@pytest.mark.xfail
def test_tea_is_shown(promise):
    with promise.kept() as url:
        call(url)
    raise ValueError("not yet")
""")

    result.assert_outcomes(xfailed=1)
    assert files == []


def test_other_request_is_named_in_words(run):
    result, files = run("""
def test_order(agree):
    promise = agree("counter", "tea-service")
    promise.asks(
        "an order", "POST", "/orders",
        headers={"Authorization": "Bearer ada"}, query={"gift": "1"}, json={"qty": 2},
    ).answers(204)
    with promise.kept() as url:
        requests.post(url + "/orders?gift=2", json={"qty": "2"}, timeout=2)
""")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*The client did not keep 'an order' (counter of tea-service):",
            "*query: Expected query parameter 'gift' with value '1' but was '2'",
            "*header Authorization: Expected a header 'Authorization' but was missing",
            "*body $.qty: Expected '2' (String) to be equal to 2 (Integer)",
        ]
    )
    assert files == []


def test_other_path_is_named_in_words(run):
    result, _ = run("""
def test_tea_is_shown(promise):
    with promise.kept() as url:
        call(url, "/teas/ceylon")
""")

    result.stdout.fnmatch_lines(
        [
            "*GET /teas/ceylon was asked, and is not promised",
            "*GET /teas/assam was never asked",
        ]
    )


def test_further_field_in_json_request_is_refused(run):
    result, _ = run("""
def test_order(agree):
    promise = agree("counter", "tea-service")
    promise.asks("an order", "POST", "/orders", json={"qty": 2}).answers(204)
    with promise.kept() as url:
        requests.post(url + "/orders", json={"qty": 2, "gift": True}, timeout=2)
""")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*body $:*received one with keys*gift*"])


def test_promise_that_nobody_kept_fails_its_test(run):
    result, files = run("""
def test_tea_is_shown(promise):
    pass
""")

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*declared and never kept: call the client inside*"])
    assert files == []


def test_exception_of_the_client_may_be_expected(run):
    result, files = run("""
def test_missing_tea(agree):
    promise = agree("counter", "tea-service").asks("a tea", "GET", "/teas/assam")
    promise.answers(404)
    with pytest.raises(requests.HTTPError), promise.kept() as url:
        call(url).raise_for_status()
""")

    result.assert_outcomes(passed=1)
    assert len(files) == 1


@pytest.mark.parametrize(
    ("misuse", "advice"),
    [
        ('promise.asks("more", "GET", "/")', "make a second promise"),
        ("promise.answers(204)", "has two answers"),
        ('agree("counter", "b").asks("x", "GET", "/a?b=1")', "into query="),
        ('agree("counter", "b").asks("x", "GET", "teas")', "begin with a slash"),
        ('agree("counter", "b").asks("x", "GET", "/", json={}, form={})', "not both"),
        ('agree("counter", "b").asks("x", "GET", "/", json={"a": 1.5})', "money"),
        (
            'agree("counter", "b").asks("x", "GET", "/", query={"a": None})',
            "holds None",
        ),
        ('agree("Counter", "b")', "small letters"),
        ('agree("counter", "b").answers(204, {"a": 1})', "has no body"),
        ('agree("counter", "b").answers(200, {"a": {}})', "accepts any object"),
        ('agree("counter", "b").answers(200, {"a": 2.5})', r"\\$.a is 2.5 \\(float\\)"),
        ('agree("a", "b").answers(200, {"a": from_state("x", example="y")})', "alone"),
        ('agree("a", "b").answers(200, {"a": [[]]} | {"b": []})', ""),
        ('with agree("counter", "b").kept(): pass', "call asks"),
    ],
)
def test_misuse_is_refused_at_once(run, misuse, advice):
    raises = f'pytest.raises((ValueError, AssertionError), match="{advice}")'
    result, _ = run(f"""
def test_misuse(promise, agree):
    with {raises if advice else "pytest.MonkeyPatch.context()"}:
        {misuse}
    agree.promises.clear()
""")

    result.assert_outcomes(passed=1)


def test_empty_list_inside_a_list_is_refused(run):
    result, _ = run("""
def test_misuse(agree):
    from contract_kit.shapes import some
    with pytest.raises(ValueError, match="where pact accepts any list"):
        agree("counter", "b").answers(200, {"teas": some({"tags": []})})
    agree.promises.clear()
""")

    result.assert_outcomes(passed=1)


def test_mock_demands_the_example_of_a_state_value(run):
    result, _ = run("""
@pytest.mark.parametrize("given", ["7 ada", "8 ada", "7 bob"])
def test_order(agree, given):
    number, token = given.split()
    promise = agree("counter", "tea-service")
    promise.asks(
        "an order", "GET", from_state("/orders/${number}", example="/orders/7"),
        headers={"Authorization": from_state("${token}", example="ada")},
    ).answers(204)
    with promise.kept() as url:
        call(url, f"/orders/{number}", headers={"Authorization": token})
""")

    result.assert_outcomes(passed=1, failed=2)


def test_pending_promise_names_owner_and_day(run):
    _, (file,) = run("""
def test_tea_is_shown(promise):
    import datetime
    promise.pending(owner="Ada", until=datetime.date(2026, 12, 24))
    with promise.kept() as url:
        call(url)
""")

    (written,) = json.loads(file.read_text())["interactions"]
    assert written["pending"] is True
    assert written["comments"] == {"owner": "Ada", "until": "2026-12-24"}


def test_pact_is_loaded_only_where_a_promise_is_made(pytester):
    pytester.makepyfile("""
import os, sys

def test_before():
    assert "pact_ffi" not in sys.modules

def test_promise(agree):
    from contract_kit import pact_library
    pact_library.load()
    assert "pact_ffi" in sys.modules
    assert os.environ["PACT_DO_NOT_TRACK"] == "true"
""")

    pytester.runpytest_subprocess().assert_outcomes(passed=2)


def test_ordinary_run_leaves_the_project_alone(counter):
    before = sorted(counter.path.rglob("*.json"))

    counter.runpytest("test_counter.py").assert_outcomes(passed=11)

    assert sorted(counter.path.rglob("*.json")) == before
