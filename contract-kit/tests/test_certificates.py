"""The verifier is spared the certificates of the machine, which keeps them all."""

import os
import ssl

import pact_ffi

from contract_kit.certificates import one_certificate

NAMES = ("SSL_CERT_FILE", "SSL_CERT_DIR")


def test_one_certificate_stands_for_all(monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", "/a/place/of/many")

    with one_certificate(pact_ffi.get_tls_ca_certificate()):
        trusted = ssl.create_default_context().get_ca_certs()

    assert len(trusted) == 1
    assert [os.environ.get(name) for name in NAMES] == [None, "/a/place/of/many"]
