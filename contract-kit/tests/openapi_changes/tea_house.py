"""A tea house's document, and what two consumers expect of it."""

import copy

from contract_kit.pact_files import Interaction

JSON, XML = "application/json", "application/xml"
TEA = {"$ref": "#/components/schemas/Tea"}
DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "tea-house", "version": "1"},
    "paths": {
        "/teas/{slug}": {
            "get": {
                "parameters": [
                    {
                        "name": "slug",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "string"},
                    },
                    {
                        "name": "size",
                        "in": "query",
                        "schema": {"enum": ["cup", "pot", "jug"]},
                    },
                    {"name": "X-Guest", "in": "header", "schema": {"type": "string"}},
                ],
                "responses": {
                    "200": {
                        "headers": {"ETag": {"schema": {"type": "string"}}},
                        "content": {
                            JSON: {"schema": TEA},
                            XML: {"schema": TEA},
                        },
                    },
                    "404": {},
                    "503": {},
                },
            }
        },
        "/orders": {
            "post": {
                "requestBody": {
                    "content": {
                        JSON: {"schema": {"$ref": "#/components/schemas/Order"}}
                    }
                },
                "responses": {"201": {}, "422": {}},
            }
        },
        "/health": {"get": {"responses": {"200": {}}}},
    },
    "components": {
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        "schemas": {
            "Tea": {
                "type": "object",
                "properties": {
                    "name": {"type": "string"},
                    "price": {"type": "number"},
                    "cups": {"type": "integer"},
                    "brand": {"type": "string"},
                    "state": {"enum": ["hot", "cold"]},
                    "origin": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                    "blends": {"type": "array", "items": TEA},
                },
                "required": ["name", "price", "cups", "state"],
            },
            "Order": {
                "type": "object",
                "properties": {
                    "slug": {"type": "string"},
                    "cups": {"type": "integer", "maximum": 9},
                    "milk": {"enum": ["none", "some", "much"]},
                    "note": {"type": "string"},
                },
                "required": ["slug", "cups"],
            },
        },
    },
}


def edited(change):
    """Return the document after a change of it."""
    document = copy.deepcopy(DOCUMENT)
    change(document)
    return document


def tea_schema(document):
    return document["components"]["schemas"]["Tea"]


def order_schema(document):
    return document["components"]["schemas"]["Order"]


def get_tea(document):
    return document["paths"]["/teas/{slug}"]["get"]


def interaction(consumer, description, request, response):
    return Interaction(consumer, "tea-house", description, (), request, response)


def body(content, **rules):
    written = {
        f"$.{name.replace('__', '.')}": {"combine": "AND", "matchers": [matcher]}
        for name, matcher in rules.items()
    }
    return {
        "headers": {"Content-Type": [JSON]},
        "body": {"content": content, "contentType": JSON, "encoded": False},
        "matchingRules": {"body": written},
    }


TYPE, NUMBER, INTEGER = {"match": "type"}, {"match": "number"}, {"match": "integer"}
COUNTER = [
    interaction(
        "counter",
        "a tea",
        {"method": "GET", "path": "/teas/assam", "query": {"size": ["pot"]}},
        {
            "status": 200,
            **body(
                {
                    "name": "Assam",
                    "price": 4.5,
                    "state": "hot",
                    "blends": [{"cups": 2}],
                },
                name=TYPE,
                price=NUMBER,
                state={"match": "regex", "regex": "^(hot|cold)$"},
            ),
        },
    ),
    interaction(
        "counter",
        "no tea",
        {"method": "GET", "path": "/teas/none"},
        {"status": 404},
    ),
    interaction(
        "counter",
        "an order",
        {
            "method": "POST",
            "path": "/orders",
            **body({"slug": "assam", "cups": 2, "note": "soon"}, note=TYPE),
        },
        {"status": 201},
    ),
]
PRICE_LIST = [
    interaction(
        "price-list",
        "a price",
        {"method": "GET", "path": "/teas/assam", "headers": {"X-Guest": ["ada"]}},
        {
            "status": 200,
            **body(
                {"price": 4.5, "origin": None, "state": "hot"},
                price=NUMBER,
                state=TYPE,
            ),
        },
    ),
    interaction(
        "price-list",
        "a tea by its ETag",
        {"method": "GET", "path": "/teas/assam"},
        {
            "status": 200,
            "headers": {"ETag": ['"1"'], "Content-Type": [XML]},
            "body": {
                "content": "<tea><cups>2</cups></tea>",
                "contentType": XML,
                "encoded": False,
            },
        },
    ),
    interaction(
        "price-list",
        "an order of too much",
        {"method": "POST", "path": "/orders", **body({"cups": 99})},
        {"status": 422},
    ),
]
ALL = [*COUNTER, *PRICE_LIST]
