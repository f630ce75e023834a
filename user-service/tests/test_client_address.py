from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from user_service.client_address import visitor_from
from user_service.database import db
from user_service.models import SignIn

from .conftest import FRONTEND_SECRET, ORDER_SERVICE_SECRET
from .people import PASSWORD, Person, Town


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("192.0.2.77:4711", "192.0.2.0/24"),
        ("[2001:db8:1:2:3:4:5:6]:4711", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2:3:4:5:6]", "2001:db8:1:2::/64"),
        ("192.0.2.77:", "unknown"),
        ("[192.0.2.77:4711", "unknown"),
        ("192.0.2.77:4711:4711", "unknown"),
        ("::1", "::/64"),
        ("", "unknown"),
        ("192.0.2.77, 10.0.0.1", "unknown"),
        ("<script>", "unknown"),
    ],
)
def test_neighbours_count_as_one(address: str, network: str) -> None:
    assert visitor_from(address, "").network == network


def test_name_of_a_program_is_printable_and_short() -> None:
    visitor = visitor_from("192.0.2.7", "Garden\x1b[31m\x00\n" + "x" * 500)

    assert visitor.user_agent.startswith("Garden[31mx")
    assert len(visitor.user_agent) == 200


def exhaust(town: Town, **headers: str) -> list[int]:
    """Fail to log in twelve times by one name, each time for another address."""
    return [
        town.log_in(
            "nobody",
            headers=headers | {"X-Client-Address": f"198.51.{number}.7"},
        ).status_code
        for number in range(12)
    ]


def test_frontend_is_believed_about_addresses(town: Town) -> None:
    token = town.service_token("frontend", FRONTEND_SECRET)

    assert exhaust(town, Authorization=f"Bearer {token}") == [401] * 12


def test_nobody_else_is_believed(town: Town, ada: Person) -> None:
    order_service = town.service_token("order-service", ORDER_SERVICE_SECRET)
    per_caller = [
        exhaust(town, **headers)
        for headers in (
            {},
            {"Authorization": f"Bearer {ada.token}"},
            {"Authorization": f"Bearer {order_service}"},
            {"Authorization": "Bearer nonsense"},
            {"X-Forwarded-For": "203.0.113.1", "X-Real-IP": "203.0.113.1"},
        )
    ]

    assert per_caller == [[401] * 10 + [429] * 2] + [[429] * 12] * 4


@pytest.mark.parametrize("path", ["/api/user/create", "/api/user/ada/exists"])
def test_frontend_is_believed_on_every_open_route(town: Town, path: str) -> None:
    token = town.service_token("frontend", FRONTEND_SECRET)
    method = "GET" if path.endswith("exists") else "POST"
    form: dict[str, Any] = {"username": "ada", "password": PASSWORD}
    form["email"] = "ada@furrow.example"

    statuses = {
        town.client.open(
            path,
            method=method,
            json=form,
            headers={
                "Authorization": f"Bearer {token}",
                "X-Client-Address": f"198.51.{number % 250}.7",
            },
        ).status_code
        for number in range(70)
    }

    assert 429 not in statuses


def test_what_is_no_address_is_not_believed_even_of_the_frontend(
    town: Town, app: Flask
) -> None:
    town.register("ada")
    token = town.service_token("frontend", FRONTEND_SECRET)

    town.log_in(
        headers={
            "Authorization": f"Bearer {token}",
            "X-Client-Address": "x" * 300,
            "User-Agent": "Shop",
        }
    )

    with app.app_context():
        sign_in = db.session.scalars(select(SignIn)).one()
    assert (sign_in.address, sign_in.user_agent) == ("127.0.0.1", "Shop")


def test_sign_in_remembers_the_shoppers_address(town: Town, app: Flask) -> None:
    town.register("ada")
    token = town.service_token("frontend", FRONTEND_SECRET)

    town.log_in(
        headers={
            "Authorization": f"Bearer {token}",
            "X-Client-Address": "2001:db8::0007",
        }
    )

    with app.app_context():
        sign_in = db.session.scalars(select(SignIn)).one()
    assert sign_in.address == "2001:db8::7"
