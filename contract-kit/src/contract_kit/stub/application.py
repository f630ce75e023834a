"""The application that answers from a pact: what it gives, and how it refuses.

Where one request has several answers, for different states, the caller may name a state
in `X-Contract-State`; otherwise the stub chooses (see `choice`).
"""

import json
import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from contract_kit.local_server import served as serve
from contract_kit.matching import (
    ActualRequest,
    Mismatch,
    UnknownRule,
    distance,
    expected_bytes,
    read_parameters,
    request_mismatches,
)
from contract_kit.pact_files import Interaction
from contract_kit.stub.interaction_choice import choose, merit
from contract_kit.stub.replaced_values import Values, with_values

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

__all__ = ["CONSUMER", "STATE", "NoInteractions", "Stub", "create_stub", "serve"]

STATE = "X-Contract-State"
CONSUMER = "X-Consumer"
_HEALTH = "/health/"
_SHOWN = 3
_ONLY_LITERALS = (
    " Only values differ that the contract spells out: ask for these, or use a matcher "
    "in the consumer's test."
)
log = logging.getLogger(__name__)


class NoInteractions(ValueError):
    """There is no contract to play."""


def create_stub(
    provider: str,
    interactions: Sequence[Interaction],
    *,
    consumers: Collection[str] = (),
    prefer: Sequence[str] = (),
    values: Values | None = None,
) -> "Stub":
    """Make an application that plays the interactions of a provider, and nothing else.

    `prefer` holds names of states and descriptions, the dearest first; it is read at
    every request, so a test may change the list. `values` makes values for members of
    answers by their names, where those of the examples will not do; the interactions
    must allow them.
    """
    theirs = [
        interaction
        for interaction in interactions
        if interaction.provider == provider
        and (not consumers or interaction.consumer in consumers)
    ]
    if not theirs:
        raise NoInteractions(f"{provider} has no interaction with anybody here.")
    made = values or {}
    for interaction in theirs:
        with_values(interaction, made)
    return Stub(provider, theirs, prefer, made)


@dataclass(frozen=True)
class Stub:
    """A WSGI application that plays the interactions of one provider."""

    provider: str
    interactions: Sequence[Interaction]
    prefer: Sequence[str]
    values: Values

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer as an interaction says, or refuse."""
        return self._response(Request(environ))(environ, start_response)

    def test_client(self) -> Client:
        """Make a client that calls the stub without a server."""
        return Client(self)

    def _response(self, request: Request) -> Response:
        asked = _asked(request)
        compared = [
            (each, _mismatches(each, asked, request)) for each in self.interactions
        ]
        kept = [interaction for interaction, mismatches in compared if not mismatches]
        if kept:
            chosen = choose(kept, asked, self.prefer)
            log.info("%s: %s is %s", self.provider, _line(request), chosen.title)
            return _answer(with_values(chosen, self.values))
        if request.path.startswith(_HEALTH):
            return _json({"status": "played from contracts"})
        compared.sort(key=lambda each: _remoteness(request.path, *each))
        return _refusal(self.provider, compared, _line(request))


def _asked(request: Request) -> ActualRequest:
    return ActualRequest(
        request.method,
        _path_as_sent(request),
        read_parameters(request.query_string.decode("utf-8", "replace")),
        tuple(request.headers.items()),
        request.get_data(),
    )


def _path_as_sent(request: Request) -> str:
    """Give the path before anybody has decoded it: `%2F` is no slash."""
    sent = request.environ.get("REQUEST_URI", "").partition("?")[0]
    # Bytes that nobody has encoded: WSGI shows each as a letter, werkzeug's server
    # even once more.
    sent = _with_letters(_with_letters(sent))
    return sent if sent.startswith("/") else request.path


def _with_letters(path: str) -> str:
    try:
        return path.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return path


def _line(request: Request) -> str:
    return f"{request.method} {request.full_path.rstrip('?')}"


def _mismatches(
    interaction: Interaction, asked: ActualRequest, request: Request
) -> list[Mismatch]:
    try:
        return [
            *_other_terms(interaction, request),
            *request_mismatches(interaction, asked),
        ]
    except UnknownRule as trouble:
        return [Mismatch("contract", f"cannot be matched: {trouble}")]


def _other_terms(interaction: Interaction, request: Request) -> Iterator[Mismatch]:
    """Explain that an interaction is another consumer's, or needs another state."""
    caller, state = request.headers.get(CONSUMER), request.headers.get(STATE)
    if caller and caller != interaction.consumer:
        problem = f"is {caller}, and this is an interaction of {interaction.consumer}"
        yield Mismatch(f"header {CONSUMER}", problem)
    if state and state not in {given.name for given in interaction.states}:
        yield Mismatch(f"header {STATE}", f"is {state!r}, which is not given here")


def _remoteness(
    path: str, interaction: Interaction, mismatches: Sequence[Mismatch]
) -> tuple[object, ...]:
    """Measure how far an interaction is from the request; the least is the nearest."""
    elsewhere, other_outcome, count = distance(mismatches)
    steps = zip_longest(path.split("/"), interaction.request["path"].split("/"))
    unlike = sum(1 for step, agreed in steps if step != agreed) if elsewhere else 0
    return elsewhere, other_outcome, unlike, count, *merit(interaction)


def _answer(interaction: Interaction) -> Response:
    expected = interaction.response
    response = Response(expected_bytes(expected), status=expected["status"])
    # Werkzeug would declare an answer to be text where no type is given.
    response.headers.remove("Content-Type")
    for name, values in expected.get("headers", {}).items():
        for value in values:
            response.headers.add(name, value)
    return response


def _refusal(
    provider: str, compared: Sequence[tuple[Interaction, list[Mismatch]]], line: str
) -> Response:
    first, reasons = compared[0]
    only_literals = all(mismatch.is_literal for mismatch in reasons)
    nearest = [
        {
            "consumer": interaction.consumer,
            "interaction": interaction.title,
            "reasons": [str(mismatch) for mismatch in mismatches],
        }
        for interaction, mismatches in compared[:_SHOWN]
    ]
    detail = (
        f"No contract knows {line}. The nearest interaction is {first.title!r}: "
        f"{'; '.join(map(str, reasons))}.{_ONLY_LITERALS if only_literals else ''}"
    )
    # A caller may swallow the answer; the log of the stub must show it.
    log.warning("%s: %s", provider, detail)
    document = {
        "type": "urn:problem-type:no-contract",
        "title": "No contract knows this request",
        "status": 501,
        "detail": detail,
        "nearest": nearest,
    }
    return _json(document, 501, "application/problem+json")


def _json(
    document: object, status: int = 200, media_type: str = "application/json"
) -> Response:
    return Response(json.dumps(document), status, content_type=media_type)
