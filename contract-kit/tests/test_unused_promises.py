"""A promised field that no test reads is found by leaving it out of the answer."""

import pytest

pytest_plugins = ["pytester"]

CLIENT = """
import pytest
import requests
from contract_kit.shapes import element, etag, exactly, integer, money, some, text

@pytest.fixture
def promise(agree):
    return agree("counter", "tea-service").asks("a tea", "GET", "/teas/assam")

def call(url):
    return requests.get(f"{url}/teas/assam", timeout=2)
"""


@pytest.fixture
def run(pytester):
    def run(test, *options):
        pytester.makepyfile(CLIENT + test)
        return pytester.runpytest("--unused-promises", *options)

    return run


def test_sample_reads_all_that_it_is_promised(counter):
    counter.runpytest("--unused-promises").assert_outcomes(passed=11)


@pytest.mark.parametrize("options", [(), ("-n2",)])
def test_unread_fields_and_headers_are_named(run, options):
    result = run(
        """
def test_tea_is_shown(promise):
    promise.answers(
        200,
        {"name": text("Assam"), "brand": text("Kew"), "boxes": some({"a": 1, "b": 2})},
        headers={"ETag": etag('"1"'), "Retry-After": integer(2)},
    )
    with promise.kept() as url:
        answer = call(url)
    assert answer.headers["ETag"]
    assert answer.json()["name"] == "Assam"
    assert [box["a"] for box in answer.json()["boxes"]] == [1]
""",
        *options,
    )

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*::test_tea_is_shown passes although the provider forgets:",
            "    header Retry-After of 'a tea' (counter of tea-service)",
            "    $.brand of 'a tea' (counter of tea-service)",
            "    $.boxes[[]*].b of 'a tea' (counter of tea-service)",
            "Nobody reads it here. Stop promising it, or assert what the client makes*",
        ]
    )
    result.stdout.no_fnmatch_line("*forgets $.name*")


def test_unread_object_is_named_once(run):
    result = run("""
def test_tea_is_shown(promise):
    promise.answers(200, {"maker": {"name": text("Ada"), "town": text("Assam")}})
    with promise.kept() as url:
        assert call(url).ok
""")

    result.stdout.fnmatch_lines(["    $.maker of *"])
    result.stdout.no_fnmatch_line("*$.maker.name*")


def test_value_that_is_branched_on_stays(run):
    result = run("""
def test_tea_is_shown(promise):
    promise.answers(200, {"state": exactly("sold"), "heir": exactly(None)})
    with promise.kept() as url:
        assert call(url).json().get("state") != "open"
""")

    result.assert_outcomes(passed=1)


def test_unread_element_is_named(run):
    result = run("""
def test_tea_is_shown(promise):
    name, price = element("name", text("Assam")), element("price", money("4.20"))
    promise.answers(200, element("teas", element("tea", name, price)))
    with promise.kept() as url:
        assert "<name>Assam</name>" in call(url).text
""")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["    $.teas.tea.price of *"])
    result.stdout.no_fnmatch_line("*$.teas.tea of*")


def test_two_promises_of_one_test_are_told_apart(run):
    result = run("""
def test_two_teas(agree):
    first = agree("counter", "tea-service").asks("one", "GET", "/teas/assam")
    first.answers(200, {"name": text("Assam")})
    second = agree("counter", "tea-service").asks("two", "GET", "/teas/assam")
    second.answers(200, {"name": text("Assam")})
    with first.kept() as url:
        call(url)
    with second.kept() as url:
        assert call(url).json()["name"]
""")

    result.stdout.fnmatch_lines(["    $.name of 'one' (counter of tea-service)"])
    result.stdout.no_fnmatch_line("*$.name of 'two'*")


def test_last_field_of_an_object_may_be_left_out(run):
    run("""
def test_tea_is_shown(promise):
    promise.answers(200, {"name": text("Assam")})
    with promise.kept() as url:
        assert call(url).json()["name"]
""").assert_outcomes(passed=1)


def test_failing_test_fails_once(run):
    result = run("""
def test_tea_is_shown(promise):
    promise.answers(200, {"name": text("Assam")})
    with promise.kept() as url:
        call(url)
    assert 1 == 2
""")

    result.assert_outcomes(failed=1)
    result.stdout.no_fnmatch_line("*forgets*")


def test_test_without_promises_runs_once(run):
    run("""
def test_kettle():
    print("boiling")
""").assert_outcomes(passed=1)


def test_fixtures_of_all_scopes_are_made_anew(run):
    run("""
@pytest.fixture(scope="session")
def session_tea():
    return ["Assam"]

@pytest.fixture(params=["one", "two"])
def cup(request):
    return request.param

def test_tea_is_shown(promise, session_tea, cup):
    promise.asks if cup else None
    promise.given(cup).answers(200, {"name": text("Assam"), "price": money("4.20")})
    with promise.kept() as url:
        tea = call(url).json()
    assert session_tea == [tea["name"]]
    assert tea["price"]

def test_after_it(session_tea):
    assert session_tea == ["Assam"]
""").assert_outcomes(passed=3)


def test_nothing_but_the_whole_answer_is_written(counter, pacts):
    before = {path.name: path.read_bytes() for path in pacts.iterdir()}

    counter.runpytest("--unused-promises", "--pact-output=again")

    again = counter.path / "again"
    assert {path.name: path.read_bytes() for path in again.iterdir()} == before
