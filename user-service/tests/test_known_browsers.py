from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask
from werkzeug.test import TestResponse

from service_kit.clock import now
from user_service.security_settings import SecuritySettings

from .people import PASSWORD, Person, Town

KETTLE = "a kettle in the garden"
OWNERS_NETWORK = {"REMOTE_ADDR": "203.0.113.7"}


def device_of(town: Town, name: str) -> str:
    """Sign in from a browser, and take home what it is known by."""
    return str(town.log_in(name).json["device"])


def enter(town: Town, password: str, *devices: str, name: str = "ada") -> TestResponse:
    return town.client.post(
        "/api/user/login",
        json={"username": name, "password": password, "devices": list(devices)},
        environ_base=OWNERS_NETWORK,
    )


@pytest.fixture
def strangers(town: Town, ada: Person) -> None:
    """Strangers in the owner's network have used up all that may be tried there."""
    for _ in range(10):
        assert enter(town, KETTLE).status_code == 401
    assert enter(town, PASSWORD).status_code == 429


def test_known_browser_signs_in_whatever_strangers_tried(
    town: Town, ada: Person, request: pytest.FixtureRequest
) -> None:
    device = device_of(town, "ada")
    request.getfixturevalue("strangers")

    assert enter(town, PASSWORD, device).status_code == 200


def test_known_browser_signs_in_although_all_networks_tried(
    town: Town, ada: Person
) -> None:
    device = device_of(town, "ada")
    for number in range(100):
        address = {"REMOTE_ADDR": f"198.51.{number}.7"}
        town.log_in("ada", KETTLE, environ_base=address)

    assert enter(town, PASSWORD).status_code == 429
    assert enter(town, PASSWORD, device).status_code == 200


def test_known_browser_signs_in_by_email_too(
    town: Town, ada: Person, request: pytest.FixtureRequest
) -> None:
    device = device_of(town, "ada")
    request.getfixturevalue("strangers")

    assert enter(town, PASSWORD, device, name="ada@furrow.example").status_code == 200


def test_known_browser_signs_in_from_a_locked_network(
    app: Flask, town: Town, ada: Person
) -> None:
    device = device_of(town, "ada")
    few = app.extensions["security_settings"].limits
    few = replace(few, network=replace(few.network, attempts=5))
    app.extensions["security_settings"] = replace(
        app.extensions["security_settings"], limits=few
    )
    for number in range(5):
        enter(town, KETTLE, name=f"nobody{number}")

    assert enter(town, PASSWORD).status_code == 429
    assert enter(town, PASSWORD, device).status_code == 200


def test_known_browser_has_ten_checks_of_its_own(
    town: Town, ada: Person, let_pass: Callable[..., None]
) -> None:
    device = device_of(town, "ada")

    statuses = [enter(town, KETTLE, device).status_code for _ in range(12)]
    assert statuses == [401] * 10 + [429] * 2
    assert enter(town, PASSWORD, device).status_code == 429
    assert enter(town, PASSWORD).status_code == 200

    let_pass(seconds=300)
    assert enter(town, PASSWORD, device).status_code == 200


def test_browser_stays_the_same_one_at_its_next_sign_in(
    town: Town, ada: Person
) -> None:
    first = device_of(town, "ada")
    second = str(enter(town, PASSWORD, first).json["device"])

    for device in [first, second] * 5:
        assert enter(town, KETTLE, device).status_code == 401
    assert enter(town, PASSWORD, first).status_code == 429


def test_browser_of_a_family_is_known_to_each_of_them(
    town: Town, ada: Person, bob: Person, request: pytest.FixtureRequest
) -> None:
    devices = [device_of(town, "bob"), device_of(town, "ada")]
    request.getfixturevalue("strangers")

    assert enter(town, PASSWORD, *devices).status_code == 200
    assert enter(town, PASSWORD, *reversed(devices)).status_code == 200


def test_sign_out_leaves_the_browser_known(
    town: Town, ada: Person, request: pytest.FixtureRequest
) -> None:
    device = device_of(town, "ada")
    ada.call("DELETE", "/api/user/sessions")
    ada.call("POST", "/api/user/logout")
    request.getfixturevalue("strangers")

    assert enter(town, PASSWORD, device).status_code == 200


@pytest.mark.usefixtures("strangers")
def test_browser_of_another_account_is_a_stranger(town: Town, bob: Person) -> None:
    assert enter(town, PASSWORD, device_of(town, "bob")).status_code == 429


def forged(claims: dict[str, object]) -> str:
    return jwt.encode(claims, Ed25519PrivateKey.generate(), "EdDSA")


@pytest.mark.parametrize(
    "change",
    [
        lambda note, claims, tools: note[:-4] + "AAAA",
        lambda note, claims, tools: forged(claims),
        lambda note, claims, tools: jwt.encode(claims, None, "none"),
        lambda note, claims, tools: jwt.encode(claims, "furrow" * 8, "HS256"),
        lambda note, claims, tools: tools.signing_key.encode(
            claims | {"exp": now() - timedelta(minutes=5)}
        ),
        lambda note, claims, tools: tools.signing_key.encode(
            claims | {"aud": "furrow"}
        ),
        lambda note, claims, tools: "",
        lambda note, claims, tools: "\ud800\x00",
        lambda note, claims, tools: "a.b.c",
        lambda note, claims, tools: "x" * 20_000,
    ],
    ids=range(10),
)
def test_forged_and_old_notes_are_as_good_as_none(
    app: Flask,
    town: Town,
    ada: Person,
    request: pytest.FixtureRequest,
    change: Callable[[str, dict[str, object], SecuritySettings], str],
) -> None:
    device = device_of(town, "ada")
    request.getfixturevalue("strangers")
    claims = jwt.decode(device, options={"verify_signature": False})

    changed = change(device, claims, app.extensions["security_settings"])

    refused = enter(town, PASSWORD, changed)
    assert refused.status_code == 429
    assert refused.json == enter(town, PASSWORD).json


def test_note_of_a_browser_opens_nothing(town: Town, ada: Person) -> None:
    device = device_of(town, "ada")

    bearer = {"Authorization": f"Bearer {device}"}
    assert town.client.get("/api/user", headers=bearer).status_code == 401
    assert enter(town, KETTLE, device).status_code == 401


def test_token_of_a_sign_in_is_no_note(
    town: Town, ada: Person, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("strangers")

    assert enter(town, PASSWORD, ada.token).status_code == 429


def test_another_password_makes_all_but_this_browser_strangers(
    town: Town, ada: Person, request: pytest.FixtureRequest
) -> None:
    before = device_of(town, "ada")
    change = {"current_password": PASSWORD, "new_password": KETTLE}
    own = ada.call("PUT", "/api/user/password", json=change).json["device"]
    for _ in range(10):
        enter(town, PASSWORD)

    assert enter(town, KETTLE, before).status_code == 429
    assert enter(town, KETTLE, own).status_code == 200


def test_note_reveals_nothing_of_the_password(town: Town, ada: Person) -> None:
    claims = jwt.decode(device_of(town, "ada"), options={"verify_signature": False})

    assert set(claims) == {"iss", "aud", "sub", "jti", "exp", "pwd"}
    assert len(claims["pwd"]) == 16


def test_more_notes_than_a_family_has_are_refused(town: Town, ada: Person) -> None:
    answer = enter(town, PASSWORD, *["x"] * 6)

    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"devices"}
