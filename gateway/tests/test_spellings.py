"""How a proxy may set Host and the client's address, in the spellings that people use:
each works, or is refused with a log line that names the setting.

docs/reference/gateway.md lists the spellings in this order.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest

from tools.applications import ROOT
from tools.gateway import Gateway, running_dns_server, running_gateway
from tools.shop import RunningShop

from .conftest import addresses_of
from .logs import written_about
from .raw_http import Answer, ask, log_in

HOST = "proxy_set_header Host $http_host;"
FORWARDED_HOST = "proxy_set_header X-Forwarded-Host $http_host;"
FORWARDED_PORT = "proxy_set_header X-Forwarded-Port $server_port;"
FORWARDED_PROTO = "proxy_set_header X-Forwarded-Proto $scheme;"
FORWARDED_FOR = "proxy_set_header X-Forwarded-For $remote_addr;"
LOST = FORWARDED_HOST.replace("$http_host", "$host")
PAGE = (ROOT / "docs" / "reference" / "gateway.md").read_text()

WORKING = {
    "`Host $http_host`": {},
    "`Host $host`": {HOST: "proxy_set_header Host $host;"},
    "`Host $host:$server_port`": {HOST: "proxy_set_header Host $host:$server_port;"},
    "`Host $host` and `X-Forwarded-Host $host`": {
        HOST: "proxy_set_header Host $host;",
        FORWARDED_HOST: LOST,
    },
    "`Host` with another port": {HOST: "proxy_set_header Host $host:8000;"},
    "no `Host` line, `X-Forwarded-Host $http_host`": {HOST: ""},
    "no `Host` line, `X-Forwarded-Host $host`": {HOST: "", FORWARDED_HOST: LOST},
    "`X-Forwarded-Port` of another port": {
        FORWARDED_PORT: "proxy_set_header X-Forwarded-Port 443;"
    },
    "no `X-Forwarded-Port`, no `X-Forwarded-Proto`": {
        FORWARDED_PORT: "",
        FORWARDED_PROTO: "",
    },
}
REFUSED = {
    "no `Host` line, no `X-Forwarded-Host`": {
        HOST: "",
        FORWARDED_HOST: 'proxy_set_header X-Forwarded-Host "";',
    },
    "`X-Forwarded-Host` of the caller": {FORWARDED_HOST: ""},
}


@contextmanager
def proxy(
    shop: RunningShop, port: int, changes: Mapping[str, str]
) -> Iterator[Gateway]:
    """Start a proxy that finds the storefront by a name, as in a container."""
    addresses = addresses_of(shop)
    frontend = addresses["storefront"].replace("127.0.0.1", "frontend")
    with running_dns_server() as names:
        names.addresses["frontend"] = ["127.0.0.1"]
        with running_gateway(
            addresses | {"storefront": frontend},
            port=port,
            resolver=names.resolver,
            changes=changes,
        ) as gateway:
            yield gateway


def add_to_basket(port: int, address: str) -> Answer:
    """Submit the form of a page at this address, as a browser does."""
    return ask(
        port,
        "/basket/add",
        "POST",
        headers={
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": address,
            "Referer": f"{address}/?q=basil",
        },
        body=urlencode({"product_id": "1", "quantity": "1"}).encode(),
    )


@pytest.mark.parametrize("spelling", WORKING)
def test_shop_works_behind(spelling: str, shop: RunningShop, front_port: int) -> None:
    with proxy(shop, front_port, WORKING[spelling]) as gateway:
        page = ask(gateway.port, "/")
        added = add_to_basket(gateway.port, gateway.url)
        led = ask(gateway.port, "/account")

    assert page.status == 200
    assert (added.status, added.header("Location")) == (303, "/?q=basil")
    assert (led.status, led.header("Location")) == (303, "/login")
    assert spelling in PAGE


@pytest.mark.parametrize("spelling", REFUSED)
def test_shop_refuses_and_logs_the_setting_behind(
    spelling: str, shop: RunningShop, front_port: int
) -> None:
    forged = {"X-Forwarded-Host": "evil.example"}
    with proxy(shop, front_port, REFUSED[spelling]) as gateway:
        answer = ask(gateway.port, "/", headers=forged)

    lines = written_about(answer, shop.logs)
    (line,) = [line for line in lines if "Refused a request" in line]
    assert answer.status == 400
    assert "PUBLIC_URL" in line
    assert spelling in PAGE


@pytest.mark.parametrize(
    ("spelling", "value"),
    [
        ("`X-Forwarded-For $remote_addr`", "$remote_addr"),
        ("`X-Forwarded-For $proxy_add_x_forwarded_for`", "$proxy_add_x_forwarded_for"),
        ("`X-Forwarded-For $remote_addr:$remote_port`", "$remote_addr:$remote_port"),
    ],
)
def test_visitors_are_distinguished_by(
    spelling: str, value: str, shop: RunningShop
) -> None:
    changes = {FORWARDED_FOR: f"proxy_set_header X-Forwarded-For {value};"}
    name, number = f"nobody-{len(spelling)}", len(spelling)
    with running_gateway(addresses_of(shop), changes=changes) as gateway:
        statuses = [
            log_in(
                gateway.port,
                name,
                f"127.1.{number}.1",
                **{"X-Forwarded-For": f"198.51.{turn}.7"},
            ).status
            for turn in range(11)
        ]
        neighbour = log_in(gateway.port, name, f"127.2.{number}.1").status

    assert statuses == [401] * 10 + [429]
    assert neighbour == 401
    assert spelling in PAGE
