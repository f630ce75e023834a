from datetime import timedelta

import jwt
import pytest
from flask import Flask

from service_kit.clock import now

from .conftest import FRONTEND_SECRET, ORDER_SERVICE_SECRET
from .people import Town


@pytest.mark.parametrize(
    ("client_id", "secret"),
    [("order-service", ORDER_SERVICE_SECRET), ("frontend", FRONTEND_SECRET)],
)
@pytest.mark.parametrize("kind", ["json", "data"])
def test_service_gets_a_token_for_ten_minutes(
    town: Town, client_id: str, secret: str, kind: str
) -> None:
    form = {"client_id": client_id, "client_secret": secret}

    answer = town.client.post("/api/service-token", **{kind: form})

    assert answer.status_code == 200
    assert set(answer.json["result"]) == {"token", "expires_at"}
    claims = jwt.decode(
        answer.json["result"]["token"], options={"verify_signature": False}
    )
    assert claims["sub"] == f"service:{client_id}"
    assert claims["exp"] - claims["iat"] == 600
    assert "admin" not in claims


@pytest.mark.parametrize(
    ("client_id", "secret"),
    [
        ("order-service", FRONTEND_SECRET),
        ("frontend", ORDER_SERVICE_SECRET),
        ("frontend", "guess"),
        ("frontend", "é"),
        ("product-service", FRONTEND_SECRET),
        ("nobody", "guess"),
    ],
)
def test_wrong_secrets_get_no_token(town: Town, client_id: str, secret: str) -> None:
    answer = town.client.post(
        "/api/service-token", json={"client_id": client_id, "client_secret": secret}
    )

    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"


def test_expired_service_token_is_no_good(app: Flask, town: Town) -> None:
    key = app.extensions["security_settings"].signing_key
    past = now() - timedelta(minutes=11)
    token = key.sign("service:frontend", "x", past, past + timedelta(minutes=10))

    answer = town.client.get("/api/user", headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 401


def test_each_service_token_is_a_new_one(town: Town) -> None:
    tokens = {town.service_token("frontend", FRONTEND_SECRET) for _ in range(3)}

    assert len(tokens) == 3
