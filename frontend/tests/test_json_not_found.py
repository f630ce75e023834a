"""Who asks for no page is refused without one: decision 0017."""

import pytest

from .page_browser import HTMX, Visitor

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("accept", ["*/*", "application/json", "image/webp,*/*"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_program_gets_404_where_there_is_no_such_service(
    visitor: Visitor, method: str, accept: str
) -> None:
    answer = visitor.client.open(
        "/greenhouse/7", method=method, headers={"Accept": accept}
    )

    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"
    assert answer.json["error"] == answer.json["message"] == "Service not found"


@pytest.mark.parametrize("headers", [{"Accept": BROWSER}, {"Accept": "TEXT/HTML"}, {}])
def test_browser_gets_the_page(visitor: Visitor, headers: dict[str, str]) -> None:
    page = visitor.open("/greenhouse", status=404, **headers)

    assert page.heading == "We cannot find that page"


def test_part_of_a_page_stays_one(visitor: Visitor) -> None:
    answer = visitor.client.get("/greenhouse", headers={"Accept": "*/*"} | HTMX)

    assert answer.status_code == 404
    assert answer.headers["HX-Retarget"] == "#announcement"


def test_missing_product_is_a_page_to_everybody(visitor: Visitor) -> None:
    page = visitor.open("/product/lovage", status=404, Accept="*/*")

    assert page.heading == "We do not have that packet"
