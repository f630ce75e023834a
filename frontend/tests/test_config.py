import pytest

from service_kit.configuration import Misconfigured, load
from storefront import NAME
from storefront.config import Settings

ENVIRONMENT = {
    "DATABASE_URL": "sqlite://",
    "USER_SERVICE_URL": "http://127.0.0.1:5001",
    "PRODUCT_SERVICE_URL": "http://127.0.0.1:5002",
    "ORDER_SERVICE_URL": "http://127.0.0.1:5003",
    "SERVICE_SECRET": "a-secret-that-only-the-tests-know-4711",
    "SECRET_KEY": "another-secret-that-only-tests-know-0815",
}


def test_missing_names_are_reported_all_at_once() -> None:
    with pytest.raises(Misconfigured) as caught:
        load(Settings, NAME, {})

    for name in ENVIRONMENT:
        assert f"{name} is not set" in str(caught.value)


@pytest.mark.parametrize(
    ("url", "is_encrypted"),
    [
        ("https://furrow.example", True),
        ("HTTPS://furrow.example", True),
        ("http://127.0.0.1:5000", False),
        ("http://localhost:5000/", False),
        ("http://[::1]:5000", False),
    ],
)
def test_address_decides_whether_cookies_are_secure(
    url: str, is_encrypted: bool
) -> None:
    public = {"PUBLIC_URL": url, "TRUSTED_PROXIES": "1"}
    settings = load(Settings, NAME, ENVIRONMENT | public)

    assert settings.is_encrypted == is_encrypted


@pytest.mark.parametrize("scheme", ["https", "HTTPS"])
@pytest.mark.parametrize("proxies", [{}, {"TRUSTED_PROXIES": "0"}])
def test_shop_on_https_must_know_its_proxies(
    proxies: dict[str, str], scheme: str
) -> None:
    public = {"PUBLIC_URL": f"{scheme}://furrow.example"} | proxies

    with pytest.raises(Misconfigured, match="TRUSTED_PROXIES is 0 although") as caught:
        load(Settings, NAME, ENVIRONMENT | public)

    assert "Set it to the number of proxies" in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://furrow.example",
        "HTTP://furrow.example",
        "http://192.168.1.7:5000",
        "furrow.example",
        "ftp://x",
    ],
)
def test_shop_that_others_reach_must_be_encrypted(url: str) -> None:
    with pytest.raises(Misconfigured, match="PUBLIC_URL"):
        load(Settings, NAME, ENVIRONMENT | {"PUBLIC_URL": url})
