"""A provider is verified, and each kind of trouble names what to do."""

import json
import socket
import time

import pytest
from flask import Flask, Response, redirect, request
from tea_service import Storeroom, create_app
from tea_states import states_of
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from contract_kit import (
    ContractBroken,
    States,
    add_state_endpoint,
    interactions_of,
    verify_provider,
)
from contract_kit.local_server import served
from contract_kit.pact_files.pact_document import UnreadablePact

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
    """Trouble is reported within a second; left alone, pact repeats for minutes."""
    before = time.monotonic()
    yield
    assert time.monotonic() - before < _SOON


def change(pacts, alter):
    (path,) = pacts.iterdir()
    document = json.loads(path.read_text())
    alter(document)
    path.write_text(json.dumps(document))


def test_all_interactions_are_kept(verify):
    verification = verify()

    verification.assert_all_kept()
    assert len(verification.outcomes) == 11


def test_each_interaction_is_a_test_of_its_own(service):
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
        "\n    body $.name: Expected '' to be text with something to be seen in it"
        "\n    body $: Actual map is missing the following keys: price"
        "\nMend tea-service, or agree with the consumer on another interaction: its "
        "own contract tests write it."
    )


def test_red_test_names_the_interaction(service):
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
            (
                "*test_interaction_is_kept?counter: an order of two packets, given "
                "somebody*"
            ),
            "*counter expects: an order of two packets*",
            "*given somebody is signed in*",
            "*status: expected 201 but was 401*",
        ]
    )


@pytest.mark.usefixtures("_soon")
def test_application_that_raises_is_a_broken_interaction(verify, app):
    app.view_functions["news"] = lambda: 1 / 0

    (broken,) = verify().broken

    assert broken.complaints == ("status: expected 204 but was 500",)


def test_provider_that_is_slow_is_named_as_such(verify, app):
    # The slowness is what is tested: it has to last longer than the patience below.
    app.before_request(lambda: request.path == "/news" and time.sleep(1) or None)

    (broken,) = verify(patience=0.5).broken

    assert broken.complaints == (
        "no answer came within 0.5 s: let the provider answer sooner, or give "
        "verify_provider more patience=...",
    )


def test_state_that_is_slow_is_named_as_such(verify, room):
    # As above, of a state.
    room.sign_in = lambda: time.sleep(1)

    (broken, *_) = verify(patience=0.5).broken

    assert broken.complaints == (
        "a state took more than 0.5 s to bring about: let its function do less, or "
        "give verify_provider more patience=...",
    )


def test_answer_that_breaks_off_is_reported_without_a_traceback(verify, app):
    @app.before_request
    def hang_up():
        if request.path == "/news":
            request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)

    (broken,) = verify().broken

    assert broken.complaints == (
        "the connection broke off before an answer came: read what the provider has "
        "logged",
    )


def test_status_is_reported_first_then_headers_then_the_body(verify, app):
    @app.after_request
    def spoil(answer):
        if (
            request.path == "/teas/assam"
            and answer.is_json
            and answer.status_code < 300
        ):
            answer.status_code, answer.data = 202, json.dumps({"name": ""})
            answer.headers["ETag"] = "assam"
        return answer

    (broken,) = verify().broken

    places = [line.partition(" ")[0].strip(":") for line in broken.complaints]
    assert places[:2] == ["status", "header"]
    assert set(places[2:]) == {"body"}


@pytest.mark.usefixtures("_soon")
def test_empty_folder_is_no_success(verify, tmp_path):
    with pytest.raises(ContractBroken, match="let its consumers' contract tests write"):
        verify(folder=tmp_path)


@pytest.mark.usefixtures("_soon")
def test_provider_nobody_asks_anything_is_no_success(pacts):
    with pytest.raises(ContractBroken, match="No interaction of coffee-service"):
        verify_provider("coffee-service", Flask("coffee"), States(), pacts)


@pytest.mark.usefixtures("_soon")
def test_consumer_nobody_knows_is_no_success(verify):
    with pytest.raises(ContractBroken, match="no interaction with cook.*are counter"):
        verify(consumers=["cook"])


def test_known_consumer_is_verified_alone(verify):
    verification = verify(consumers=["counter"])

    verification.assert_all_kept()
    assert len(verification.outcomes) == 11


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
def test_provider_that_is_down_is_reported(verify, app, pacts):
    with served(app) as url:
        pass

    with pytest.raises(ContractBroken, match=r"does not answer at .*: start it"):
        verify_provider("tea-service", url, folder=pacts)


@pytest.mark.usefixtures("_soon")
def test_interaction_that_was_passed_over_is_broken(verify, pacts):
    verification = verify()
    change(pacts, lambda pact: pact["interactions"][0].update(description="tea, now"))
    (interaction, *_) = interactions_of("tea-service", pacts)

    with pytest.raises(ContractBroken, match="was not verified: look whether"):
        verification.assert_kept(interaction)


@pytest.mark.usefixtures("_soon")
def test_unreadable_interaction_is_named_with_its_file(verify, pacts):
    change(pacts, lambda pact: pact["interactions"][0]["response"].update(status="x"))

    with pytest.raises(
        UnreadablePact, match=r"^counter-tea-service\.json: .*response\.status"
    ):
        verify()


def test_readme_beside_the_pacts_does_no_harm(verify, pacts):
    (pacts / "README.md").write_text("# Pacts\n")

    verify().assert_all_kept()


def test_pending_interaction_may_be_broken_and_is_listed(verify, pacts):
    def wish_for(pact):
        pact["interactions"][0] |= {
            "pending": True,
            "comments": {"owner": "Ada", "until": "2999-12-24"},
        }
        pact["interactions"][0]["response"] = {"status": 418}

    change(pacts, wish_for)

    verification = verify()

    verification.assert_all_kept()
    (pending,) = verification.pending
    with pytest.raises(pytest.xfail.Exception, match="by Ada until 2999-12-24"):
        verification.assert_kept(pending.interaction)


def test_provider_at_a_url_is_verified(app, room, pacts):
    add_state_endpoint(app, states_of(room))
    with served(app) as url:
        verify_provider("tea-service", url, folder=pacts).assert_all_kept()


def test_redirects_are_not_followed(verify, app):
    app.view_functions["news"] = lambda: redirect("/teas/assam")

    (broken,) = verify().broken

    assert broken.complaints == ("status: expected 204 but was 302",)


def test_folder_is_found_by_option_and_by_root(service):
    service.runpytest("test_service.py").assert_outcomes(passed=11)

    (service.path / "pacts").rename(service.path / "interactions")

    service.runpytest("test_service.py").assert_outcomes(errors=1)
    service.runpytest("--pacts=interactions", "test_service.py").assert_outcomes(
        passed=11
    )


def test_missing_thing_behind_a_missing_route_is_a_broken_interaction(room, pacts):
    bare = Flask("bare")
    bare.config["TESTING"] = True

    verification = verify_provider("tea-service", bare, states_of(room), pacts)

    broken = {each.interaction.title: each.complaints for each in verification.broken}

    assert broken["a request for a tea, given no tea is on the shelf"] == (
        "status: 404, because no route takes GET /teas/assam: the interaction is about "
        "a thing that is missing behind a route that exists. Add the route, or correct "
        "the path of the interaction",
    )


def test_missing_route_of_a_mounted_application_is_missing(room, pacts):
    bare, mounted = Flask("bare"), Flask("mounted")
    bare.config["TESTING"] = True
    bare.wsgi_app = DispatcherMiddleware(bare.wsgi_app, {"/teas": mounted.wsgi_app})

    verification = verify_provider("tea-service", bare, states_of(room), pacts)

    broken = {each.interaction.title: each.complaints for each in verification.broken}
    (complaint,) = broken["a request for a tea, given no tea is on the shelf"]
    assert complaint.startswith("status: 404, because no route takes GET /teas/assam")


def test_second_of_two_like_interactions_is_verified_too(verify, pacts):
    def repeat(pact):
        again = dict(pact["interactions"][0], response={"status": 418})
        pact["interactions"].insert(0, again)

    change(pacts, repeat)

    assert any("expected 418" in str(each) for each in verify().broken)


@pytest.fixture
def at_a_url(app, room, pacts):
    """Verify the provider at a URL, behind something else that answers first."""

    def verify(guard):
        add_state_endpoint(app, states_of(room))
        with served(guard) as url:
            verify_provider("tea-service", url, folder=pacts)

    return verify


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("who are you?", 401),
        ("no token of this form", 400),
        ("please wait", 503),
    ],
)
@pytest.mark.usefixtures("_soon")
def test_guard_before_the_state_endpoint_is_named(at_a_url, answer, status):
    with pytest.raises(ContractBroken, match=f"answers {status} to POST .*let the "):
        at_a_url(Response(answer, status))


@pytest.mark.usefixtures("_soon")
def test_redirect_before_the_state_endpoint_is_named(at_a_url):
    with pytest.raises(ContractBroken, match="answers 301 to https://tea.example/ to"):
        at_a_url(redirect("https://tea.example/", 301))


@pytest.mark.usefixtures("_soon")
def test_provider_without_a_state_endpoint_learns_how_to_add_one(app, pacts):
    with (
        served(app) as url,
        pytest.raises(ContractBroken, match="has no endpoint.*add_state_endpoint"),
    ):
        verify_provider("tea-service", url, folder=pacts)


@pytest.mark.usefixtures("_soon")
def test_page_for_every_address_is_no_state_endpoint(app, pacts):
    app.before_request(lambda: "welcome")
    with (
        served(app) as url,
        pytest.raises(ContractBroken, match="a route for every address takes it"),
    ):
        verify_provider("tea-service", url, folder=pacts)


@pytest.mark.parametrize("url", ["tea-service:80", "/teas", "ftp://127.0.0.1", ""])
def test_address_that_is_none_is_refused(pacts, url):
    with pytest.raises(ContractBroken, match="is no address of tea-service"):
        verify_provider("tea-service", url, folder=pacts)


def test_https_is_looked_for_at_its_own_port(pacts, monkeypatch):
    asked = []

    def connect(address, timeout):
        asked.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr("socket.create_connection", connect)

    with pytest.raises(ContractBroken, match="does not answer at https"):
        verify_provider("tea-service", "https://127.0.0.1", folder=pacts)
    assert asked == [("127.0.0.1", 443)]


@pytest.mark.parametrize("end", ["", "/"])
def test_base_path_of_a_provider_is_kept(app, room, pacts, end):
    add_state_endpoint(app, states_of(room))
    below = DispatcherMiddleware(Flask("gateway"), {"/tea/v1": app})

    with served(below) as url:
        base = f"{url}/tea/v1{end}"
        verification = verify_provider("tea-service", base, folder=pacts)

    verification.assert_all_kept()


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_proxy_of_the_machine_is_left_out(service, monkeypatch, name):
    for other in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, "http://127.0.0.1:9")

    result = service.runpytest_subprocess("test_service.py", "test_counter.py")

    result.assert_outcomes(passed=22)
