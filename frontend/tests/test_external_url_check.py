import pytest

from storefront import external_url_check


@pytest.mark.parametrize(
    "url",
    [
        "https://bank.example/confirm/a-key",
        "https://bank.example:8443/",
        "http://127.0.0.1:5004/confirm/a-key",
        "http://localhost:5004/",
        "http://[::1]:5004/",
    ],
)
def test_shoppers_may_be_sent_over_encrypted_ways(url: str) -> None:
    assert external_url_check.is_safe(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://bank.example/",
        "http://127.0.0.1.bank.example/",
        "javascript:alert(1)",
        "JavaScript://127.0.0.1/%0aalert(1)",
        "data:text/html,hello",
        "//bank.example/",
        "/orders",
        "https:/bank.example",
        "https:bank.example",
        "https://",
        "https://furrow.example@evil.example/",
        "https://bank.example/\\evil.example",
        "https://bank.example/\nSet-Cookie: a=b",
        "https://bank.example/a b",
        "https://bänk.example/",
        "https://[::1",
        "",
    ],
)
def test_shoppers_are_sent_nowhere_else(url: str) -> None:
    assert not external_url_check.is_safe(url)
