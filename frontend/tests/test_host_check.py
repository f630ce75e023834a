"""The shop knows its own address, and says which setting is wrong where it does not."""

import logging
from collections.abc import Callable

import pytest
from flask import Flask

from storefront.config import Settings

from .page_browser import Visitor

PUBLIC = "https://furrow.example:8443"
OWN = ["furrow.example", "FURROW.example", "furrow.example.", "furrow.example:8443"]
OTHER = [
    "evil.example",
    "furrow.example.evil.example",
    "evil-furrow.example",
    "furrow.example@evil.example",
    "evil@furrow.example",
    "furrow.example:port",
    "furrow.example/evil",
    "localhost",
    "127.0.0.1:5000",
    "",
]


@pytest.fixture
def public(open_shop: Callable[[Settings], Flask], settings: Settings) -> Flask:
    return open_shop(
        settings.model_copy(update={"public_url": PUBLIC, "log_level": "WARNING"})
    )


@pytest.mark.parametrize("host", OWN)
def test_shop_answers_under_its_own_name_at_any_port(public: Flask, host: str) -> None:
    assert public.test_client().get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", OTHER)
@pytest.mark.parametrize("path", ["/", "//", "//login", "/login", "/nothing", "/theme"])
def test_shop_has_no_other_name(public: Flask, host: str, path: str) -> None:
    client = public.test_client()

    answers = [
        client.open(path, method=m, headers={"Host": host}) for m in ("GET", "POST")
    ]

    for answer in answers:
        assert answer.status_code == 400
        assert "This is not our address" in answer.text
        assert "Location" not in answer.headers
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("host", OTHER)
def test_health_is_answered_under_any_host_name(public: Flask, host: str) -> None:
    client = public.test_client()

    for path in ("/health/live", "/health/ready"):
        assert client.get(path, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["localhost:7", "127.0.0.1", "[::1]:5000", "127.0.0.2"]
)
def test_shop_on_this_machine_has_all_its_names(visitor: Visitor, host: str) -> None:
    assert visitor.client.get("/", headers={"Host": host}).status_code == 200


def test_wrong_address_is_logged_with_the_setting(
    public: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger().addHandler(caplog.handler)

    public.test_client().get("/", headers={"Host": "evil.example\x1b[2J"})

    assert "PUBLIC_URL" in caplog.text
    assert PUBLIC in caplog.text
    assert r"'evil.example\x1b[2J'" in caplog.text


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({}, "let the proxy in front hand on Host"),
        ({"X-Forwarded-Host": "furrow.example"}, "set TRUSTED_PROXIES, now 0, to"),
        ({"X-Forwarded-Host": "a, furrow.example"}, "set TRUSTED_PROXIES, now 0, to"),
        ({"X-Forwarded-Host": "evil.example"}, "let the proxy in front hand on Host"),
    ],
)
def test_host_that_a_proxy_has_lost_is_logged_with_the_setting(
    public: Flask, caplog: pytest.LogCaptureFixture, headers: dict[str, str], words: str
) -> None:
    logging.getLogger().addHandler(caplog.handler)

    answer = public.test_client().get("/", headers={"Host": "frontend:8000", **headers})

    assert answer.status_code == 400
    assert words in caplog.text
    assert "PUBLIC_URL" in caplog.text


@pytest.mark.parametrize("host", ["furrow.example", "furrow.example:8443"])
def test_page_of_the_public_address_is_our_own_whatever_the_proxy_makes_of_it(
    public: Flask, host: str
) -> None:
    headers = {"Host": host, "Origin": PUBLIC, "Referer": f"{PUBLIC}/product/basil"}

    answer = public.test_client().post(
        "/basket/add", data={"product_id": "3"}, headers=headers
    )

    assert (answer.status_code, answer.location) == (303, "/product/basil")


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({"Origin": "https://evil.example"}, "set PUBLIC_URL to its address"),
        ({"Origin": "http://furrow.example:8443"}, "set PUBLIC_URL to its address"),
        ({"Sec-Fetch-Site": "cross-site"}, "the page before was 'cross-site'"),
    ],
)
def test_refused_request_of_another_site_is_logged_with_its_reason(
    public: Flask,
    caplog: pytest.LogCaptureFixture,
    headers: dict[str, str],
    words: str,
) -> None:
    logging.getLogger().addHandler(caplog.handler)

    answer = public.test_client().post(
        "/basket/add",
        data={"product_id": "3"},
        headers={"Host": "furrow.example", **headers},
    )

    assert answer.status_code == 403
    assert words in caplog.text
