import pytest
from flask import Flask

from .browsing import SAME_ORIGIN, Visitor


def test_unknown_page_offers_a_search(visitor: Visitor) -> None:
    page = visitor.open("/greenhouse", status=404)

    assert page.heading == "We cannot find that page"
    assert page.soup.select_one("main form")["action"] == "/"


def test_method_that_does_not_work_names_those_that_do(visitor: Visitor) -> None:
    page = visitor.open("/logout", status=405)

    assert page.heading == "That does not work here"
    assert set(page.response.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_too_large_a_form_is_refused(visitor: Visitor) -> None:
    fields = {"product_id": "1", "more": "x" * 70_000}

    answer = visitor.client.post("/basket/add", data=fields, headers=SAME_ORIGIN)

    assert answer.status_code == 413


def test_too_many_fields_are_refused(visitor: Visitor) -> None:
    fields = {f"field-{number}": "x" for number in range(300)}
    answer = visitor.client.post(
        "/basket/add",
        data=fields,
        content_type="multipart/form-data",
        headers=SAME_ORIGIN,
    )

    assert answer.status_code == 413


def test_fault_of_ours_shows_an_id_and_nothing_else(app: Flask) -> None:
    @app.get("/broken")
    def broken() -> str:
        raise RuntimeError("the secret of the soil")

    page = Visitor(app.test_client()).open("/broken", status=500)

    assert page.heading == "Something broke on our side"
    assert page.texts("code") == [page.response.headers["X-Request-ID"]]
    assert "secret" not in page.response.text


@pytest.mark.parametrize("path", ["/%00", "/product/%ff", "/?q=%ff%fe", "/orders/%0a"])
def test_odd_bytes_in_an_address_are_no_fault(visitor: Visitor, path: str) -> None:
    assert visitor.client.get(path).status_code < 500


@pytest.mark.parametrize("number", ["2147483648", "9" * 40, "-1", "1.5"])
def test_odd_ids_in_an_address_are_not_found(ada: Visitor, number: str) -> None:
    fields = {"csrf_token": ada.token(), "quantity": "1"}

    answer = ada.client.post(
        f"/basket/items/{number}", data=fields, headers=SAME_ORIGIN
    )

    assert answer.status_code == 404


def test_unchosen_product_cannot_be_changed(ada: Visitor) -> None:
    fields = {"csrf_token": ada.token(), "quantity": "1"}

    answer = ada.client.post("/basket/items/3", data=fields, headers=SAME_ORIGIN)

    assert answer.status_code == 404
