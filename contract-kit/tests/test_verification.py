"""A provider is held to its promises, and each kind of trouble says what to do."""

import json
import time

import pytest
from flask import Flask, redirect
from tea_service import Storeroom, create_app
from tea_states import states_of

from contract_kit import (
    ContractBroken,
    States,
    open_state_door,
    promises_of,
    verify_provider,
)
from contract_kit.serving import served

pytest_plugins = ["pytester"]
# Each takes 0.2 s; a machine that does ten other things at once is forgiven.
_SOON = 5


@pytest.fixture
def room():
    return Storeroom()


@pytest.fixture
def app(room):
    return create_app(room)


@pytest.fixture
def verify(room, app, pacts):
    def verify(**changes):
        given = {"states": states_of(room), "folder": pacts} | changes
        return verify_provider("tea-service", app, **given)

    return verify


@pytest.fixture
def _soon(pacts):
    """Trouble is told within a second; left alone, pact's core repeats for minutes."""
    before = time.monotonic()
    yield
    assert time.monotonic() - before < _SOON


def change(pacts, alter):
    (path,) = pacts.iterdir()
    document = json.loads(path.read_text())
    alter(document)
    path.write_text(json.dumps(document))


def test_all_promises_are_kept(verify):
    verification = verify()

    verification.assert_all_kept()
    assert len(verification.outcomes) == 11


def test_each_promise_is_a_test_of_its_own(service):
    result = service.runpytest("-v", "test_service.py")

    result.assert_outcomes(passed=11)
    result.stdout.fnmatch_lines(
        ["*kept?counter: a request for a tea, given no tea is on the shelf? PASSED*"]
    )


@pytest.mark.usefixtures("_soon")
def test_broken_provider_is_named_with_its_faults(verify, app):
    @app.after_request
    def forget_the_price(answer):
        if answer.is_json and "price" in answer.json:
            answer.data = json.dumps({"name": "", "loose": "true"})
        return answer

    verification = verify()

    with pytest.raises(ContractBroken) as broken:
        verification.assert_all_kept()
    assert str(broken.value) == (
        "\ncounter expects: a request for a tea"
        "\n  given a tea is on the shelf"
        "\n    body $.loose: Expected 'true' (String) to be the same type as true "
        "(Boolean)"
        "\n    body $.name: Expected '' to match '^.*\\S.*$'"
        "\n    body $: Actual map is missing the following keys: price"
        "\nMend tea-service, or agree with the consumer on another promise: its own "
        "contract tests write it."
    )


def test_red_test_names_the_promise(service):
    service.makepyfile(
        conftest="""
import pytest, tea_service
@pytest.fixture(scope="session", autouse=True)
def grumpy():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tea_service.Storeroom, "sign_in", lambda room: "no good token")
        yield
"""
    )

    result = service.runpytest("test_service.py")

    result.assert_outcomes(passed=8, failed=3)
    result.stdout.fnmatch_lines(
        [
            "*test_promise_is_kept?counter: an order of two packets, given somebody*",
            "*counter expects: an order of two packets*",
            "*given somebody is signed in*",
            "*status: expected 201 but was 401*",
        ]
    )


@pytest.mark.usefixtures("_soon")
def test_application_that_raises_is_a_broken_promise(verify, app):
    app.view_functions["news"] = lambda: 1 / 0

    (broken,) = verify().broken

    assert broken.complaints == ("status: expected 204 but was 500",)


@pytest.mark.usefixtures("_soon")
def test_empty_folder_is_no_success(verify, tmp_path):
    with pytest.raises(ContractBroken, match="let its consumers' contract tests write"):
        verify(folder=tmp_path)


@pytest.mark.usefixtures("_soon")
def test_provider_nobody_asks_anything_is_no_success(pacts):
    with pytest.raises(ContractBroken, match="No promise of coffee-service"):
        verify_provider("coffee-service", Flask("coffee"), States(), pacts)


@pytest.mark.usefixtures("_soon")
def test_consumer_nobody_knows_is_no_success(verify):
    with pytest.raises(ContractBroken, match="promised nothing to cook.*are counter"):
        verify(consumers=["cook"])


def test_known_consumer_is_verified_alone(verify):
    assert len(verify(consumers=["counter"]).outcomes) == 11


@pytest.mark.usefixtures("_soon")
def test_missing_state_says_how_to_add_it(verify):
    (broken, *others) = verify(states=States()).broken

    assert len(others) == 8
    assert broken.complaints == (
        "The state 'a tea is on the shelf' is unknown: add a function for it with "
        "@states.state('a tea is on the shelf'), or let the consumer choose one of: "
        "none so far.",
    )


@pytest.mark.usefixtures("_soon")
def test_raising_state_says_what_it_raised(verify, room):
    def drop():
        raise ZeroDivisionError("the tin fell")

    room.sign_in = drop

    (broken, *_) = verify().broken

    assert broken.complaints == (
        "The state 'somebody is signed in' raised ZeroDivisionError: the tin fell: "
        "mend its function.",
    )


@pytest.mark.usefixtures("_soon")
def test_provider_that_is_down_is_told(verify, app, pacts):
    with served(app) as url:
        pass

    with pytest.raises(ContractBroken, match=r"does not answer at .*: start it"):
        verify_provider("tea-service", url, folder=pacts)


@pytest.mark.usefixtures("_soon")
def test_promise_that_was_passed_over_is_broken(verify, pacts):
    verification = verify()
    change(pacts, lambda pact: pact["interactions"][0].update(description="tea, now"))
    (promise, *_) = promises_of("tea-service", pacts)

    with pytest.raises(ContractBroken, match="was not verified: look whether"):
        verification.assert_kept(promise)


@pytest.mark.usefixtures("_soon")
def test_unreadable_promise_is_not_verified(verify, pacts):
    change(pacts, lambda pact: pact["interactions"][0]["response"].update(status="x"))

    assert "was not verified" in verify().broken[0].complaints[0]


def test_readme_beside_the_pacts_does_no_harm(verify, pacts):
    (pacts / "README.md").write_text("# Pacts\n")

    verify().assert_all_kept()


def test_pending_promise_may_be_broken_and_is_listed(verify, pacts):
    def wish_for(pact):
        pact["interactions"][0] |= {
            "pending": True,
            "comments": {"owner": "Ada", "until": "2026-12-24"},
        }
        pact["interactions"][0]["response"] = {"status": 418}

    change(pacts, wish_for)

    verification = verify()

    verification.assert_all_kept()
    (pending,) = verification.pending
    with pytest.raises(pytest.xfail.Exception, match="by Ada until 2026-12-24"):
        verification.assert_kept(pending.promise)


def test_provider_at_a_url_is_verified(app, room, pacts):
    open_state_door(app, states_of(room))
    with served(app) as url:
        verify_provider("tea-service", url, folder=pacts).assert_all_kept()


def test_redirects_are_not_followed(verify, app):
    app.view_functions["news"] = lambda: redirect("/teas/assam")

    (broken,) = verify().broken

    assert broken.complaints == ("status: expected 204 but was 302",)


def test_folder_is_found_by_option_and_by_root(service):
    service.runpytest("test_service.py").assert_outcomes(passed=11)

    (service.path / "pacts").rename(service.path / "promises")

    service.runpytest("test_service.py").assert_outcomes(errors=1)
    service.runpytest("--pacts=promises", "test_service.py").assert_outcomes(passed=11)
