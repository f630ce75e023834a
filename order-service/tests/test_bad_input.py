import pytest

from .conftest import BASIL, Shopper

POSTS = [
    "/api/order/add-item",
    "/api/order/merge",
    "/api/order/quote",
    "/api/order/checkout",
]
BODIES = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"NaN",
    b'{"product_id": NaN}',
    b'{"product_id": 1e400, "qty": 1}',
    b'{"product_id": ' + b"9" * 4000 + b"}",
    b'{"expected_total": 1e-400000000}',
    b'{"expected_total": 1e-99999999999999}',
    b"1e9999999999999999999",
    b'{"product_id": 1, "qty": -1}',
    b'{"product_id": 1, "qty": 1, "price": "0.01"}',
    b'{"lines": [[[]]], "delivery": "\\u0000"}',
    b'{"lines": {"product_id": 1}}',
    b'{"cart_version": 1, "expected_total": 5.3, "method": "free"}',
    b'{"a":' * 8000 + b"1" + b"}" * 8000,
    b"[" * 60_000,
    b"x" * 70_000,
    b'{"\\ud800": "\\udfff"}',
]


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
@pytest.mark.parametrize("kind", ["application/json", "text/plain"])
def test_bad_bodies_get_a_clear_no(
    ada: Shopper, path: str, body: bytes, kind: str
) -> None:
    ada.add(BASIL)

    answer = ada.client.post(
        path,
        data=body,
        content_type=kind,
        headers={"Authorization": f"Bearer {ada.token}", "Idempotency-Key": "k" * 8},
    )

    assert 400 <= answer.status_code < 500
    assert answer.content_type == "application/problem+json"
    assert answer.json["detail"]
    assert len(ada.cart()["items"]) == 1


@pytest.mark.parametrize(
    "form",
    [
        {"product_id": "one"},
        {"product_id": "1", "qty": "1.5"},
        {"product_id": str(2**63)},
        {"product_id": "1", "qty": "100"},
        {"product_id": "1", "is_admin": "1"},
        {"product_id.a.b.c.d.e": "1"},
        {"product_id": ["1", "2"]},
    ],
)
def test_forms_are_checked_like_json(ada: Shopper, form: dict[str, str]) -> None:
    answer = ada.client.post(
        "/api/order/add-item",
        data=form,
        headers={"Authorization": f"Bearer {ada.token}"},
    )

    assert answer.status_code == 422
    assert answer.json["errors"]


@pytest.mark.parametrize(
    "path",
    [
        f"/api/order/items/{2**63}",
        "/api/order/items/0",
        "/api/order/%00%00%00%00-1234",
        "/api/order/abcd-efgh",
        "/api/nothing",
    ],
)
def test_odd_addresses_are_not_found(ada: Shopper, path: str) -> None:
    answer = ada.client.patch(path, json={"qty": 1})

    assert answer.status_code in (404, 405)
    assert answer.content_type == "application/problem+json"


def test_unknown_words_in_a_query_are_named(ada: Shopper) -> None:
    answer = ada.get("/api/orders", sort="price", limit=1000)

    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"sort", "limit"}


def test_answers_come_as_xml_for_who_asks(ada: Shopper) -> None:
    answer = ada.client.get(
        "/api/order",
        headers={"Authorization": f"Bearer {ada.token}", "Accept": "application/xml"},
    )

    assert answer.content_type == "application/xml"
    assert "<is_open>true</is_open>" in answer.text
