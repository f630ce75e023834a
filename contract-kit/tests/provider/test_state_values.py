"""A state supplies real values, and they reach every part of a request."""

import pytest
from flask import Flask, request

from contract_kit import ContractBroken, ProviderState, States, verify_provider
from contract_kit.consumer.declared_interaction import (
    ExpectedRequest,
    InteractionDeclaration,
    request_body,
    safe_response,
)
from contract_kit.consumer.matchers import from_state
from contract_kit.consumer.pact_python_bridge import pact_document
from contract_kit.pact_files.writer import PactFolder

ID = from_state("id", example=1)
TOKEN = from_state("Bearer ${token}", example="Bearer ada")


@pytest.fixture
def seen():
    return []


@pytest.fixture
def app(seen):
    app = Flask("echo")
    app.config["TESTING"] = True

    @app.route("/<path:path>", methods=["GET", "POST"])
    def note(path):
        body = request.get_json(silent=True) or request.form.to_dict()
        seen.append((request.full_path, request.headers.get("Authorization"), body))
        return ""

    return app


@pytest.fixture
def states():
    states = States()

    @states.state("all is there")
    def all_is_there():
        return {"number": "42", "cursor": "next page", "token": "real", "id": 7}

    return states


@pytest.fixture
def verify(app, states, tmp_path):
    def verify(**asked):
        asked = ExpectedRequest(**{"method": "POST", "path": "/orders"} | asked)
        answer = safe_response(200, None, {})
        given = (ProviderState("all is there"),)
        declaration = InteractionDeclaration(
            "counter", "echo", given, "an order", asked, answer
        )
        PactFolder(tmp_path).add(pact_document(declaration))
        verify_provider("echo", app, states, tmp_path).assert_all_kept()

    return verify


def test_path_has_the_real_number(verify, seen):
    verify(path=from_state("/orders/${number}", example="/orders/1"))

    assert seen[0][0] == "/orders/42?"


def test_query_has_the_real_cursor_and_keeps_the_rest(verify, seen):
    verify(query={"cursor": from_state("cursor", example="c"), "kind": ["a", "b"]})

    assert seen[0][0] == "/orders?cursor=next+page&kind=a&kind=b"


def test_header_has_the_real_token(verify, seen):
    verify(headers={"Authorization": TOKEN})

    assert seen[0][1] == "Bearer real"


def test_json_has_real_values_of_the_right_type(verify, seen):
    verify(body=request_body({"id": ID, "lines": [{"odd name": ID}], "qty": 2}, None))

    assert seen[0][2] == {"id": 7, "lines": [{"odd name": 7}], "qty": 2}


def test_form_has_real_values(verify, seen):
    verify(body=request_body(None, {"id": ID, "gift": "yes & no"}))

    assert seen[0][2] == {"id": "7", "gift": "yes & no"}


def test_value_that_no_state_returns_is_missed(verify):
    with pytest.raises(ContractBroken) as broken:
        verify(path=from_state("/orders/${colour}", example="/orders/green"))

    assert (
        "asks with ${colour}, and none of its states returns that value: return "
        '{"colour": ...} from one of them'
    ) in str(broken.value)


def test_several_values_cannot_come_from_states():
    with pytest.raises(ValueError, match="supplies single values alone"):
        ExpectedRequest("GET", "/", query={"id": [ID, "2"]})
