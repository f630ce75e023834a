"""The storefront starts with every `PUBLIC_URL` that a page or an example names."""

import re
from pathlib import Path

import pytest

from service_kit.configuration import load
from storefront.config import Settings
from tools.applications import ROOT
from tools.docs.markdown_pages import tracked

NAMED = re.compile(r"(?<!_)PUBLIC_URL=(https?:[^\s`,;]+)")
DOCUMENTED = ("*.md", "*.env", "*.example", "Caddyfile")
SECRET = "a-secret-that-only-the-tests-know-4711"
ENVIRONMENT = {
    "DATABASE_URL": "sqlite://",
    "USER_SERVICE_URL": "http://127.0.0.1:5001",
    "PRODUCT_SERVICE_URL": "http://127.0.0.1:5002",
    "ORDER_SERVICE_URL": "http://127.0.0.1:5003",
    "SERVICE_SECRET": SECRET,
    "SECRET_KEY": SECRET[::-1],
    "TRUSTED_PROXIES": "1",
}
NAMES = sorted(
    {
        (name, address)
        for name in tracked()
        if any(Path(name).match(kind) for kind in DOCUMENTED)
        for address in NAMED.findall((ROOT / name).read_text("utf-8"))
    }
)


def test_pages_name_addresses() -> None:
    assert len(NAMES) >= 3


@pytest.mark.parametrize(("name", "address"), NAMES)
def test_storefront_takes_the_address(name: str, address: str) -> None:
    settings = load(Settings, name, ENVIRONMENT | {"PUBLIC_URL": address})

    assert settings.public_url == address
