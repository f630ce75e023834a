"""The application that answers from promises: what it gives, and how it refuses.

Where one request has several answers, for different states, the caller may name a state
in `X-Contract-State`; otherwise the stub chooses (see `choice`).
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from flask import Flask, Response, jsonify, request

from contract_kit.judge import (
    Mismatch,
    Request,
    UnknownRule,
    agreed_bytes,
    distance,
    read_parameters,
    request_mismatches,
)
from contract_kit.pact_files import Interaction
from contract_kit.serving import served as serve
from contract_kit.stub.choice import choose, merit
from contract_kit.stub.values import Values, with_values

__all__ = ["CONSUMER", "STATE", "NothingPromised", "create_stub", "serve"]

STATE = "X-Contract-State"
CONSUMER = "X-Consumer"
_HEALTH = "/health/"
_SHOWN = 3
_ONLY_LITERALS = (
    " Only values differ that the contract spells out: ask for these, or use a shape "
    "in the consumer's test."
)
log = logging.getLogger(__name__)


class NothingPromised(ValueError):
    """There is no contract to play."""


def create_stub(
    provider: str,
    promises: Sequence[Interaction],
    *,
    consumers: Collection[str] = (),
    prefer: Sequence[str] = (),
    values: Values | None = None,
) -> Flask:
    """Make an application that keeps the promises of a provider, and nothing else.

    `prefer` holds names of states and descriptions, the dearest first; it is read at
    every request, so a test may change the list. `values` makes values for members of
    answers by their names, where those of the examples will not do; the promises must
    allow them.
    """
    theirs = [
        promise
        for promise in promises
        if promise.provider == provider
        and (not consumers or promise.consumer in consumers)
    ]
    if not theirs:
        raise NothingPromised(f"{provider} has promised nothing to anybody here.")
    made = values or {}
    for promise in theirs:
        with_values(promise, made)
    app = Flask(f"{provider}-stub", static_folder=None)
    app.before_request(lambda: _play(provider, theirs, prefer, made))
    return app


def _play(
    provider: str,
    promises: Sequence[Interaction],
    prefer: Sequence[str],
    values: Values,
) -> Response:
    asked = _asked()
    judged = [(promise, _mismatches(promise, asked)) for promise in promises]
    kept = [promise for promise, mismatches in judged if not mismatches]
    if kept:
        chosen = choose(kept, asked, prefer)
        log.info("%s: %s is %s", provider, _line(), chosen.title)
        return _answer(with_values(chosen, values))
    if request.path.startswith(_HEALTH):
        return jsonify(status="played from contracts")
    judged.sort(key=lambda each: _remoteness(*each))
    return _refusal(provider, judged)


def _asked() -> Request:
    return Request(
        request.method,
        _path_as_sent(),
        read_parameters(request.query_string.decode("utf-8", "replace")),
        tuple(request.headers.items()),
        request.get_data(),
    )


def _path_as_sent() -> str:
    """Give the path before anybody has decoded it: `%2F` is no slash."""
    sent = request.environ.get("REQUEST_URI", "").partition("?")[0]
    return sent if sent.startswith("/") else request.path


def _line() -> str:
    return f"{request.method} {request.full_path.rstrip('?')}"


def _mismatches(promise: Interaction, asked: Request) -> list[Mismatch]:
    try:
        return [*_other_terms(promise), *request_mismatches(promise, asked)]
    except UnknownRule as trouble:
        return [Mismatch("contract", f"cannot be judged: {trouble}")]


def _other_terms(promise: Interaction) -> Iterator[Mismatch]:
    """Say that a promise was made to somebody else, or for another state of things."""
    caller, state = request.headers.get(CONSUMER), request.headers.get(STATE)
    if caller and caller != promise.consumer:
        problem = f"is {caller}, and this was promised to {promise.consumer}"
        yield Mismatch(f"header {CONSUMER}", problem)
    if state and state not in {given.name for given in promise.states}:
        yield Mismatch(f"header {STATE}", f"is {state!r}, which is not given here")


def _remoteness(
    promise: Interaction, mismatches: Sequence[Mismatch]
) -> tuple[object, ...]:
    """Tell how far a promise is from the request; of several addresses the likest."""
    elsewhere, other_outcome, count = distance(mismatches)
    steps = zip_longest(request.path.split("/"), promise.request["path"].split("/"))
    unlike = sum(1 for step, agreed in steps if step != agreed) if elsewhere else 0
    return elsewhere, other_outcome, unlike, count, *merit(promise)


def _answer(promise: Interaction) -> Response:
    promised = promise.response
    response = Response(agreed_bytes(promised), status=promised["status"])
    # Flask would say that an answer is HTML if nobody says anything else.
    response.headers.remove("Content-Type")
    for name, values in promised.get("headers", {}).items():
        for value in values:
            response.headers.add(name, value)
    return response


def _refusal(
    provider: str, judged: Sequence[tuple[Interaction, list[Mismatch]]]
) -> Response:
    first, reasons = judged[0]
    only_literals = all(mismatch.is_literal for mismatch in reasons)
    nearest = [
        {
            "consumer": promise.consumer,
            "promise": promise.title,
            "reasons": [str(mismatch) for mismatch in mismatches],
        }
        for promise, mismatches in judged[:_SHOWN]
    ]
    detail = (
        f"No contract knows {_line()}. The nearest promise is {first.title!r}: "
        f"{'; '.join(map(str, reasons))}.{_ONLY_LITERALS if only_literals else ''}"
    )
    # A caller may swallow the answer; whoever watches the stub must learn of it.
    log.warning("%s: %s", provider, detail)
    response = jsonify(
        type="urn:problem-type:no-contract",
        title="Nobody has agreed to this",
        status=501,
        detail=detail,
        nearest=nearest,
    )
    response.status_code, response.mimetype = 501, "application/problem+json"
    return response
