import gzip

import pytest
from flask.testing import FlaskClient

from product_service.pictures import Recipe

from .conftest import MakeProduct
from .markup import read_xml

BASIL = "/pictures/basil.svg"
GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture(autouse=True)
def basil(make_product: MakeProduct) -> None:
    make_product("Basil", picture=Recipe("basil", ("#5f8350",), "#f3e3bf"))


def test_product_has_a_drawing(client: FlaskClient) -> None:
    answer = client.get(BASIL)

    assert answer.status_code == 200
    assert answer.content_type == "image/svg+xml; charset=utf-8"
    assert read_xml(answer.data).get("aria-label") == "Basil"


def test_drawing_is_kept_for_a_day_by_everybody(client: FlaskClient) -> None:
    answer = client.get(BASIL)

    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_drawing_opened_by_itself_can_do_nothing(client: FlaskClient) -> None:
    answer = client.get(BASIL)

    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("headers", [{}, GZIP])
def test_known_drawing_is_not_sent_again(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    etag = client.get(BASIL, headers=headers).headers["ETag"]

    again = client.get(BASIL, headers=headers | {"If-None-Match": etag})

    assert (again.status_code, again.data) == (304, b"")


def test_drawing_is_compressed_for_who_can_read_it(client: FlaskClient) -> None:
    plain = client.get(BASIL, headers={"Accept-Encoding": "gzip;q=0, br"})
    packed = client.get(BASIL, headers=GZIP)

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]


def test_compressed_bytes_hold_no_time(client: FlaskClient) -> None:
    packed = client.get(BASIL, headers=GZIP).data

    assert packed[4:8] == bytes(4)


def test_drawing_changes_with_its_recipe(
    client: FlaskClient, admin: FlaskClient
) -> None:
    before = client.get(BASIL)
    purple = {"plant": "basil", "colours": ["#5a2f5f"], "ground": "#f3e3bf"}

    admin.patch(
        "/api/product/basil", json={"picture": purple}, headers={"If-Match": "*"}
    )
    after = client.get(BASIL, headers={"If-None-Match": before.headers["ETag"]})

    assert (after.status_code, after.data != before.data) == (200, True)


def test_withdrawn_product_still_has_its_drawing(
    client: FlaskClient, admin: FlaskClient
) -> None:
    admin.delete("/api/product/basil", headers={"If-Match": "*"})

    assert client.get(BASIL).status_code == 200


def test_unknown_product_has_no_drawing(client: FlaskClient) -> None:
    answer = client.get("/pictures/teapot.svg")

    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


def test_markup_in_a_name_stays_text(
    client: FlaskClient, make_product: MakeProduct
) -> None:
    make_product("<script>alert('tea')</script>", slug="tea")

    drawing = client.get("/pictures/tea.svg").data

    assert b"<script" not in drawing
    assert read_xml(drawing).get("aria-label", "").startswith("<script>")
