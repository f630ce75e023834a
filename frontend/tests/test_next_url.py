import pytest
from flask import Flask

from storefront.next_url import is_ours

from .page_browser import SAME_ORIGIN, Visitor

ELSEWHERE = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/%0a\r//evil.example\r\n",
    "https:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "",
    " /orders",
    "/" + "a" * 501,
    "/logout",
    "/login",
    "/ord\u202eers",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_target_elsewhere_is_not_ours(target: str) -> None:
    assert not is_ours(target)


@pytest.mark.parametrize("target", ["/", "/orders", "/?q=basil&sort=price", "/a%20b"])
def test_page_of_the_shop_is_ours(target: str) -> None:
    assert is_ours(target)


@pytest.mark.parametrize("target", [None, 7, ["/"], {"/": 1}])
def test_what_is_no_text_is_not_ours(target: object) -> None:
    assert not is_ours(target)


@pytest.mark.parametrize("target", ELSEWHERE[:-2])
@pytest.mark.parametrize("name", ["next", "url", "return_to"])
def test_address_of_the_login_page_leads_nowhere(
    app: Flask, target: str, name: str
) -> None:
    visitor = Visitor(app.test_client())
    visitor.client.get("/login", query_string={name: target})
    visitor.page = visitor.open("/login")

    fields = {"username": "ada", "password": "correct horse"}
    fields["csrf_token"] = visitor.token()
    answer = visitor.client.post(
        "/login", data=fields, query_string={name: target}, headers=SAME_ORIGIN
    )

    assert answer.location == "/"


@pytest.mark.parametrize(
    "referer",
    ["https://evil.example/orders", "http://localhost.evil.example/", "http://[", "x"],
)
def test_page_before_counts_only_if_it_is_ours(visitor: Visitor, referer: str) -> None:
    answer = visitor.client.get("/login", headers={"Referer": referer})

    assert answer.status_code == 200
    assert visitor.sign_in().response.request.path == "/"


def test_shopper_returns_to_the_packet_they_looked_at(visitor: Visitor) -> None:
    visitor.client.get(
        "/login", headers={"Referer": "http://localhost/product/sunflower"}
    )

    assert visitor.sign_in().heading == "Sunflower"


def test_target_poisoned_in_the_store_is_not_followed(visitor: Visitor) -> None:
    visitor.open("/login")
    with visitor.client.session_transaction() as session:
        session["way_back"] = "//evil.example"

    assert visitor.sign_in().response.request.path == "/"
