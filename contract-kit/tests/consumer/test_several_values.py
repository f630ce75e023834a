"""Headers and fields with several values, and bodies of bytes, from end to end.

A consumer declares and calls, the pact notices every mutant, a provider is verified
against it with pact's own verifier, and the stub plays it.
"""

import pytest
from flask import Flask, Response, request

from contract_kit import verify_provider
from contract_kit.consumer.declared_interaction import request_body
from contract_kit.consumer.matcher_types import UnsafeMatcher
from contract_kit.consumer.matchers import document
from contract_kit.pact_files import read_pacts
from contract_kit.quality.lint import lint
from contract_kit.quality.mutation_score import measure_mutation_score
from contract_kit.report import contracts_page
from contract_kit.stub import create_stub

pytest_plugins = ["pytester"]

PICTURE = b"\x89PNG\r\n\x1a\n\x00\xff\xfe tea"
TESTS = f"""
import pytest
import requests
from contract_kit.consumer.matchers import *

PICTURE = {PICTURE!r}

@pytest.fixture
def interaction(agree):
    return agree("counter", "tea-service")

@pytest.mark.parametrize("accept", ["text/html, image/png", "image/png, text/html"])
def test_lists(interaction, accept):
    interaction.upon_receiving("the leaflet of a tea")
    headers = {{"Accept": ["text/html", "image/png"]}}
    interaction.with_request("GET", "/leaflet", headers=headers)
    several = {{"Vary": ["Accept", "Cookie"], "Link": ["</1>", "</2>"]}}
    interaction.will_respond_with(204, headers=several)
    with interaction.serve() as url:
        answer = requests.get(url + "/leaflet", headers={{"Accept": accept}}, timeout=2)
    assert answer.headers["Vary"] == "Accept, Cookie"
    assert answer.headers["Link"] == "</1>, </2>"

@pytest.mark.parametrize("colours", [["red", "ü&1"], ["ü&1", "red"], ["red"]])
def test_form(interaction, colours):
    interaction.upon_receiving("a choice of colours")
    form = {{"colour": ["red", "ü&1"], "name": text("Ada")}}
    interaction.with_request("POST", "/colours", form=form)
    interaction.will_respond_with(204)
    with interaction.serve() as url:
        sent = {{"colour": colours, "name": "Grace"}}
        requests.post(url + "/colours", data=sent, timeout=2)

@pytest.mark.parametrize("sent", [PICTURE, PICTURE + b"!"])
def test_picture(interaction, sent):
    picture = document("image/png", PICTURE)
    interaction.upon_receiving("a new picture")
    interaction.with_request("PUT", "/picture", body=picture)
    interaction.will_respond_with(200, picture)
    with interaction.serve() as url:
        kind = {{"Content-Type": "image/png"}}
        answer = requests.put(url + "/picture", sent, headers=kind, timeout=2)
    assert answer.content == PICTURE
"""


@pytest.fixture
def pacts(pytester):
    pytester.makepyfile(TESTS)
    result = pytester.runpytest("--pact-output=pacts")
    result.assert_outcomes(passed=3, failed=4)
    return pytester.path / "pacts"


def tea_service(vary="Accept, Cookie", links=("</1>", "</2>"), picture=PICTURE):
    app = Flask("tea_service")
    app.config["TESTING"] = True

    @app.get("/leaflet")
    def leaflet():
        headers = [("Vary", vary), *(("Link", link) for link in links)]
        return Response(status=204, headers=headers)

    @app.post("/colours")
    def colours():
        return "", 204 if request.form.getlist("colour") == ["red", "ü&1"] else 400

    @app.put("/picture")
    def new_picture():
        return Response(picture, mimetype="image/png")

    return app


def test_pact_notices_every_mutant_and_lint_has_nothing_to_say(pacts):
    score = measure_mutation_score(pacts)

    assert score.is_full, str(score)
    assert lint(pacts, {}, [("counter", "tea-service")]) == []
    assert "15 bytes" in contracts_page(read_pacts(pacts))


def test_provider_that_sends_all_of_them_is_kept(pacts):
    verify_provider("tea-service", tea_service(), folder=pacts).assert_all_kept()


@pytest.mark.parametrize(
    ("wrong", "broken"),
    [
        ({"vary": "Accept"}, "the leaflet of a tea"),
        ({"vary": "Cookie, Accept"}, "the leaflet of a tea"),
        ({"links": ["</1>"]}, "the leaflet of a tea"),
        ({"links": ["</2>", "</1>"]}, "the leaflet of a tea"),
        ({"picture": PICTURE + b"!"}, "a new picture"),
        ({"picture": b""}, "a new picture"),
    ],
)
def test_provider_that_sends_something_else_is_broken(pacts, wrong, broken):
    verification = verify_provider("tea-service", tea_service(**wrong), folder=pacts)

    assert [each.interaction.description for each in verification.broken] == [broken]


def test_stub_plays_them(pacts):
    stub = create_stub("tea-service", read_pacts(pacts)).test_client()
    kind = "image/png"

    leaflet = stub.get("/leaflet", headers={"Accept": "text/html, image/png"})
    chosen = {"colour": ["red", "ü&1"], "name": "Grace"}

    assert leaflet.headers.getlist("Link") == ["</1>", "</2>"]
    assert stub.post("/colours", data=chosen).status_code == 204
    assert stub.post("/colours", data=chosen | {"colour": "red"}).status_code == 501
    assert stub.put("/picture", data=PICTURE, content_type=kind).data == PICTURE
    assert stub.put("/picture", data=b"no", content_type=kind).status_code == 501


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "image/svg+xml", "multipart/form-data"]
)
def test_bytes_of_a_text_are_refused(kind):
    with pytest.raises(UnsafeMatcher, match="compares this media type as text"):
        document(kind, b"tea")


def test_two_bodies_are_refused():
    with pytest.raises(UnsafeMatcher, match="A request has one body"):
        request_body(None, {"a": "b"}, document("image/png", PICTURE))
