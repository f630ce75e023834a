"""Lets pact's own verifier call a provider and compare what it answers."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from contract_kit.longer_client_timeouts import PATIENCE
from contract_kit.pact_python_loader import load
from contract_kit.provider.fewer_ca_certificates import one_certificate
from contract_kit.temporary_environment import without_proxy


def verify(
    provider: str,
    url: str,
    sources: Iterable[Path],
    state_url: str | None = None,
    patience: float = PATIENCE,
    *,
    protocol: str = "http",
) -> list[dict[str, Any]]:
    """Verify the pacts of some files against a provider; a result per interaction.

    A request, or a state, may take `patience` in seconds. With the protocol "message"
    the URL is where messages are asked for.
    """
    load()
    import pact_ffi
    from pact import Verifier

    verifier = Verifier(provider, host=urlsplit(url).hostname)
    if protocol == "http":
        verifier.add_transport(url=url)
    else:
        port = urlsplit(url).port
        verifier.add_transport(protocol=protocol, port=port, path="/", scheme="http")
    verifier.follow_redirects(False)
    verifier.set_request_timeout(round(patience * 1000))
    # The check before it has checked the certificate. Pact's core would refuse
    # one that signs itself, whoever trusts it.
    verifier.disable_ssl_verification()
    for source in sources:
        verifier.add_source(source)
    if state_url:
        verifier.state_handler(state_url, teardown=True, body=True)
    # A failure is an exception without details. These are in the results.
    certificate = one_certificate(pact_ffi.get_tls_ca_certificate())
    direct = without_proxy(urlsplit(url).hostname or "")
    with direct, certificate, _silent_output(), suppress(RuntimeError):
        verifier.verify()
    results: list[dict[str, Any]] = verifier.results["interactionResults"]
    return results


@contextmanager
def _silent_output() -> Iterator[None]:
    """Keep the report off the screen that the core prints past Python."""
    sys.stdout.flush()
    kept = os.dup(1)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
