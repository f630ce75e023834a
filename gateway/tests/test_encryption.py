"""The TLS examples in gateway/door and in the Caddyfile work as they are."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from tools.applications import ROOT
from tools.free_ports import free_port
from tools.gateway import Gateway, running_caddy, running_gateway

from .fakes import Service, open_service
from .raw_http import ask

DOOR = ROOT / "gateway" / "door"
NAME = "furrow.example"


@dataclass
class SecureGateway:
    gateway: Gateway
    port: int
    trusting: ssl.SSLContext


def certified() -> tuple[str, str]:
    """Return a self-signed certificate and its key."""
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), False)
        .sign(key, SHA256())
    )
    words = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return (
        certificate.public_bytes(Encoding.PEM).decode(),
        key.private_bytes(*words).decode(),
    )


@pytest.fixture(scope="module")
def storefront() -> Iterator[Service]:
    with open_service("storefront") as service:
        yield service


@pytest.fixture(scope="module")
def secure(storefront: Service) -> Iterator[SecureGateway]:
    port = free_port()
    certificate, key = certified()
    example = (DOOR / "tls.conf").read_text()
    additions = {
        "tls.conf": example.replace("listen 8443 ssl", f"listen 127.0.0.1:{port} ssl"),
        "certificate.pem": certificate,
        "key.pem": key,
    }
    trusting = ssl.create_default_context(cadata=certificate)
    services = {"storefront": storefront.url}
    with running_gateway(services, additions=additions) as gateway:
        yield SecureGateway(gateway, port, trusting)


def test_shop_answers_over_tls(secure: SecureGateway) -> None:
    answer = ask(secure.port, "/basket", host=NAME, secure=secure.trusting)

    received = answer.json["headers"]
    assert (received["host"], received["x-forwarded-host"]) == (NAME, NAME)
    assert received["x-forwarded-proto"] == "https"


@pytest.mark.parametrize("path", ["/basket?a=b", "/api/products", "/api/reservations"])
def test_plain_http_is_redirected_to_https(secure: SecureGateway, path: str) -> None:
    answer = ask(secure.gateway.port, path, host="evil.example")

    assert answer.status == 308
    assert answer.header("Location") == f"https://{NAME}{path}"


def test_health_check_needs_no_tls(secure: SecureGateway) -> None:
    assert ask(secure.gateway.port, "/gateway/live").text == "live\n"


def test_refusal_has_strict_transport_security(secure: SecureGateway) -> None:
    answer = ask(secure.port, "/metrics", host=NAME, secure=secure.trusting)

    assert answer.status == 404
    assert answer.header("Strict-Transport-Security").startswith("max-age=31536000")


def test_old_tls_is_refused(secure: SecureGateway) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        old.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1

    with pytest.raises(ssl.SSLError, match="alert protocol version"):
        ask(secure.port, "/", host=NAME, secure=old)


@pytest.fixture(scope="module")
def behind(storefront: Service) -> Iterator[Gateway]:
    additions = {"behind.conf": (DOOR / "behind.conf").read_text()}
    services = {"storefront": storefront.url}
    with running_gateway(services, additions=additions) as gateway:
        yield gateway


def test_address_from_a_proxy_before_the_gateway_counts(behind: Gateway) -> None:
    headers = {"X-Forwarded-For": "203.0.113.9"}

    answer = ask(behind.port, "/", headers=headers)

    assert answer.json["headers"]["x-forwarded-for"] == "203.0.113.9"


def test_address_from_any_other_client_does_not_count(behind: Gateway) -> None:
    headers = {"X-Forwarded-For": "203.0.113.9"}

    answer = ask(behind.port, "/", headers=headers, source="127.0.30.1")

    assert answer.json["headers"]["x-forwarded-for"] == "127.0.30.1"


def test_only_the_last_address_from_that_proxy_counts(behind: Gateway) -> None:
    headers = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9"}

    answer = ask(behind.port, "/", headers=headers)

    assert answer.json["headers"]["x-forwarded-for"] == "203.0.113.9"


def test_caddy_stands_before_the_gateway(behind: Gateway) -> None:
    forged = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Host": "evil.example"}
    with running_caddy(behind) as port:
        answer = ask(port, "/basket", headers=forged, source="127.0.31.1")

        received = answer.json["headers"]
        here = f"127.0.0.1:{port}"
        assert received["host"] == received["x-forwarded-host"] == here
        assert received["x-forwarded-for"] == "127.0.31.1"
        assert ask(port, "/api/reservations").status == 404
