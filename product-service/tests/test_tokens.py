from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from service_kit.clock import now

from .conftest import ADA, Visit
from .fakes import FakeUserService

TEAPOT = {"name": "Teapot", "price": "12.00"}


def test_dismissed_administrator_is_one_no_more(
    admin: FlaskClient, user_service: FakeUserService
) -> None:
    first = admin.post("/api/products", json=TEAPOT)

    user_service.dismiss(ADA)
    second = admin.post("/api/products", json=TEAPOT | {"name": "Kettle"})

    assert (first.status_code, second.status_code) == (201, 403)


def test_deactivated_administrator_is_one_no_more(
    admin: FlaskClient, user_service: FakeUserService
) -> None:
    user_service.deactivate(ADA)

    assert admin.post("/api/products", json=TEAPOT).status_code == 403


def test_sign_in_that_ends_ends_for_administrators_at_once(
    admin: FlaskClient, user_service: FakeUserService
) -> None:
    first = admin.post("/api/products", json=TEAPOT)

    user_service.end_sign_in(ADA)
    second = admin.post("/api/products", json=TEAPOT | {"name": "Kettle"})

    assert (first.status_code, second.status_code) == (201, 401)


def test_token_of_an_ended_sign_in_is_refused(
    visit: Visit, user_service: FakeUserService
) -> None:
    orders = visit(user_service.service_token("order-service"))

    user_service.end_sign_in("service:order-service")

    assert orders.delete("/api/reservations/order-1").status_code == 401


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": now() - timedelta(minutes=1)},
        {"iss": "somebody-else"},
        {"aud": "another-shop"},
    ],
)
def test_token_must_be_meant_for_here_and_now(
    visit: Visit, user_service: FakeUserService, claims: dict[str, object]
) -> None:
    orders = visit(user_service.sign("service:order-service", **claims))

    assert orders.delete("/api/reservations/order-1").status_code == 401


def test_token_of_a_forged_key_is_refused(visit: Visit) -> None:
    forged = FakeUserService().service_token("order-service")

    assert visit(forged).delete("/api/reservations/order-1").status_code == 401


def test_courses_spelling_of_the_header_will_do(
    client: FlaskClient, user_service: FakeUserService
) -> None:
    token = user_service.sign_in(ADA, is_admin=True)

    answer = client.post(
        "/api/products", data=TEAPOT, headers={"Authorization": f"Basic {token}"}
    )

    assert answer.status_code == 201


def test_catalogue_is_open_while_user_service_is_away(
    client: FlaskClient, admin: FlaskClient, user_service: FakeUserService
) -> None:
    user_service.is_away = True

    assert client.get("/api/products").status_code == 200
    assert admin.get("/api/products").status_code == 200


def test_administration_waits_for_user_service(
    admin: FlaskClient, user_service: FakeUserService
) -> None:
    admin.post("/api/products", json=TEAPOT)
    user_service.is_away = True

    answer = admin.post("/api/products", json=TEAPOT | {"name": "Kettle"})

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
