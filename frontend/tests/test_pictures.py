import gzip

from .fakes import PICTURE, FakeProducts
from .page_browser import Visitor


def test_drawing_is_relayed_compressed(visitor: Visitor) -> None:
    answer = visitor.client.get(
        "/pictures/sunflower.svg", headers={"Accept-Encoding": "br, gzip"}
    )

    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data) == PICTURE


def test_drawing_is_plain_for_who_cannot_unpack(visitor: Visitor) -> None:
    answer = visitor.client.get("/pictures/sunflower.svg")

    assert "Content-Encoding" not in answer.headers
    assert answer.data == PICTURE


def test_drawing_is_kept_by_browsers_and_revalidated(visitor: Visitor) -> None:
    answer = visitor.client.get("/pictures/sunflower.svg")
    again = visitor.client.get(
        "/pictures/sunflower.svg", headers={"If-None-Match": answer.headers["ETag"]}
    )

    assert "max-age=86400" in answer.headers["Cache-Control"]
    assert (again.status_code, again.data) == (304, b"")


def test_another_version_alone_is_refused_on_a_page(visitor: Visitor) -> None:
    answer = visitor.client.get(
        "/pictures/sunflower.svg", headers={"If-Match": '"of-yesterday"'}
    )

    assert (answer.status_code, answer.mimetype) == (412, "text/html")


def test_drawing_is_fetched_once(visitor: Visitor, products: FakeProducts) -> None:
    for _ in range(3):
        visitor.client.get("/pictures/sunflower.svg")

    assert products.calls.count("picture") == 1


def test_known_drawing_outlasts_its_service(
    visitor: Visitor, products: FakeProducts
) -> None:
    visitor.client.get("/pictures/sunflower.svg")
    visitor.wait(3600)
    products.is_down = True

    assert visitor.client.get("/pictures/sunflower.svg").data == PICTURE


def test_unknown_drawing_is_not_found(visitor: Visitor) -> None:
    assert visitor.client.get("/pictures/nobody.svg").status_code == 404


def test_drawing_opened_alone_may_do_nothing(visitor: Visitor) -> None:
    answer = visitor.client.get("/pictures/sunflower.svg")

    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
