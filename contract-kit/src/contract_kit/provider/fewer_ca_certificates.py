"""Spares pact's verifier the certificates of this machine, which it never needs here.

It reads all of them anew for every interaction, some hundred times a second, and that
takes longer than the interaction; providers are verified over plain HTTP on this
machine.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from contract_kit.temporary_environment import environment


@contextmanager
def one_certificate(pem: str) -> Iterator[None]:
    """Use this certificate in place of all those of the machine, inside the `with`."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "certificate.pem"
        file.write_text(pem)
        # Names and meaning: SSL_CTX_set_default_verify_paths of OpenSSL.
        with environment(SSL_CERT_FILE=str(file), SSL_CERT_DIR=folder):
            yield
