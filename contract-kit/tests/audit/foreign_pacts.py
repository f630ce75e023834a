"""Pacts as pact-js, pact-jvm and pact-go write them: sound, until one is spoiled."""

import copy
import json

JSON = "application/json"


def rules(**matchers):
    """Write rules of version 3: a dollar and dots are put into names."""
    return {
        f"$.{name.replace('__', '[*].')}": {"combine": "AND", "matchers": [matcher]}
        for name, matcher in matchers.items()
    }


TYPE, INTEGER = {"match": "type"}, {"match": "integer"}
NAME = {"match": "regex", "regex": "^.+$"}
LOOK = {
    "description": "a request for a tea",
    "providerStates": [{"name": "a tea is on the shelf"}],
    "request": {"method": "GET", "path": "/teas/7", "query": {"size": ["pot"]}},
    "response": {
        "status": 200,
        "headers": {"Content-Type": JSON},
        "body": {"id": 7, "name": "Assam", "blends": [{"name": "Ceylon"}]},
        "matchingRules": {
            "body": rules(
                id=INTEGER,
                name=NAME,
                blends={"match": "type", "min": 1},
                blends__name=NAME,
            )
        },
    },
}
NONE = {
    "description": "a request for an unknown tea",
    "providerStates": [{"name": "no tea is on the shelf"}],
    "request": {"method": "GET", "path": "/teas/8"},
    "response": {"status": 404},
}
LIST = {
    "description": "a request for all teas",
    "providerStates": [{"name": "a tea is on the shelf"}],
    "request": {"method": "GET", "path": "/teas"},
    "response": {
        "status": 200,
        "headers": {"Content-Type": JSON},
        "body": {"teas": [{"name": "Assam"}]},
        "matchingRules": {
            "body": rules(teas={"match": "type", "min": 1}, teas__name=NAME)
        },
    },
}
JS = {"pact-js": {"version": "12.1.0"}, "pactSpecification": {"version": "3.0.0"}}
JVM = {"pact-jvm": {"version": "4.6.3"}, "pactSpecification": {"version": "3.0.0"}}
GO = {"pactGo": {"version": "2.0.2"}, "pactSpecification": {"version": "3.0.0"}}
V2 = {"pactSpecification": {"version": "2.0.0"}}
V4 = {"pactRust": {"ffi": "0.4.9"}, "pactSpecification": {"version": "4.0"}}


def pact(*interactions, metadata=JS, consumer="counter", provider="tea-service"):
    """Write a pact of these interactions."""
    return {
        "consumer": {"name": consumer},
        "provider": {"name": provider},
        "interactions": copy.deepcopy(interactions),
        "metadata": metadata,
    }


SOUND = pact(LOOK, NONE, LIST)


def put(folder, **documents):
    """Write files into a folder: a document as JSON, a text as it is."""
    for name, document in documents.items():
        text = document if isinstance(document, str) else json.dumps(document)
        (folder / f"{name}.json").write_text(text, "utf-8")
    return folder
