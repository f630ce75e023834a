"""The one door to pact-python: nothing else in the house imports it.

It is opened as late as possible: merely imported, the library replaces Python's own
`__import__`, and it reports home unless it is told not to before it is loaded.
"""

import base64
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from contract_kit.certificates import one_certificate
from contract_kit.declaration import Answer, Declaration, Request, each
from contract_kit.environment import without_proxy
from contract_kit.front import Front, front_of
from contract_kit.wire import WiredBody, injected, plain_text, wired_body, wired_text

if TYPE_CHECKING:
    from pact import Pact
    from pact.error import Mismatch
    from pact.interaction import HttpInteraction
    from pact.pact import PactServer

_HERE = "127.0.0.1"
# The five seconds of pact are short on a machine that does ten other things.
PATIENCE = 30.0
_CONTENT_TYPE = "content-type"


@dataclass(frozen=True)
class MockProvider:
    """A provider played by pact: it knows one request and its answer."""

    server: "PactServer"
    front: Front

    @property
    def url(self) -> str:
        """Where it listens."""
        return self.front.url

    def complaints(self, times: int) -> list[str]:
        """Say how the requests so far differ from the one that was declared."""
        if self.server.matched:
            return list(self.front.complaints(times))
        return [line for found in self.server.mismatches for line in _lines(found)]


@contextmanager
def mock_provider(declaration: Declaration) -> Iterator[MockProvider]:
    """Play the provider of a promise."""
    played = _declared(declaration).serve(_HERE, raises=False, verbose=False)
    with played as server, front_of(str(server.url)) as front, without_proxy():
        yield MockProvider(server, front)


def pact_document(declaration: Declaration) -> dict[str, Any]:
    """Write a promise as a pact document of one interaction."""
    with tempfile.TemporaryDirectory() as folder:
        _declared(declaration).write_file(folder)
        (written,) = Path(folder).iterdir()
        document: dict[str, Any] = json.loads(written.read_text("utf-8"))
    for interaction in document["interactions"]:
        _make_readable(interaction["response"].get("body", {}))
    return document


def verify(
    provider: str,
    url: str,
    sources: Iterable[Path],
    state_url: str | None = None,
    patience: float = PATIENCE,
) -> list[dict[str, Any]]:
    """Verify the pacts of some files against a provider; a result per interaction.

    A request, or a state, may take `patience` in seconds.
    """
    load()
    import pact_ffi
    from pact import Verifier

    verifier = Verifier(provider, host=urlsplit(url).hostname)
    verifier.add_transport(url=url).follow_redirects(False)
    verifier.set_request_timeout(round(patience * 1000))
    # Whoever knocked at the door has checked the certificate. Pact's core would refuse
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


def load() -> None:
    """Load the library, told beforehand to keep what it sees to itself."""
    os.environ["PACT_DO_NOT_TRACK"] = "true"
    from pact import Pact, Verifier, error  # noqa: F401


def _declared(declaration: Declaration) -> "Pact":
    load()
    from pact import Pact

    pact = Pact(declaration.consumer, declaration.provider)
    interaction = pact.upon_receiving(declaration.request.description)
    for state in declaration.states:
        interaction.given(state.name, dict(state.params))
    if declaration.pending:
        interaction.set_pending(pending=True)
        interaction.set_comment("owner", declaration.pending.owner)
        interaction.set_comment("until", declaration.pending.until.isoformat())
    _ask(interaction, declaration.request)
    _answer(interaction, declaration.answer)
    return pact


def _ask(interaction: "HttpInteraction", request: Request) -> None:
    interaction.with_request(request.method, wired_text(request.path))
    for name, values in request.query.items():
        for value in each(values):
            interaction.with_query_parameter(name, wired_text(value))
    for name, value in request.headers.items():
        interaction.with_header(name, wired_text(value))
    if request.body:
        _give_body(interaction, request.body)
    generators = {
        "path": injected({"": request.path}).get("", {}),
        "query": injected(request.query),
        "header": injected(request.headers),
        "body": request.body.generators if request.body else {},
    }
    used = {part: generator for part, generator in generators.items() if generator}
    if used:
        interaction.with_generators(used, "Request")


def _answer(interaction: "HttpInteraction", answer: Answer) -> None:
    interaction.will_respond_with(answer.status)
    for name, value in answer.headers.items():
        interaction.with_header(name, wired_text(value))
    if answer.body is not None:
        _give_body(interaction, wired_body(answer.body, _media_type(answer.headers)))


def _media_type(headers: Mapping[str, Any]) -> str | None:
    for name, value in headers.items():
        if name.lower() == _CONTENT_TYPE:
            return plain_text(value)
    return None


def _make_readable(body: dict[str, Any]) -> None:
    """Write as text what pact takes for binary, SVG for one."""
    if body.get("encoded") == "base64":
        with suppress(UnicodeDecodeError):
            body["content"] = base64.b64decode(body["content"]).decode("utf-8")
            body["encoded"] = False


def _lines(mismatch: "Mismatch") -> Iterator[str]:
    from pact import error

    match mismatch:
        case error.RequestMismatch():
            for inner in mismatch.mismatches:
                yield from _lines(inner)
        case error.MissingRequest():
            yield f"{mismatch.method} {mismatch.path} was never asked"
        case error.RequestNotFound():
            yield f"{mismatch.method} {mismatch.path} was asked, and is not promised"
        case error.HeaderMismatch():
            prefix = f"Mismatch with header '{mismatch.key}': "
            yield f"header {mismatch.key}: {mismatch.mismatch.removeprefix(prefix)}"
        case error.BodyMismatch():
            yield f"body {mismatch.path}: {mismatch.mismatch}"
        case error.QueryMismatch():
            yield f"query: {mismatch.mismatch}"
        case _:
            yield str(mismatch)


def _give_body(interaction: "HttpInteraction", body: WiredBody) -> None:
    interaction.with_body(body.content, body.media_type)
    if body.rule:
        rules = {"combine": "AND", "matchers": [dict(body.rule)]}
        interaction.with_matching_rules({"body": {"$": rules}})


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
