"""A consumer's test declares interactions; they count when all of it has passed."""

import json

import pytest

pytest_plugins = ["pytester"]

HEAD = """
import pytest
import requests
from contract_kit.consumer.matchers import from_state, integer, text

@pytest.fixture
def interaction(agree):
    interaction = agree("counter", "tea-service")
    interaction.upon_receiving("a request for a tea")
    interaction.with_request("GET", "/teas/assam")
    return interaction.will_respond_with(200, {"name": text("Assam")})

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


def test_kept_interaction_is_written(run):
    result, (file,) = run("""
def test_tea_is_shown(interaction):
    with interaction.serve() as url:
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
    from contract_kit.consumer.matchers import document, pattern
    interaction = agree("counter", "tea-service")
    interaction.upon_receiving("a picture")
    interaction.with_request("GET", "/a.svg")
    picture = pattern("<svg>é</svg>", "<svg>.*")
    interaction.will_respond_with(200, document("image/svg+xml", picture))
    with interaction.serve() as url:
        assert "é" in call(url, "/a.svg").content.decode()
""")

    assert "<svg>é</svg>" in file.read_text()


def test_failure_after_the_call_writes_nothing(run):
    result, files = run("""
def test_tea_is_shown(interaction):
    with interaction.serve() as url:
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

def test_tea_is_shown(interaction, untidy):
    with interaction.serve() as url:
        call(url)
""")

    result.assert_outcomes(passed=1, errors=1)
    assert files == []


def test_expected_failure_writes_nothing(run):
    result, files = run("""
@pytest.mark.xfail
def test_tea_is_shown(interaction):
    with interaction.serve() as url:
        call(url)
    raise ValueError("not yet")
""")

    result.assert_outcomes(xfailed=1)
    assert files == []


def test_other_request_is_named_in_words(run):
    result, files = run("""
def test_order(agree):
    interaction = agree("counter", "tea-service")
    interaction.upon_receiving("an order")
    interaction.with_request(
        "POST", "/orders",
        headers={"Authorization": "Bearer ada"}, query={"gift": "1"}, json={"qty": 2},
    ).will_respond_with(204)
    with interaction.serve() as url:
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
def test_tea_is_shown(interaction):
    with interaction.serve() as url:
        call(url, "/teas/ceylon")
""")

    result.stdout.fnmatch_lines(
        [
            "*GET /teas/ceylon was asked, and is not expected",
            "*GET /teas/assam was never asked",
        ]
    )


def test_further_field_in_json_request_is_refused(run):
    result, _ = run("""
def test_order(agree):
    interaction = agree("counter", "tea-service")
    interaction.upon_receiving("an order")
    interaction.with_request("POST", "/orders", json={"qty": 2}).will_respond_with(204)
    with interaction.serve() as url:
        requests.post(url + "/orders", json={"qty": 2, "gift": True}, timeout=2)
""")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*body $:*received one with keys*gift*"])


def test_interaction_that_nobody_kept_fails_its_test(run):
    result, files = run("""
def test_tea_is_shown(interaction):
    pass
""")

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*declared and never served: call the client inside*"])
    assert files == []


def test_exception_of_the_client_may_be_expected(run):
    result, files = run("""
def test_missing_tea(agree):
    interaction = agree("counter", "tea-service")
    interaction.upon_receiving("a tea")
    interaction.with_request("GET", "/teas/assam")
    interaction.will_respond_with(404)
    with pytest.raises(requests.HTTPError), interaction.serve() as url:
        call(url).raise_for_status()
""")

    result.assert_outcomes(passed=1)
    assert len(files) == 1


@pytest.mark.parametrize(
    ("misuse", "advice"),
    [
        (
            'interaction.upon_receiving("more").with_request("GET", "/")',
            "make a second interaction",
        ),
        ("interaction.will_respond_with(204)", "has two responses"),
        (
            'agree("counter", "b").upon_receiving("x").with_request("GET", "/a?b=1")',
            "into query=",
        ),
        (
            'agree("counter", "b").upon_receiving("x").with_request("GET", "teas")',
            "begin with a slash",
        ),
        (
            'agree("counter", "b").with_request("GET", "/", json={}, form={})',
            "no two",
        ),
        (
            'agree("counter", "b").with_request("GET", "/", json={"a": 1.5})',
            "money",
        ),
        (
            'agree("counter", "b").with_request("GET", "/", query={"a": None})',
            "holds None",
        ),
        ('agree("Counter", "b")', "small letters"),
        ('agree("counter", "b").will_respond_with(204, {"a": 1})', "has no body"),
        (
            'agree("counter", "b").will_respond_with(200, {"a": {}})',
            "accepts any object",
        ),
        (
            'agree("counter", "b").will_respond_with(200, {"a": 2.5})',
            r"\\$.a is 2.5 \\(float\\)",
        ),
        (
            'agree("a", "b").will_respond_with(200, from_state("x", example="y"))',
            "alone",
        ),
        ('agree("a", "b").will_respond_with(200, {"a": [[]]} | {"b": []})', ""),
        ('with agree("counter", "b").serve(): pass', "call upon_receiving"),
    ],
)
def test_misuse_is_refused_at_once(run, misuse, advice):
    raises = f'pytest.raises((ValueError, AssertionError), match="{advice}")'
    result, _ = run(f"""
def test_misuse(interaction, agree):
    with {raises if advice else "pytest.MonkeyPatch.context()"}:
        {misuse}
    agree.interactions.clear()
""")

    result.assert_outcomes(passed=1)


def test_empty_list_inside_a_list_is_refused(run):
    result, _ = run("""
def test_misuse(agree):
    from contract_kit.consumer.matchers import some
    with pytest.raises(ValueError, match="where pact accepts any list"):
        agree("counter", "b").will_respond_with(200, {"teas": some({"tags": []})})
    agree.interactions.clear()
""")

    result.assert_outcomes(passed=1)


def test_mock_demands_the_example_of_a_state_value(run):
    result, _ = run("""
@pytest.mark.parametrize("given", ["7 ada", "8 ada", "7 bob"])
def test_order(agree, given):
    number, token = given.split()
    interaction = agree("counter", "tea-service")
    interaction.upon_receiving("an order")
    interaction.with_request(
        "GET", from_state("/orders/${number}", example="/orders/7"),
        headers={"Authorization": from_state("${token}", example="ada")},
    ).will_respond_with(204)
    with interaction.serve() as url:
        call(url, f"/orders/{number}", headers={"Authorization": token})
""")

    result.assert_outcomes(passed=1, failed=2)


def test_pending_interaction_names_owner_and_day(run):
    _, (file,) = run("""
def test_tea_is_shown(interaction):
    import datetime
    interaction.pending(owner="Ada", until=datetime.date(2026, 12, 24))
    with interaction.serve() as url:
        call(url)
""")

    (written,) = json.loads(file.read_text())["interactions"]
    assert written["pending"] is True
    assert written["comments"] == {"owner": "Ada", "until": "2026-12-24"}


def test_pact_is_loaded_only_where_an_interaction_is_made(pytester):
    pytester.makepyfile("""
import os, sys

def test_before():
    assert "pact_ffi" not in sys.modules

def test_interaction(agree):
    from contract_kit import pact_python_loader
    pact_python_loader.load()
    assert "pact_ffi" in sys.modules
    assert os.environ["PACT_DO_NOT_TRACK"] == "true"
""")

    pytester.runpytest_subprocess().assert_outcomes(passed=2)


def test_ordinary_run_leaves_the_project_alone(counter):
    before = sorted(counter.path.rglob("*.json"))

    counter.runpytest("test_counter.py").assert_outcomes(passed=11)

    assert sorted(counter.path.rglob("*.json")) == before


def test_steps_of_the_version_before_declare_the_same(run):
    result, (file,) = run("""
def test_tea(agree):
    interaction = agree("counter", "tea-service")
    interaction.asks("a request for a tea", "GET", "/teas/assam").given("a tea")
    interaction.answers(200, {"name": text("Assam")})
    with interaction.kept() as url:
        call(url)
""")

    result.assert_outcomes(passed=1)
    (written,) = json.loads(file.read_text())["interactions"]
    assert written["description"] == "a request for a tea"
    assert written["providerStates"] == [{"name": "a tea"}]
