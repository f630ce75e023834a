"""Any application is verified, whatever it was made with."""

import asyncio
import json
import sys
from contextlib import asynccontextmanager

import pytest
from django.test import override_settings
from flask import request
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.wrappers import Response

from contract_kit import ContractBroken, States, add_state_endpoint, verify_provider
from contract_kit.asgi_server import NoAsgiServer
from contract_kit.local_server import served
from contract_kit.provider.registered_state_names import states_in

from .other_frameworks import (
    django_asgi,
    django_wsgi,
    flask_app,
    plain_asgi,
    plain_wsgi,
    starlette_app,
)

KINDS = [flask_app, django_wsgi, plain_wsgi, starlette_app, django_asgi, plain_asgi]
WITH_ROUTES = [flask_app, django_wsgi, starlette_app, django_asgi]
TEA = {"contentType": "application/json", "content": {"price": "4.20"}}


def interaction(state, path="/teas/assam", **response):
    return {
        "type": "Synchronous/HTTP",
        "description": "a request for a tea",
        "providerStates": [{"name": state, "params": {}}],
        "request": {"method": "GET", "path": path},
        "response": response,
    }


@pytest.fixture
def write(tmp_path):
    def write(*interactions):
        document = {
            "consumer": {"name": "counter"},
            "provider": {"name": "teas"},
            "interactions": interactions,
            "metadata": {"pactSpecification": {"version": "4.0"}},
        }
        (tmp_path / "counter-teas.json").write_text(json.dumps(document))

    write(
        interaction("a tea is on the shelf", status=200, body=TEA),
        interaction("the shelf is empty", status=404),
    )
    return write


@pytest.fixture
def shelf():
    return {}


@pytest.fixture
def states(shelf):
    states = States()
    states.reset(shelf.clear)

    @states.state("a tea is on the shelf")
    def tea():
        shelf["assam"] = {"price": "4.20"}

    @states.state("the shelf is empty")
    def nothing():
        pass

    return states


@pytest.fixture
def verify(states, write, tmp_path):
    def verify(app, **more):
        return verify_provider("teas", app, states, tmp_path, **more)

    return verify


@pytest.mark.parametrize("make", KINDS)
def test_application_of_any_kind_is_verified(make, shelf, verify):
    verification = verify(make(shelf))

    verification.assert_all_kept()
    assert len(verification.outcomes) == 2


@pytest.mark.parametrize("make", KINDS)
def test_fault_of_any_kind_of_application_is_found(make, shelf, verify, states):
    states.reset(lambda: shelf.update(assam={"price": 4.2}))

    complaints = [each.complaints for each in verify(make(shelf)).broken]

    assert complaints == [("status: expected 404 but was 200",)]


@pytest.mark.parametrize("make", KINDS)
def test_application_at_a_url_gets_its_endpoint_by_hand(make, shelf, states, verify):
    with served(add_state_endpoint(make(shelf), states)) as url:
        verify(url).assert_all_kept()


@pytest.mark.parametrize("make", WITH_ROUTES)
def test_404_of_the_routing_is_no_missing_tea(make, shelf, verify, write):
    write(interaction("the shelf is empty", "/coffees/java", status=404))

    (broken,) = verify(make(shelf)).broken

    assert broken.complaints[0].startswith(
        "status: 404, because no route takes GET /coffees/java"
    )


@pytest.mark.parametrize("make", [plain_wsgi, plain_asgi])
def test_404_without_known_routes_is_taken_at_its_word(make, shelf, verify, write):
    write(interaction("the shelf is empty", "/coffees/java", status=404))

    verify(make(shelf)).assert_all_kept()


@pytest.mark.parametrize("make", [flask_app, plain_asgi])
def test_state_may_be_async(make, shelf, states, verify):
    @states.reset
    async def refill():
        await asyncio.sleep(0)
        shelf["assam"] = {"price": "0.00"}

    (broken,) = verify(make(shelf)).broken

    assert broken.complaints == ("status: expected 404 but was 200",)


def test_async_state_runs_in_the_loop_of_its_application(shelf, states, verify):
    loops = set()

    async def app(scope, receive, send):
        loops.add(asyncio.get_running_loop())
        await plain_asgi(shelf)(scope, receive, send)

    @states.reset
    async def look():
        loops.add(asyncio.get_running_loop())

    verify(app).assert_all_kept()
    assert len(loops) == 1


def test_async_state_that_raises_is_a_sentence(shelf, states, verify):
    @states.reset
    async def sweep():
        raise OSError("no broom")

    (broken, *_) = verify(plain_asgi(shelf)).broken

    assert "sweep(), which resets the provider" in broken.complaints[0]
    assert "raised OSError: no broom" in broken.complaints[0]


def test_async_state_is_found_without_running_it(tmp_path):
    lines = '@states.state("a tea is on the shelf")\nasync def tea(): ...\n'
    (tmp_path / "tea_states.py").write_text(lines)

    assert states_in(tmp_path) == {"a tea is on the shelf"}


def test_guard_is_not_asked_about_states(shelf, verify):
    app = flask_app(shelf)
    app.before_request(lambda: None if request.url_rule else ("who are you?", 401))

    verify(app).assert_all_kept()


def test_state_runs_in_the_context_of_its_application(shelf, states, verify):
    from flask import current_app

    app, seen = flask_app(shelf), set()
    states.reset(lambda: seen.add(current_app.name))

    verify(app).assert_all_kept()
    assert seen == {"teas"}


def trusting_flask(shelf):
    app = flask_app(shelf)
    app.config["TRUSTED_HOSTS"] = ["tea.example"]
    return app


def trusting_starlette(shelf):
    only = Middleware(TrustedHostMiddleware, allowed_hosts=["*.tea.example"])
    return starlette_app(shelf, middleware=[only])


@pytest.mark.parametrize(
    "make", [trusting_flask, trusting_starlette, django_wsgi, django_asgi]
)
def test_application_is_called_by_a_host_that_it_trusts(make, shelf, verify):
    with override_settings(ALLOWED_HOSTS=[".tea.example"]):
        verify(make(shelf)).assert_all_kept()


def test_host_that_nobody_can_know_is_given(shelf, verify):
    def app(environ, start_response):
        if environ["HTTP_HOST"] != "tea.example":
            return Response("who?", 400)(environ, start_response)
        return plain_wsgi(shelf)(environ, start_response)

    verify(app, host="tea.example").assert_all_kept()
    assert verify(app).broken


def below(app):
    return DispatcherMiddleware(Response("nothing", 404), {"/api/v1": app})


@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/"])
def test_paths_begin_below_a_base_path(shelf, states, verify, path):
    verify(below(flask_app(shelf)), base_path=path).assert_all_kept()

    with served(below(add_state_endpoint(flask_app(shelf), states))) as url:
        verify(url, base_path=path).assert_all_kept()


def test_factory_is_no_application(verify):
    def create_app(config=None):
        raise AssertionError

    with pytest.raises(ContractBroken, match="create_app makes applications: call it"):
        verify(create_app)


@pytest.mark.parametrize("thing", [None, {}, lambda request: None])
def test_thing_that_is_no_application_is_refused(thing, verify):
    with pytest.raises(ContractBroken, match="is no application: give one of WSGI"):
        verify(thing)


def test_missing_server_of_asgi_says_how_to_install_it(shelf, verify, monkeypatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)

    with pytest.raises(NoAsgiServer, match=r"pip install .*\[asgi\]"):
        verify(plain_asgi(shelf))


def test_lifespan_runs_around_the_application(shelf, verify):
    steps = []

    @asynccontextmanager
    async def lifespan(app):
        steps.append("opened")
        yield
        steps.append("closed")

    verify(starlette_app(shelf, lifespan=lifespan)).assert_all_kept()
    assert steps == ["opened", "closed"]


def test_application_that_does_not_start_is_a_sentence(shelf, verify):
    @asynccontextmanager
    async def lifespan(app):
        raise OSError("no kettle")
        yield

    with pytest.raises(NoAsgiServer, match="did not start"):
        verify(starlette_app(shelf, lifespan=lifespan))
