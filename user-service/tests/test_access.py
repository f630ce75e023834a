import re

import pytest
from flask import Flask

from service_kit.access import Access

from .conftest import FRONTEND_SECRET, ORDER_SERVICE_SECRET
from .people import Person, Town

# `<id:user_id>` in an address of Flask is `{user_id}` here.
PART, PLACE = r"<(?:.*:)?(\w+)>", r"{\1}"
WITHOUT_ACCESS = ("/health/", "/openapi.json", "/docs", "/static/")
# What each caller is answered: nobody, order-service, frontend, a stranger, an
# administrator, and last the person whose account and sign-in the address names.
# 422 is for callers who are let in and send nothing where something is needed.
EVERYONE, PEOPLE = (200,) * 6, (401, 403, 403, 200, 200, 200)
EVERYONE_SENDS, PEOPLE_SEND = (422,) * 6, (401, 403, 403, 422, 422, 422)
# A quick start calls that a missing field.
EVERYONE_LACKS, EVERYONE_SENDS_JSON = (400,) * 6, (415,) * 6
MATRIX = {
    "POST /api/user/create": EVERYONE_SENDS,
    "POST /api/user/login": EVERYONE_SENDS,
    "POST /api/user/logout": PEOPLE,
    "GET /api/user": PEOPLE,
    "PATCH /api/user": PEOPLE_SEND,
    "DELETE /api/user": PEOPLE_SEND,
    "PUT /api/user/password": PEOPLE_SEND,
    "GET /api/user/profile": PEOPLE,
    "PUT /api/user/profile": PEOPLE_SEND,
    "GET /api/user/sessions": PEOPLE,
    "DELETE /api/user/sessions": PEOPLE,
    "DELETE /api/user/sessions/{session_id}": (401, 403, 403, 404, 404, 200),
    "GET /api/user/{username}/exists": EVERYONE,
    "GET /api/users": (401, 403, 403, 403, 200, 403),
    "PATCH /api/users/{user_id}": (401, 403, 403, 403, 422, 403),
    "POST /api/service-token": EVERYONE_SENDS,
    "GET /.well-known/jwks.json": EVERYONE,
    "GET /api/revocations": EVERYONE,
    "POST /register": EVERYONE_LACKS,
    "POST /auth": EVERYONE_SENDS_JSON,
    "POST /auth/register": EVERYONE_LACKS,
    "POST /auth/login": EVERYONE_SENDS,
    "POST /auth/validate": PEOPLE,
    "POST /auth/logout": PEOPLE,
    "GET /users/profile": PEOPLE,
    "PUT /users/profile": PEOPLE_SEND,
}


def test_every_route_says_who_may_call_it(app: Flask) -> None:
    undeclared = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not rule.rule.startswith(WITHOUT_ACCESS)
        and not isinstance(
            getattr(app.view_functions[rule.endpoint], "access", None), Access
        )
    ]

    assert undeclared == [], "Declare each of these with `operation(access=…)`."


def test_every_operation_is_in_the_matrix(app: Flask) -> None:
    operations = {
        f"{method} {re.sub(PART, PLACE, rule.rule)}"
        for rule in app.url_map.iter_rules()
        if not rule.rule.startswith(WITHOUT_ACCESS)
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }

    assert operations == set(MATRIX), "Say in MATRIX who may do what."


def service_of(town: Town, client_id: str, secret: str) -> Person:
    return Person(town.client, client_id, town.service_token(client_id, secret))


@pytest.mark.parametrize("operation", MATRIX)
def test_callers_get_what_the_matrix_says(town: Town, operation: str) -> None:
    ada, bob, keeper = town.join("ada"), town.join("bob"), town.appoint("keeper")
    [session] = ada.call("GET", "/api/user/sessions").json["results"]
    method, path = operation.split()
    address = path.format(
        session_id=session["id"], username="ada", user_id=ada.account["id"]
    )
    callers = [
        Person(town.client, "nobody", "nonsense"),
        service_of(town, "order-service", ORDER_SERVICE_SECRET),
        service_of(town, "frontend", FRONTEND_SECRET),
        bob,
        keeper,
        ada,
    ]

    statuses = tuple(caller.call(method, address).status_code for caller in callers)

    assert statuses == MATRIX[operation]
