import pytest
from flask import Flask

from service_kit.http_client import NotFound, Rejected, ServiceUnavailable
from service_kit.problems import TooManyRequests

from .page_browser import SAME_ORIGIN, Visitor


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


EVERY_TROUBLE = {
    403: (Rejected(403), "That is not yours to see"),
    404: (NotFound(404), "We cannot find that page"),
    422: (Rejected(422), "Something does not fit"),
    429: (Rejected(429), "That was a little fast"),
    500: (RuntimeError("the secret of the soil"), "Something broke on our side"),
    503: (ServiceUnavailable("soil-service", "away"), "Not available just now"),
}


@pytest.fixture
def in_trouble(app: Flask) -> Visitor:
    """Somebody who can open a page for each kind of trouble."""

    @app.get("/trouble/<int:status>")
    def error_response(status: int) -> str:
        raise EVERY_TROUBLE[status][0]

    return Visitor(app.test_client())


@pytest.mark.parametrize("status", EVERY_TROUBLE)
def test_page_about_trouble_has_a_number_and_a_way_on(
    in_trouble: Visitor, status: int
) -> None:
    page = in_trouble.open(f"/trouble/{status}", status)

    assert page.heading == EVERY_TROUBLE[status][1]
    assert page.texts("main code") == [page.response.headers["X-Request-ID"]]
    assert "Back to the shelves" in page.texts("main a")
    assert "soil" not in page.text.replace("hands in the soil", "")


@pytest.mark.parametrize("status", EVERY_TROUBLE)
def test_part_about_trouble_is_a_part(in_trouble: Visitor, status: int) -> None:
    part = in_trouble.part(f"/trouble/{status}", status)

    assert part.texts("#error")[0].startswith(EVERY_TROUBLE[status][1])
    assert part.response.headers["HX-Retarget"] == "#announcement"
    number = [part.response.headers["X-Request-ID"]] if status >= 500 else []
    assert part.texts("code") == number


@pytest.mark.parametrize(
    ("refusal", "words", "header"),
    [
        (Rejected(429), "Wait a moment, and try again.", None),
        (Rejected(429, {}, 90), "Try again in 2 minutes.", "90"),
        (Rejected(429, {"detail": "Too many names."}, 40), "Too many names.", "40"),
        (
            TooManyRequests("Slow.", retry_after=3600),
            "Try again in 60 minutes.",
            "3600",
        ),
    ],
)
def test_whoever_was_too_fast_reads_how_long_to_wait(
    app: Flask, refusal: Exception, words: str, header: str | None
) -> None:
    @app.get("/hurry")
    def hurry() -> str:
        raise refusal

    visitor = Visitor(app.test_client())

    page, part = visitor.open("/hurry", 429), visitor.part("/hurry", 429)

    assert page.texts(".lede") == [words]
    assert page.response.headers.get("Retry-After") == header
    assert part.response.headers.get("Retry-After") == header


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
