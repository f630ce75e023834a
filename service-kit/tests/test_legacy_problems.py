"""A route that is kept for an older client refuses in the words of that client."""

from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate
from pydantic import BaseModel, Field

from service_kit.access import (
    Access,
    authorize,
    is_identified,
    set_authenticator,
    signed_in,
)
from service_kit.application import new_service
from service_kit.configuration import Settings
from service_kit.database import new_database
from service_kit.fields import RequestModel
from service_kit.legacy_problems import Legacy
from service_kit.openapi import Body, DeclaredResponse
from service_kit.operation_decorator import operation
from service_kit.problems import (
    Conflict,
    Document,
    Invalid,
    TokenMissing,
    Unauthenticated,
    UnsupportedBody,
)
from service_kit.request_parsing import read_json_body
from service_kit.tokens import Caller

from .conftest import Base
from .cup_problems import Cracked

GUESTS = Access("anyone", lambda caller: True, asks_token=False, cookie="ticket")
KEPT = Legacy(
    {
        TokenMissing: "Ticket is missing!",
        Unauthenticated: "Invalid ticket!",
        UnsupportedBody: "Unsupported Media Type",
    }
)


class Cup(RequestModel):
    size: Annotated[int, Field(le=3)]


class Poured(BaseModel):
    message: str


class OneTicket:
    """Knows the holder of one ticket."""

    def caller(self, token: str, *, changes: bool) -> Caller:
        if token != "ticket-7":
            raise Unauthenticated
        return Caller("7", "sign-in")


@pytest.fixture
def app() -> Iterator[Flask]:
    room = Blueprint("room", __name__)

    @room.post("/pour")
    @operation(access=signed_in, body=Cup, responses={200: Poured}, legacy=KEPT)
    def pour(body: Cup, caller: Caller) -> Document:
        """Pour a cup."""
        if body.size == 2:
            raise Conflict("There is no such cup.")
        return {"message": "Poured"}

    @room.post("/write")
    @operation(
        access=GUESTS,
        own_body=Body(Cup, takes_forms=False),
        responses={200: DeclaredResponse(Poured, headers=("Set-Cookie",))},
        problems=(Cracked, Invalid, UnsupportedBody),
        legacy=KEPT,
    )
    def write() -> Document:
        """Write a cup down."""
        return {"message": str(read_json_body(Cup).size)}

    @room.get("/look")
    @operation(access=GUESTS, responses={200: Poured}, problems=(Unauthenticated,))
    def look() -> Document:
        """Look at the cups; whoever shows a ticket shows a good one."""
        seen = is_identified(GUESTS) and authorize(GUESTS)
        return {"message": seen.subject if seen else "nobody"}

    db = new_database(Base)
    settings = Settings(environment="test", log_level="ERROR")
    app = new_service(__name__, "room-service", settings, db, [room])
    set_authenticator(app, OneTicket())
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def assert_refused(answer: Any, status: int, sentence: str) -> None:
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    document = answer.json
    assert {document[name] for name in ("detail", "message", "error")} == {sentence}
    assert document["status"] == status


def test_missing_token_is_refused_in_other_words_than_a_bad_one(
    client: FlaskClient,
) -> None:
    assert_refused(client.post("/pour"), 401, "Ticket is missing!")
    assert_refused(client.post("/pour", headers=bearer("x")), 401, "Invalid ticket!")


def test_sentence_of_the_house_stands_where_the_client_has_none(
    client: FlaskClient,
) -> None:
    answer = client.post("/pour", json={"size": 2}, headers=bearer("ticket-7"))

    assert_refused(answer, 409, "There is no such cup.")


def test_wrong_fields_are_named_in_the_sentence(client: FlaskClient) -> None:
    answer = client.post("/pour", json={"size": 9}, headers=bearer("ticket-7"))

    assert_refused(answer, 422, "Some fields need another look. size: Use 3 or less.")
    assert answer.json["errors"] == {"size": ["Use 3 or less."]}


@pytest.mark.parametrize(
    "body", [{"data": {"size": "1"}}, {"data": "size", "content_type": "text/plain"}]
)
def test_body_that_is_no_json_is_refused(
    client: FlaskClient, body: dict[str, Any]
) -> None:
    assert_refused(client.post("/write", **body), 415, "Unsupported Media Type")


def test_json_is_read_where_nothing_else_will_do(client: FlaskClient) -> None:
    assert client.post("/write", json={"size": 1}).json == {"message": "1"}


def test_body_that_is_too_large_is_refused_in_the_same_words(
    client: FlaskClient,
) -> None:
    answer = client.post("/write", data=b"x" * 70_000, content_type="application/json")

    assert_refused(answer, 413, "The body is too large.")


def test_other_routes_say_nothing_twice(client: FlaskClient) -> None:
    assert "error" not in client.get("/nowhere").json
    assert "error" not in client.get("/look", headers=bearer("x")).json


def test_cookie_is_as_good_as_the_header_where_it_is_named(
    client: FlaskClient,
) -> None:
    client.set_cookie("ticket", "ticket-7")

    assert client.get("/look").json == {"message": "7"}
    assert client.post("/pour", json={"size": 1}).status_code == 401


def test_token_that_is_shown_must_be_good(client: FlaskClient) -> None:
    assert client.get("/look").json == {"message": "nobody"}
    assert client.get("/look", headers=bearer("x")).status_code == 401

    client.set_cookie("ticket", "ended")

    assert client.get("/look").status_code == 401
    assert client.get("/look", headers=bearer("ticket-7")).status_code == 200


def test_document_marks_what_is_kept(client: FlaskClient) -> None:
    document = client.get("/openapi.json").json
    paths, schemas = document["paths"], document["components"]["schemas"]

    validate(document)
    assert paths["/pour"]["post"]["deprecated"]
    assert "deprecated" not in paths["/look"]["get"]
    assert "error" in schemas["LegacyProblemDocument"]["properties"]
    assert {"cups", "error"} <= set(schemas["LegacyCrackedDocument"]["properties"])
    document = paths["/pour"]["post"]["responses"]["422"]["content"]
    assert document["application/problem+json"]["schema"]["$ref"].endswith(
        "/LegacyProblemDocument"
    )


def test_document_knows_the_cookie_where_it_is_read(client: FlaskClient) -> None:
    document = client.get("/openapi.json").json

    schemes = document["components"]["securitySchemes"]
    assert schemes["ticket_cookie"]["name"] == "ticket"
    assert {"ticket_cookie": []} in document["paths"]["/look"]["get"]["security"]
    assert document["paths"]["/pour"]["post"]["security"] == [
        {"token": ["signed in"]},
        {"course_token": ["signed in"]},
    ]


def test_page_of_the_documentation_says_what_is_kept(client: FlaskClient) -> None:
    page = client.get("/docs").text

    assert page.count("Kept for an older client.") == 2
