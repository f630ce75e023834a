"""A provider is verified over TLS; the machine's certificates are not read anew."""

import os
import ssl
import threading
from contextlib import contextmanager
from pathlib import Path

import pact_ffi
import pytest
from tea_service import Storeroom, create_app
from tea_states import states_of
from werkzeug.serving import make_server

from contract_kit import ContractBroken, add_state_endpoint, verify_provider
from contract_kit.provider.fewer_ca_certificates import one_certificate

pytest_plugins = ["pytester"]

SELF_MADE = Path(__file__).parents[1] / "sample" / "self_made.pem"

NAMES = ("SSL_CERT_FILE", "SSL_CERT_DIR")


def test_one_certificate_stands_for_all(monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", "/a/place/of/many")

    with one_certificate(pact_ffi.get_tls_ca_certificate()):
        trusted = ssl.create_default_context().get_ca_certs()

    assert len(trusted) == 1
    assert [os.environ.get(name) for name in NAMES] == [None, "/a/place/of/many"]


@contextmanager
def tea_service(*, serves_tls=True):
    room = Storeroom()
    app = create_app(room)
    add_state_endpoint(app, states_of(room))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(SELF_MADE)
    server = make_server(
        "localhost", 0, app, threaded=True, ssl_context=context if serves_tls else None
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_provider_with_a_self_made_certificate_is_verified(pacts, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(SELF_MADE))

    with tea_service() as place:
        verification = verify_provider("tea-service", f"https://{place}", folder=pacts)

    verification.assert_all_kept()
    assert len(verification.outcomes) == 11


def test_certificate_that_nobody_trusts_is_reported(pacts, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)

    with (
        tea_service() as place,
        pytest.raises(ContractBroken, match=r"nobody here trusts \(self.signed.*SSL_C"),
    ):
        verify_provider("tea-service", f"https://{place}", folder=pacts)


def test_certificate_of_another_host_is_reported(pacts, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(SELF_MADE))

    with tea_service() as place:
        url = f"https://{place.replace('localhost', '127.0.0.1')}"
        with pytest.raises(ContractBroken, match="nobody here trusts .*127.0.0.1"):
            verify_provider("tea-service", url, folder=pacts)


@pytest.mark.parametrize(("served", "written"), [("http", "https"), ("https", "http")])
def test_other_scheme_than_the_provider_serves_is_reported(pacts, served, written):
    with (
        tea_service(serves_tls=served == "https") as place,
        pytest.raises(ContractBroken, match=f"write {served}://"),
    ):
        verify_provider("tea-service", f"{written}://{place}", folder=pacts)
