"""A tea house's document and its interactions: each way to disagree, in words."""

import copy
import json

import pytest

from contract_kit.openapi import (
    OpenApiDocument,
    covered,
    inconsistencies,
    relied_on,
    uncovered,
)
from contract_kit.pact_files import Interaction

JSON, XML = "application/json", "application/xml"
PROBLEM, FORM = "application/problem+json", "application/x-www-form-urlencoded"
TEA = {"$ref": "#/components/schemas/Tea"}
TEAS = {
    "openapi": "3.1.0",
    "info": {"title": "tea-house", "version": "1"},
    "paths": {
        "/teas": {
            "get": {
                "parameters": [
                    {"name": "q", "in": "query", "schema": {"type": "string"}},
                    {
                        "name": "id",
                        "in": "query",
                        "schema": {"type": "array", "items": {"type": "integer"}},
                    },
                    {"name": "If-None-Match", "in": "header", "schema": {}},
                ],
                "responses": {
                    "200": {
                        "description": "OK",
                        "headers": {"ETag": {"schema": {"pattern": '^"'}}},
                        "content": {
                            kind: {"schema": {"$ref": "#/components/schemas/Teas"}}
                            for kind in (JSON, XML)
                        },
                    },
                    "304": {"description": "As it was"},
                },
            },
        },
        "/teas/{tea_id}": {
            "put": {
                "security": [{"token": []}, {"basic": []}, {"jar": []}],
                "parameters": [
                    {
                        "name": "tea_id",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "integer", "minimum": 1},
                    },
                    {
                        "name": "If-Match",
                        "in": "header",
                        "required": True,
                        "schema": {"type": "string"},
                    },
                ],
                "requestBody": {
                    "required": True,
                    "content": {
                        kind: {"schema": {"$ref": "#/components/schemas/Wish"}}
                        for kind in (JSON, FORM)
                    },
                },
                "responses": {
                    "200": {"description": "OK", "content": {JSON: {"schema": TEA}}},
                    "409": {
                        "description": "Not possible",
                        "content": {
                            PROBLEM: {
                                "schema": {
                                    "anyOf": [
                                        {"$ref": "#/components/schemas/SoldOut"},
                                        {
                                            "$ref": "#/components/schemas/Problem",
                                            "properties": {
                                                "type": {"enum": ["cold"]},
                                            },
                                        },
                                    ]
                                }
                            }
                        },
                    },
                    "422": {"description": "Not understood"},
                },
            },
        },
        "/teas/best": {"get": {"responses": {"200": {"description": "OK"}}}},
    },
    "components": {
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer"},
            "basic": {"type": "http", "scheme": "basic"},
            "jar": {"type": "apiKey", "in": "cookie", "name": "tea"},
        },
        "schemas": {
            "Tea": {
                "type": "object",
                "properties": {
                    "name": {"type": "string"},
                    "cups": {"type": "integer"},
                    "origin": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                },
                "required": ["name", "cups"],
            },
            "Teas": {
                "type": "object",
                "properties": {"results": {"type": "array", "items": TEA}},
                "required": ["results"],
            },
            "Wish": {
                "type": "object",
                "properties": {
                    "cups": {"type": "integer", "maximum": 9},
                    "milk": {"type": "boolean"},
                },
                "required": ["cups"],
                "additionalProperties": False,
            },
            "Problem": {
                "type": "object",
                "properties": {"type": {"type": "string"}},
                "required": ["type"],
            },
            "SoldOut": {
                "type": "object",
                "properties": {"type": {"const": "sold-out"}, "left": {}},
                "required": ["type", "left"],
            },
        },
    },
}


def body(content, kind=JSON):
    return {"content": content, "contentType": kind, "encoded": False}


def interaction(request, response):
    return Interaction("shop-window", "tea-house", "some tea", (), request, response)


def search(**changes):
    response = {
        "status": 200,
        "headers": {"Content-Type": [JSON], "ETag": ['"1"']},
        "body": body({"results": [{"name": "Assam", "cups": 2}]}),
    }
    request = {"method": "GET", "path": "/teas", "query": {"q": ["as"], "id": ["1"]}}
    return interaction(
        {**request, **changes.get("request", {})},
        {**response, **changes.get("response", {})},
    )


def wish(**changes):
    request = {
        "method": "PUT",
        "path": "/teas/7",
        "headers": {
            "Authorization": ["Bearer tea"],
            "Content-Type": [JSON],
            "If-Match": ["1"],
        },
        "body": body({"cups": 3, "milk": True}),
    }
    response = {
        "status": 200,
        "headers": {"Content-Type": [JSON]},
        "body": body({"name": "Assam"}),
    }
    return interaction(
        {**request, **changes.get("request", {})},
        {**response, **changes.get("response", {})},
    )


def headers(*left_out, **others):
    kept = wish().request["headers"] | {
        name.replace("_", "-"): [value] for name, value in others.items()
    }
    return {
        "headers": {name: value for name, value in kept.items() if name not in left_out}
    }


def refused(kind, **members):
    document = {"type": kind, **members}
    return {
        "status": 409,
        "headers": {"Content-Type": [PROBLEM]},
        "body": body(document, PROBLEM),
    }


def faults(*interactions, document=TEAS):
    return [
        str(one.finding.part) + ": " + one.finding.sentence
        for one in (inconsistencies(interactions, OpenApiDocument(document)))
    ]


FITTING = {
    "a search": search(),
    "a search in XML": search(
        response={
            "headers": {"Content-Type": [XML]},
            "body": body(
                "<response><results><item><name>Assam</name><cups>2</cups>"
                "<origin nil='true'/></item></results></response>",
                XML,
            ),
        }
    ),
    "nothing new": search(
        request={"headers": {"If-None-Match": ['"1"']}},
        response={"status": 304, "headers": {}, "body": None},
    ),
    "a wish": wish(),
    "a wish as a form": wish(
        request=headers(Content_Type=FORM) | {"body": body("cups=3&milk=true", FORM)}
    ),
    "a wish by Basic": wish(request=headers(Authorization="Basic tea")),
    "a wish by cookie": wish(request=headers("Authorization", Cookie="tea=green")),
    "a wish that is sold out": wish(response=refused("sold-out", left=0)),
    "a wish that is refused": wish(
        request={"body": body({"cups": 10})}, response={"status": 422, "body": None}
    ),
}


@pytest.mark.parametrize("name", FITTING)
def test_interaction_that_fits_is_left_alone(name):
    found = FITTING[name]
    if found.response["body"] is None:
        found.response.pop("body")

    assert faults(found) == []


DISAGREEMENTS = {
    "operation: the document knows no such method and address": wish(
        request={"method": "PATCH"}
    ),
    "path: tea_id is '0': $: 0 is less than the minimum of 1": wish(
        request={"path": "/teas/0"}
    ),
    "query: sort is sent, and GET /teas does not take it": search(
        request={"query": {"sort": ["name"]}}
    ),
    "query: id is 'x': $[0]: 'x' is not of type 'integer'": search(
        request={"query": {"id": ["x"]}}
    ),
    "request headers: x-cups is sent, and PUT /teas/{tea_id} does not take it": wish(
        request=headers(X_Cups="2")
    ),
    "request headers: If-Match is needed, and is not sent": wish(
        request=headers("If-Match")
    ),
    "security: PUT /teas/{tea_id} needs Authorization, and none is sent": wish(
        request=headers("Authorization")
    ),
    "security: Authorization is sent as digest, and PUT /teas/{tea_id} takes basic or "
    "bearer": wish(request=headers(Authorization="Digest tea")),
    "security: the cookie cup is sent, and PUT /teas/{tea_id} does not take it": wish(
        request=headers(Cookie="tea=green; cup=2")
    ),
    "request body: text/plain is sent, and PUT /teas/{tea_id} takes application/json, "
    "application/x-www-form-urlencoded": wish(
        request=headers(Content_Type="text/plain") | {"body": body("3", "text/plain")}
    ),
    "request body: $.cups: 10 is greater than the maximum of 9": wish(
        request={"body": body({"cups": 10})}
    ),
    "request body: $ has sugar, which the document does not know": wish(
        request={"body": body({"cups": 1, "sugar": 2})}
    ),
    "request body: a body is needed, and none is sent": wish(
        request={"body": body("")}
    ),
    "status: PUT /teas/{tea_id} answers 200, 409, 422 alone": wish(
        response={"status": 410}
    ),
    "answer headers: X-Tea is expected, and the document does not know it": search(
        response={"headers": {"Content-Type": [JSON], "X-Tea": ["3"]}}
    ),
    "answer headers: ETag is '1': $: '1' does not match '^\"'": search(
        response={"headers": {"Content-Type": [JSON], "ETag": ["1"]}}
    ),
    "answer body: text/xml is expected, and the document knows application/json, "
    "application/xml": search(
        response={"headers": {"Content-Type": ["text/xml"]}, "body": body("<a/>")}
    ),
    "answer body: application/json is expected, and the document knows no body": search(
        response={"status": 304, "headers": {"Content-Type": [JSON]}}
    ),
    "answer body: $.results[0].cups: '2' is not of type 'integer'": search(
        response={"body": body({"results": [{"cups": "2"}]})}
    ),
    "answer body: $.results[0] has taste, which the document does not know": search(
        response={"body": body({"results": [{"taste": "malty"}]})}
    ),
    "answer body: $ has left, which the document does not know": wish(
        response=refused("cold", left=0)
    ),
}


@pytest.mark.parametrize("sentence", DISAGREEMENTS)
def test_disagreement_is_reported_in_a_sentence(sentence):
    assert faults(DISAGREEMENTS[sentence]) == [sentence]


def test_disagreement_names_the_interaction():
    [found] = inconsistencies([wish(response={"status": 410})], OpenApiDocument(TEAS))

    assert str(found).startswith(
        "shop-window → tea-house, “some tea” (PUT /teas/7 → 410): status: "
    )


def test_address_without_free_parts_comes_first():
    document = OpenApiDocument(TEAS)

    assert document.operation_of("GET", "/teas/best").path == "/teas/best"
    assert document.operation_of("GET", "/teas/7") is None


def test_what_no_interaction_covers_is_listed():
    found = uncovered([search(), wish()], OpenApiDocument(TEAS))

    assert {str(operation): statuses for operation, statuses in found.items()} == {
        "GET /teas": ["304"],
        "GET /teas/best": ["200"],
        "PUT /teas/{tea_id}": ["409", "422"],
    }


def test_interactions_of_each_answer_are_counted():
    found = covered([search(), search(), wish()], OpenApiDocument(TEAS))

    assert found["GET /teas"] == {"200": 2}
    assert "GET /teas/best" not in found


def test_optional_member_that_is_relied_on_is_listed():
    lax = copy.deepcopy(TEAS)
    lax["components"]["schemas"]["Tea"]["required"] = ["name"]

    assert relied_on([search(), wish()], OpenApiDocument(TEAS)) == []
    assert relied_on([search(), wish()], OpenApiDocument(lax)) == [
        "GET /teas → 200: $.results[*].cups (shop-window)"
    ]


def test_member_of_one_kind_of_problem_is_no_option():
    sold_out = wish(response=refused("sold-out", left=0))

    assert relied_on([sold_out], OpenApiDocument(TEAS)) == []


def test_document_may_be_json_from_anywhere():
    assert OpenApiDocument(json.loads(json.dumps(TEAS))).operations
