import base64
import random
from pathlib import Path

import pytest

from service_kit.configuration import (
    Currency,
    Misconfigured,
    PublicUrl,
    ReadTimeout,
    Settings,
    StrongSecret,
    load,
)

GOOD = "correct-horse-battery-staple-4711-x"


class TeaSettings(Settings):
    database_url: str
    tea_secret: StrongSecret
    currency: Currency = "EUR"
    public_url: PublicUrl = "http://127.0.0.1:5000"
    read_timeout: ReadTimeout = 1.0


def read(**environment: str) -> TeaSettings:
    return load(TeaSettings, "tea-service", environment)


def test_all_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(Misconfigured) as fault:
        read()

    assert str(fault.value) == (
        "tea-service: DATABASE_URL is not set. TEA_SECRET is not set."
    )


def test_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(GOOD + "\n")

    settings = read(DATABASE_URL="x", TEA_SECRET_FILE=str(tmp_path / "secret"))

    assert settings.tea_secret.get_secret_value() == GOOD
    assert GOOD not in repr(settings)


def test_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"tea-service: cannot read .*/gone\."):
        read(DATABASE_URL="x", TEA_SECRET_FILE=str(tmp_path / "gone"))


@pytest.mark.parametrize(
    "secret", ["dev", "fallback-secret-key", "short-one", "a" * 40, "abcabc" * 8]
)
def test_weak_secrets_refuse_to_start(secret: str) -> None:
    with pytest.raises(Misconfigured, match="TEA_SECRET is"):
        read(DATABASE_URL="x", TEA_SECRET=secret)


@pytest.mark.parametrize(
    "secret",
    [
        "abcdefgh" * 5,
        "0123456789" * 4,
        "change-me-" * 4,
        "changeme" * 4 + "!",
        "Password1" * 4,
        "passwordPASSWORDpasswordPASSWORD",
        "supersecretkeysupersecretkey12345",
        "your-secret-key-your-secret-key-1",
        "qwertzuiop" * 400,
        "x" + "furrow-shop-secret" * 3,
        "abcdefghijklmnopqrstuvwxyz0123456789",
        "zyxwvutsrqponmlkjihgfedcba9876543210",
        "abcdefghijklmnopABCDEFGHIJKLMNOP",
        "qwertyuiopasdfghjklzxcvbnm1234567890",
        "1qazxsw23edcvfr45tgbnhy67ujm,ki89ol.",
        "QWERTZUIOPasdfghjklYXCVBNM!09876543",
    ],
)
def test_short_text_again_and_again_is_no_secret(secret: str) -> None:
    with pytest.raises(Misconfigured, match="TEA_SECRET is"):
        read(DATABASE_URL="x", TEA_SECRET=secret)


def test_random_secrets_are_taken() -> None:
    chance = random.Random(4711)
    ways = [
        lambda: chance.randbytes(16).hex(),
        lambda: chance.randbytes(32).hex(),
        lambda: base64.urlsafe_b64encode(chance.randbytes(24)).decode(),
        lambda: base64.b64encode(chance.randbytes(32)).decode(),
        lambda: "".join(chance.choices("0123456789", k=40)),
    ]

    for make in ways * 300:
        secret = make()
        settings = read(DATABASE_URL="x", TEA_SECRET=secret)
        assert settings.tea_secret.get_secret_value() == secret


@pytest.mark.parametrize("currency", ["JPY", "euro", "E", "eur"])
def test_currency_must_have_cents(currency: str) -> None:
    with pytest.raises(Misconfigured, match="CURRENCY"):
        read(DATABASE_URL="x", TEA_SECRET=GOOD, CURRENCY=currency)


@pytest.mark.parametrize(
    ("given", "read_as"),
    [
        ("HTTPS://Tea.example/", "https://tea.example"),
        ("https://tea.example:443", "https://tea.example"),
        ("http://TEA.example:80/Room/", "http://tea.example/Room"),
        ("https://tea.example:80", "https://tea.example:80"),
        ("http://[::1]:5000", "http://[::1]:5000"),
        ("http://tea.example:8080", "http://tea.example:8080"),
        (" http://tea.example", "http://tea.example"),
    ],
)
def test_address_is_read_in_one_spelling(given: str, read_as: str) -> None:
    settings = read(DATABASE_URL="x", TEA_SECRET=GOOD, PUBLIC_URL=given)

    assert settings.public_url == read_as


@pytest.mark.parametrize(
    "url", ["tea.example", "ftp://tea.example", "https://", "//tea.example", "http://["]
)
def test_address_must_lead_to_a_host(url: str) -> None:
    with pytest.raises(Misconfigured, match="PUBLIC_URL is"):
        read(DATABASE_URL="x", TEA_SECRET=GOOD, PUBLIC_URL=url)


@pytest.mark.parametrize("seconds", ["0", "-1", "11", "inf", "nan", "soon"])
def test_read_timeout_that_no_caller_can_keep_is_refused(seconds: str) -> None:
    with pytest.raises(Misconfigured, match="READ_TIMEOUT"):
        read(DATABASE_URL="x", TEA_SECRET=GOOD, READ_TIMEOUT=seconds)
