"""What the OpenAPI document of a service holds, derived from its declarations."""

from typing import Any

import pytest
from flask import Blueprint, Flask
from openapi_spec_validator import validate
from pydantic import BaseModel, Field

from service_kit.access import anyone, signed_in
from service_kit.application import new_service
from service_kit.configuration import Settings
from service_kit.database import new_database
from service_kit.fields import Amount, Id, RequestModel
from service_kit.openapi import Body, DeclaredResponse
from service_kit.operation_decorator import operation
from service_kit.problems import Document, Gone

from .conftest import Base
from .cup_problems import Cracked

XML, JSON = "application/problem+xml", "application/problem+json"


class Pot(RequestModel):
    name: str


class Order(RequestModel):
    pot: Pot
    cups: list[Id]
    price: Amount | None = None
    milk: bool = False


class Leaf(BaseModel):
    leaves: list[int]


class Place(RequestModel):
    shelf: str = Field(description="Where it stands.")
    row: int | None = None


pots = Blueprint("pots", __name__)


@pots.get("/pots/<id:pot_id>")
@operation(access=anyone, query=Place, responses={200: Leaf, 304: None})
def look(pot_id: int, query: Place) -> Document:
    """Look into a pot.

    It costs nothing.
    """
    return {}


@pots.put("/pots/<regex('[a-z]{1,8}'):name>/<int:cup>")
@operation(
    access=signed_in,
    body=Order,
    responses={201: DeclaredResponse(Leaf, headers=("Location",))},
    problems=(Cracked, Gone),
)
def pour(name: str, cup: int, body: Order) -> Document:
    """Pour some tea."""
    return {}


@pots.post("/steam")
@operation(
    access=anyone,
    own_body=Body(Leaf, is_required=False, takes_forms=False),
    responses={200: DeclaredResponse(media="image/svg+xml")},
)
def steam() -> Document:
    """Draw some steam."""
    return {}


@pytest.fixture
def document() -> dict[str, Any]:
    settings = Settings(environment="test", log_level="ERROR")
    db = new_database(Base)
    app: Flask = new_service(__name__, "pot-service", settings, db, [pots])
    found: dict[str, Any] = app.test_client().get("/openapi.json").json
    return found


def test_document_is_valid(document: dict[str, Any]) -> None:
    validate(document)


def test_parts_of_an_address_have_a_schema(document: dict[str, Any]) -> None:
    pour = document["paths"]["/pots/{name}/{cup}"]["put"]
    look = document["paths"]["/pots/{pot_id}"]["get"]

    assert [part["schema"] for part in pour["parameters"]] == [
        {"type": "string", "pattern": "^[a-z]{1,8}$"},
        {"type": "integer", "minimum": 0},
    ]
    assert look["parameters"][0]["schema"]["maximum"] == 2**31 - 1


def test_query_is_what_an_address_can_hold(document: dict[str, Any]) -> None:
    _, shelf, row, _ = document["paths"]["/pots/{pot_id}"]["get"]["parameters"]

    assert shelf["required"]
    assert shelf["description"] == "Where it stands."
    assert row == {
        "name": "row",
        "in": "query",
        "required": False,
        "schema": {"type": "integer"},
    }


def test_answer_that_may_be_304_has_an_etag(document: dict[str, Any]) -> None:
    look = document["paths"]["/pots/{pot_id}"]["get"]

    assert look["parameters"][-1]["name"] == "If-None-Match"
    assert look["responses"]["200"]["headers"]["ETag"]["required"]
    assert "ETag" in look["responses"]["304"]["headers"]
    assert "content" not in look["responses"]["304"]


def test_answers_come_in_two_formats(document: dict[str, Any]) -> None:
    look = document["paths"]["/pots/{pot_id}"]["get"]["responses"]

    assert set(look["200"]["content"]) == {"application/json", "application/xml"}
    assert set(look["404"]["content"]) == {JSON, XML}
    assert document["components"]["schemas"]["Leaf"]["properties"]["leaves"]["xml"]


def test_whoever_takes_a_token_and_a_body_may_refuse(document: dict[str, Any]) -> None:
    pour = document["paths"]["/pots/{name}/{cup}"]["put"]["responses"]

    shared = {"400", "401", "403", "404", "413", "414", "415", "422", "503"}
    assert set(pour) == {"201", "409", "410"} | shared
    assert pour["401"]["headers"]["WWW-Authenticate"]["required"]
    assert pour["503"]["headers"]["Retry-After"]["required"]
    assert pour["201"]["headers"]["Location"]["required"]


def test_problem_with_members_has_a_document(document: dict[str, Any]) -> None:
    pour = document["paths"]["/pots/{name}/{cup}"]["put"]["responses"]
    cracked = document["components"]["schemas"]["CrackedDocument"]

    [reference] = pour["409"]["content"][JSON]["schema"].values()
    assert reference.endswith("/CrackedDocument")
    assert cracked["properties"]["type"]["const"] == "urn:problem-type:cracked"
    assert {"cups", "detail", "message"} <= set(cracked["required"])


def test_problem_says_of_which_types_it_may_be(document: dict[str, Any]) -> None:
    pour = document["paths"]["/pots/{name}/{cup}"]["put"]["responses"]

    gone = pour["410"]["content"][XML]["schema"]
    assert gone["properties"]["type"]["enum"] == ["urn:problem-type:gone"]
    assert gone["xml"] == {"name": "problem"}
    assert pour["410"]["description"].startswith("There was such a thing once")


def test_form_has_dotted_names(document: dict[str, Any]) -> None:
    content = document["paths"]["/pots/{name}/{cup}"]["put"]["requestBody"]["content"]
    form = document["components"]["schemas"]["OrderForm"]

    assert list(content) == [
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    ]
    assert set(form["properties"]) == {"pot.name", "price", "milk"}
    assert form["required"] == ["pot.name"]
    assert list(form["patternProperties"]) == [r"^cups(\.[^.]+)+$"]


def test_body_that_the_view_reads_is_documented(document: dict[str, Any]) -> None:
    steam = document["paths"]["/steam"]["post"]

    assert steam["requestBody"]["required"] is False
    assert list(steam["requestBody"]["content"]) == ["application/json"]
    assert list(steam["responses"]["200"]["content"]) == ["image/svg+xml"]
    assert set(steam["responses"]) == {"200", "400", "413", "503"}


def test_token_comes_as_bearer_or_basic(document: dict[str, Any]) -> None:
    pour = document["paths"]["/pots/{name}/{cup}"]["put"]
    steam = document["paths"]["/steam"]["post"]

    assert pour["security"] == [
        {"token": ["signed in"]},
        {"course_token": ["signed in"]},
    ]
    assert steam["security"] == []
    schemes = document["components"]["securitySchemes"].values()
    assert {scheme["scheme"] for scheme in schemes} == {"bearer", "basic"}


def test_health_is_part_of_the_document(document: dict[str, Any]) -> None:
    ready = document["paths"]["/health/ready"]["get"]["responses"]

    live = document["paths"]["/health/live"]["get"]["responses"]

    assert set(ready) == {"200", "503"}
    assert set(live) == {"200"}
