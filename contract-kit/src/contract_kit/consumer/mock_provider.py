"""Plays the provider of an interaction with the mock server of pact, for a client."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contract_kit.consumer.counting_proxy import CountingProxy, count_calls
from contract_kit.consumer.declared_interaction import InteractionDeclaration
from contract_kit.consumer.pact_python_bridge import pact_of
from contract_kit.temporary_environment import without_proxy

if TYPE_CHECKING:
    from pact.error import Mismatch
    from pact.pact import PactServer

_HERE = "127.0.0.1"


@dataclass(frozen=True)
class MockProvider:
    """A provider played by pact: it knows one request and its answer."""

    server: "PactServer"
    proxy: CountingProxy

    @property
    def url(self) -> str:
        """Where it listens."""
        return self.proxy.url

    def complaints(self, times: int) -> list[str]:
        """Return how the requests so far differ from the one that was declared."""
        if self.server.matched:
            return list(self.proxy.complaints(times))
        return [line for found in self.server.mismatches for line in _lines(found)]


@contextmanager
def mock_provider(declaration: InteractionDeclaration) -> Iterator[MockProvider]:
    """Play the provider of an interaction."""
    played = pact_of(declaration).serve(_HERE, raises=False, verbose=False)
    with played as server, count_calls(str(server.url)) as proxy, without_proxy():
        yield MockProvider(server, proxy)


def _lines(mismatch: "Mismatch") -> Iterator[str]:
    from pact import error

    match mismatch:
        case error.RequestMismatch():
            for inner in mismatch.mismatches:
                yield from _lines(inner)
        case error.MissingRequest():
            yield f"{mismatch.method} {mismatch.path} was never asked"
        case error.RequestNotFound():
            yield f"{mismatch.method} {mismatch.path} was asked, and is not expected"
        case error.HeaderMismatch():
            prefix = f"Mismatch with header '{mismatch.key}': "
            yield f"header {mismatch.key}: {mismatch.mismatch.removeprefix(prefix)}"
        case error.BodyMismatch():
            yield f"body {mismatch.path}: {mismatch.mismatch}"
        case error.QueryMismatch():
            yield f"query: {mismatch.mismatch}"
        case _:
            yield str(mismatch)
