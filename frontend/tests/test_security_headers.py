import pytest

from .page_browser import Visitor

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
PATHS = ["/", "/login", "/nowhere", "/orders", "/basket/add", "/health"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_forbids_what_pages_do_not_need(
    visitor: Visitor, path: str
) -> None:
    headers = visitor.client.get(path).headers

    rules = (rule.split() for rule in headers["Content-Security-Policy"].split(";"))
    assert dict(rules) == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_answers_depend_on_cookie_and_shape(visitor: Visitor) -> None:
    assert visitor.open("/").response.headers["Vary"] == "HX-Request, Cookie"


def test_shop_on_this_machine_demands_no_encryption(visitor: Visitor) -> None:
    assert "Strict-Transport-Security" not in visitor.open("/").response.headers
