"""Hostile text in every place where strangers write, on every page that shows it."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from storefront.clients.user_service import Browser, NewAccount
from storefront.service_models import Facts

from .fakes import HOME as ADDRESS
from .fakes import FakeOrders, FakeProducts, FakeUsers
from .page_browser import HOME, HTMX, ParsedPage, Visitor

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "{{ 7 * 7 }}{% raw %}",
    "<form action=https://evil.example><button>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<base href=//evil.example>",
    "<b hx-get=/logout hx-trigger=load>x</b>",
    "--><script>alert(1)</script><!--",
    "\u202e<script>alert(1)</script>",
]
WITH_PRODUCTS = [
    "/",
    "/?category=flowers",
    "/product/sunflower",
    "/basket",
    "/checkout",
]


def shape(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """List elements and the names of their attributes: what text must never add to."""
    soup = BeautifulSoup(html, "html5lib")
    return [(tag.name, tuple(sorted(tag.attrs))) for tag in soup.find_all()]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_of_products_stay_words(
    ada: Visitor, products: FakeProducts, payload: str
) -> None:
    ada.add(1)
    ada.open("/")
    seen = [shape(ada.client.get(path).text) for path in WITH_PRODUCTS]
    facts = Facts(payload, (4, 5), 180, 45, 20)
    hostile = {"name": payload, "description": payload, "image_alt": payload}
    products.change(1, facts=facts, **hostile)
    ada.wait(10)

    again = [shape(ada.client.get(path).text) for path in WITH_PRODUCTS]

    assert again == seen


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_of_a_search_stay_words(visitor: Visitor, payload: str) -> None:
    for headers in ({}, HTMX):
        tame = visitor.client.get("/?q=zzz", headers=headers)
        answer = visitor.client.get("/", query_string={"q": payload}, headers=headers)

        assert shape(answer.text) == shape(tame.text)


@pytest.mark.parametrize("payload", PAYLOADS[:-1])
def test_words_of_a_form_stay_words(visitor: Visitor, payload: str) -> None:
    for path in ("/register", "/login"):
        visitor.open(path)
        token = visitor.token()
        tame, hostile = (
            visitor.client.post(
                path,
                data={"csrf_token": token, "username": words, "email": words},
                headers={"Sec-Fetch-Site": "same-origin"},
            ).text
            for words in ("a b<", payload)
        )
        assert shape(hostile) == shape(tame)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_of_people_stay_words(
    visitor: Visitor, users: FakeUsers, payload: str
) -> None:
    users.register(NewAccount("eve", "e@x.org", "12345678", "E", "V"), Browser(""))
    visitor.sign_in("eve", "12345678")
    tame = shape(visitor.client.get("/account").text)
    account, password = users.accounts["eve"]
    hostile = replace(account, username=payload, email=payload, first_name=payload)
    users.accounts["eve"] = (hostile, password)
    with visitor.client.session_transaction() as session:
        session["shopper"] |= {"username": payload}

    assert shape(visitor.client.get("/account").text) == tame


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_of_orders_stay_words(
    ada: Visitor, orders: FakeOrders, payload: str
) -> None:
    ada.add(1)
    ada.open("/checkout")
    ada.send("/checkout", **(HOME | {"line2": "Flat 2"}))
    tame = shape(ada.client.get("/orders/7K3M-0001").text)
    owner, key, order = orders.placed[0]
    line = replace(order.lines[0], name=payload)
    address = replace(ADDRESS, name=payload, city=payload, line2=payload)
    orders.placed[0] = (owner, key, replace(order, lines=(line,), address=address))

    assert shape(ada.client.get("/orders/7K3M-0001").text) == tame


@pytest.mark.parametrize("payload", PAYLOADS)
def test_suggested_names_stay_words(
    visitor: Visitor, users: FakeUsers, payload: str
) -> None:
    answer = visitor.client.get(
        "/register/username", query_string={"username": payload}, headers=HTMX
    )

    assert {name for name, _ in shape(answer.text)} <= {"html", "head", "body", "span"}


def test_address_that_nobody_knows_is_not_repeated(visitor: Visitor) -> None:
    page = ParsedPage(visitor.client.get("/<script>alert(1)</script>"))

    assert page.status == 404
    assert "alert(1)" not in page.response.text


def test_hostile_slug_finds_no_route(visitor: Visitor) -> None:
    answer = visitor.client.get("/product/%3Cscript%3E")

    assert answer.status_code == 404
