"""A document comes from a file, a commit or an address, or a message says why not."""

import json
import subprocess

import pytest

from contract_kit.local_server import served
from contract_kit.openapi_changes import UnreadableDocument, read_openapi

from .tea_house import DOCUMENT


@pytest.fixture
def write(tmp_path):
    def written(content):
        path = tmp_path / "openapi.json"
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, "utf-8")
        return str(path)

    return written


@pytest.fixture
def repository(tmp_path, monkeypatch, write):
    def git(*words):
        own = ("-c", "user.name=Ada", "-c", "user.email=ada@tea.example")
        command = ["git", *own, *words]
        subprocess.run(command, cwd=tmp_path, check=True)  # noqa: S603

    write(DOCUMENT)
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--message", "tea: publish the document")
    monkeypatch.chdir(tmp_path)


def test_document_is_read_from_a_file(write):
    assert read_openapi(write(DOCUMENT)) == DOCUMENT


def test_document_is_read_from_a_commit(repository, write):
    write("changed since")

    assert read_openapi("git:HEAD:openapi.json") == DOCUMENT


@pytest.mark.parametrize("proxy", ["", "http://127.0.0.1:9"])
def test_document_is_read_from_an_address_past_any_proxy(proxy, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", proxy)

    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(DOCUMENT).encode()]

    with served(application) as url:
        assert read_openapi(f"{url}/openapi.json") == DOCUMENT


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("paths: {}", "is no JSON: write the document as JSON"),
        ([], "is no OpenAPI document: it has no member `paths`"),
        ({"openapi": "3.1.0"}, "is no OpenAPI document"),
        ({"swagger": "2.0", "paths": {}}, "is of version 2.0, and 3.0 or 3.1 is read"),
        ({"paths": {}}, "is of version none, and 3.0 or 3.1 is read"),
    ],
)
def test_what_is_no_document_is_reported(write, content, sentence):
    with pytest.raises(UnreadableDocument, match=sentence):
        read_openapi(write(content))


def operation(**parts):
    return {"openapi": "3.1.0", "paths": {"/teas": {"get": parts}}}


MISSHAPEN = {
    "teas.json#/tea is not in it, so bundle": operation(tea={"$ref": "teas.json#/tea"}),
    "#/components/tea is not in it, so": operation(tea=[{"$ref": "#/components/tea"}]),
    "paths is no object of objects": {"openapi": "3.1.0", "paths": {"/teas": []}},
    "GET /teas is no object": {"openapi": "3.1.0", "paths": {"/teas": {"get": 4}}},
    "a parameter of GET /teas lacks its name": operation(parameters=[{"in": "query"}]),
    "a parameter of GET /teas lacks": operation(parameters=[{"name": "q", "in": "it"}]),
    "a parameter of /teas lacks": {
        "openapi": "3.1.0",
        "paths": {"/teas": {"parameters": {}}},
    },
    "the responses of GET /teas are no object of objects": operation(responses=[]),
    "the content or a header of the request of GET /teas is no": operation(
        requestBody={"content": {"text/plain": 4}}
    ),
    "the content or a header of the request of GET /teas is": operation(requestBody=4),
    "the content or a header of GET /teas → 200 is no object": operation(
        responses={"200": {"headers": []}}
    ),
    "the schema of GET /teas → 200 is none": operation(
        responses={"200": {"content": {"text/plain": {"schema": {"type": "txt"}}}}}
    ),
    "the schema of q of GET /teas is none": operation(
        parameters=[{"name": "q", "in": "query", "schema": 4}]
    ),
    "the schema of components.schemas.Tea is none": {
        "openapi": "3.1.0",
        "paths": {},
        "components": {"schemas": {"Tea": {"required": "name"}}},
    },
}


@pytest.mark.parametrize("sentence", MISSHAPEN)
def test_misshapen_document_is_reported(write, sentence):
    with pytest.raises(UnreadableDocument) as caught:
        read_openapi(write(MISSHAPEN[sentence]))

    assert f"is no sound OpenAPI document: {sentence}" in str(caught.value)


def test_file_that_is_not_there_is_reported():
    with pytest.raises(UnreadableDocument, match="tea.json cannot be read .No such"):
        read_openapi("tea.json")


def test_commit_that_is_not_there_is_reported(repository):
    with pytest.raises(UnreadableDocument, match="git:v9:openapi.json cannot be read"):
        read_openapi("git:v9:openapi.json")


def test_version_3_0_is_read_as_json_schema(write):
    schema = {
        "type": "string",
        "nullable": True,
        "enum": ["hot"],
        "minimum": 1,
        "exclusiveMinimum": True,
        "maximum": 9,
        "exclusiveMaximum": False,
    }
    document = {
        "openapi": "3.0.3",
        "paths": {},
        "components": {"schemas": {"T": schema}},
    }

    [read] = read_openapi(write(document))["components"]["schemas"].values()

    assert read == {
        "type": ["string", "null"],
        "enum": ["hot", None],
        "exclusiveMinimum": 1,
        "maximum": 9,
    }
