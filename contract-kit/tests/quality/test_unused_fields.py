"""An expected field that no test reads is found by leaving it out of the answer."""

import pytest

pytest_plugins = ["pytester"]

CLIENT = """
import pytest
import requests
from contract_kit.consumer.matchers import (
    element, etag, exactly, integer, money, some, text,
)

@pytest.fixture
def interaction(agree):
    tea = agree("counter", "tea-service").upon_receiving("a tea")
    return tea.with_request("GET", "/teas/assam")

def call(url):
    return requests.get(f"{url}/teas/assam", timeout=2)
"""


@pytest.fixture
def run(pytester):
    def run(test, *options):
        pytester.makepyfile(CLIENT + test)
        return pytester.runpytest("--unused-fields", *options)

    return run


def test_sample_reads_all_that_it_expects(counter):
    counter.runpytest("--unused-fields").assert_outcomes(passed=11)


@pytest.mark.parametrize("options", [(), ("-n2",)])
def test_unread_fields_and_headers_are_named(run, options):
    result = run(
        """
def test_tea_is_shown(interaction):
    interaction.will_respond_with(
        200,
        {"name": text("Assam"), "brand": text("Kew"), "boxes": some({"a": 1, "b": 2})},
        headers={"ETag": etag('"1"'), "Retry-After": integer(2)},
    )
    with interaction.serve() as url:
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
            "Nobody reads it here. Stop expecting it, or assert what the client makes*",
        ]
    )
    result.stdout.no_fnmatch_line("*forgets $.name*")


def test_unread_object_is_named_once(run):
    result = run("""
def test_tea_is_shown(interaction):
    maker = {"name": text("Ada"), "town": text("Assam")}
    interaction.will_respond_with(200, {"maker": maker})
    with interaction.serve() as url:
        assert call(url).ok
""")

    result.stdout.fnmatch_lines(["    $.maker of *"])
    result.stdout.no_fnmatch_line("*$.maker.name*")


def test_value_that_is_branched_on_stays(run):
    result = run("""
def test_tea_is_shown(interaction):
    sold = {"state": exactly("sold"), "heir": exactly(None)}
    interaction.will_respond_with(200, sold)
    with interaction.serve() as url:
        assert call(url).json().get("state") != "open"
""")

    result.assert_outcomes(passed=1)


def test_unread_element_is_named(run):
    result = run("""
def test_tea_is_shown(interaction):
    name, price = element("name", text("Assam")), element("price", money("4.20"))
    interaction.will_respond_with(200, element("teas", element("tea", name, price)))
    with interaction.serve() as url:
        assert "<name>Assam</name>" in call(url).text
""")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["    $.teas.tea.price of *"])
    result.stdout.no_fnmatch_line("*$.teas.tea of*")


def test_two_interactions_of_one_test_are_kept_apart(run):
    result = run("""
def test_two_teas(agree):
    first = agree("counter", "tea-service")
    first.upon_receiving("one")
    first.with_request("GET", "/teas/assam")
    first.will_respond_with(200, {"name": text("Assam")})
    second = agree("counter", "tea-service")
    second.upon_receiving("two")
    second.with_request("GET", "/teas/assam")
    second.will_respond_with(200, {"name": text("Assam")})
    with first.serve() as url:
        call(url)
    with second.serve() as url:
        assert call(url).json()["name"]
""")

    result.stdout.fnmatch_lines(["    $.name of 'one' (counter of tea-service)"])
    result.stdout.no_fnmatch_line("*$.name of 'two'*")


def test_last_field_of_an_object_may_be_left_out(run):
    run("""
def test_tea_is_shown(interaction):
    interaction.will_respond_with(200, {"name": text("Assam")})
    with interaction.serve() as url:
        assert call(url).json()["name"]
""").assert_outcomes(passed=1)


def test_failing_test_fails_once(run):
    result = run("""
def test_tea_is_shown(interaction):
    interaction.will_respond_with(200, {"name": text("Assam")})
    with interaction.serve() as url:
        call(url)
    assert 1 == 2
""")

    result.assert_outcomes(failed=1)
    result.stdout.no_fnmatch_line("*forgets*")


def test_test_without_interactions_runs_once(run):
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

def test_tea_is_shown(interaction, session_tea, cup):
    interaction.with_request if cup else None
    interaction.given(cup)
    interaction.will_respond_with(200, {"name": text("Assam"), "price": money("4.20")})
    with interaction.serve() as url:
        tea = call(url).json()
    assert session_tea == [tea["name"]]
    assert tea["price"]

def test_after_it(session_tea):
    assert session_tea == ["Assam"]
""").assert_outcomes(passed=3)


def test_nothing_but_the_whole_answer_is_written(counter, pacts):
    before = {path.name: path.read_bytes() for path in pacts.iterdir()}

    counter.runpytest("--unused-fields", "--pact-output=again")

    again = counter.path / "again"
    assert {path.name: path.read_bytes() for path in again.iterdir()} == before
