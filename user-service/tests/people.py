"""People who use user-service: each method is a deed at the API."""

from dataclasses import dataclass
from typing import Any

import jwt
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from user_service import administration

PASSWORD = "a teapot in the garden"


@dataclass
class Person:
    """Somebody with an account and a sign-in; `call` is a request with the token."""

    client: FlaskClient
    username: str
    token: str

    def call(self, method: str, path: str, **request: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}"} | request.pop("headers", {})
        return self.client.open(path, method=method, headers=headers, **request)

    @property
    def account(self) -> dict[str, Any]:
        return self.call("GET", "/api/user").json["result"]

    @property
    def is_signed_in(self) -> bool:
        return self.call("GET", "/api/user").status_code == 200


@dataclass
class Town:
    """Where people come from: they register, log in, or start as administrators."""

    app: Flask

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def register(self, username: str = "ada", **changes: Any) -> TestResponse:
        form = {
            "username": username,
            "email": f"{username}@furrow.example",
            "password": PASSWORD,
        }
        return self.client.post("/api/user/create", json=form | changes)

    def log_in(
        self, username: str = "ada", password: str = PASSWORD, **request: Any
    ) -> TestResponse:
        form = {"username": username, "password": password}
        return self.client.post("/api/user/login", json=form, **request)

    def sign_in(self, username: str = "ada", password: str = PASSWORD) -> Person:
        answer = self.log_in(username, password)
        return Person(self.client, username, answer.json["token"])

    def join(self, username: str) -> Person:
        self.register(username)
        return self.sign_in(username)

    def appoint(self, username: str) -> Person:
        with self.app.app_context():
            administration.make_administrator(
                username,
                f"{username}@furrow.example",
                PASSWORD,
                self.app.extensions["security_settings"].passwords,
            )
        return self.sign_in(username)

    def service_token(self, client_id: str, secret: str) -> str:
        answer = self.client.post(
            "/api/service-token", json={"client_id": client_id, "client_secret": secret}
        )
        return answer.json["result"]["token"]


def sid_of(person: Person) -> str:
    claims = jwt.decode(person.token, options={"verify_signature": False})
    return str(claims["sid"])
