"""Plays a provider from its contracts, and admits nothing that was not agreed.

A request that keeps a promise gets the promised answer. Anything else gets 501 with the
nearest promises and the reasons: a missing contract must not look like a missing thing.

Where one request has several answers, for different states, the caller may name a state
in `X-Contract-State`; otherwise the stub gives what it was told to prefer, then good
news, then the first by description.
"""

import argparse
import sys
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from flask import Flask, Response, jsonify, request
from werkzeug.serving import make_server

from contract_kit.judge import (
    Mismatch,
    Request,
    UnknownRule,
    agreed_bytes,
    distance,
    read_parameters,
    request_mismatches,
)
from contract_kit.pact_files import Interaction, read_pacts

STATE = "X-Contract-State"
CONSUMER = "X-Consumer"
_HEALTH = "/health/"
_SHOWN = 3


class NothingPromised(ValueError):
    """There is no contract to play."""


def create_stub(
    provider: str,
    promises: Sequence[Interaction],
    *,
    consumers: Collection[str] = (),
    prefer: Sequence[str] = (),
) -> Flask:
    """Make an application that keeps the promises of a provider, and nothing else.

    `prefer` holds names of states and descriptions, the dearest first; it is read at
    every request, so a test may change the list.
    """
    theirs = [
        promise
        for promise in promises
        if promise.provider == provider
        and (not consumers or promise.consumer in consumers)
    ]
    if not theirs:
        raise NothingPromised(f"{provider} has promised nothing to anybody here.")
    app = Flask(f"{provider}-stub", static_folder=None)
    app.before_request(lambda: _play(theirs, prefer))
    return app


@contextmanager
def serve(stub: Flask, port: int = 0) -> Iterator[str]:
    """Serve a stub from a thread, and give its URL; port 0 is any that is free."""
    server = make_server("127.0.0.1", port, stub, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def main(arguments: Sequence[str] | None = None) -> None:
    """Play providers at their ports until somebody stops it: `product-service=5002`."""
    parser = argparse.ArgumentParser(prog="contract_kit.stub")
    parser.add_argument("providers", nargs="+", metavar="PROVIDER=PORT")
    parser.add_argument("--pacts", type=Path, default=Path("pacts"))
    parser.add_argument("--consumer", action="append", default=[])
    parser.add_argument("--prefer", action="append", default=[])
    chosen = parser.parse_args(arguments)
    promises = read_pacts(chosen.pacts)
    with ExitStack() as playing, suppress(KeyboardInterrupt):
        for named in chosen.providers:
            provider, _, port = named.partition("=")
            stub = create_stub(
                provider, promises, consumers=chosen.consumer, prefer=chosen.prefer
            )
            url = playing.enter_context(serve(stub, int(port or 0)))
            sys.stdout.write(f"{provider} is played at {url}\n")
            sys.stdout.flush()
        threading.Event().wait()


def _play(promises: Sequence[Interaction], prefer: Sequence[str]) -> Response:
    if request.path.startswith(_HEALTH):
        return jsonify(status="played from contracts")
    asked = _asked()
    judged = [(promise, _mismatches(promise, asked)) for promise in promises]
    kept = [promise for promise, mismatches in judged if not mismatches]
    if kept:
        return _answer(min(kept, key=lambda promise: _rank(promise, prefer)))
    return _refusal(sorted(judged, key=lambda each: distance(each[1])))


def _asked() -> Request:
    return Request(
        request.method,
        request.path,
        read_parameters(request.query_string.decode("utf-8", "replace")),
        tuple(request.headers.items()),
        request.get_data(),
    )


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


def _rank(promise: Interaction, prefer: Sequence[str]) -> tuple[int, bool, str]:
    names = {promise.description, *(state.name for state in promise.states)}
    preferred = next(
        (place for place, name in enumerate(prefer) if name in names), len(prefer)
    )
    is_good_news = 200 <= promise.response["status"] < 300
    return preferred, not is_good_news, promise.title


def _answer(promise: Interaction) -> Response:
    promised = promise.response
    response = Response(agreed_bytes(promised), status=promised["status"])
    # Flask would say that an answer is HTML if nobody says anything else.
    response.headers.remove("Content-Type")
    for name, values in promised.get("headers", {}).items():
        for value in values:
            response.headers.add(name, value)
    return response


def _refusal(judged: Sequence[tuple[Interaction, list[Mismatch]]]) -> Response:
    nearest = [
        {
            "consumer": promise.consumer,
            "promise": promise.title,
            "reasons": [str(mismatch) for mismatch in mismatches],
        }
        for promise, mismatches in judged[:_SHOWN]
    ]
    detail = (
        f"No contract knows {request.method} {request.full_path.rstrip('?')}. The "
        f"nearest promise is {nearest[0]['promise']!r}: {nearest[0]['reasons'][0]}."
    )
    response = jsonify(
        type="urn:problem-type:no-contract",
        title="Nobody has agreed to this",
        status=501,
        detail=detail,
        nearest=nearest,
    )
    response.status_code, response.mimetype = 501, "application/problem+json"
    return response


if __name__ == "__main__":
    main()
