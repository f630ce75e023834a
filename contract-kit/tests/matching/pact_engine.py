"""Asks pact's own engine: its verifier about answers, its mock about requests.

Each is asked as seldom as can be: one verifier run for all answers, one mock server for
all the requests of an interaction.
"""

import http.client
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pact_ffi
from pact import Pact, Verifier

from contract_kit.local_server import served
from contract_kit.matching import ActualRequest, ActualResponse
from contract_kit.pact_files import Interaction
from contract_kit.provider.fewer_ca_certificates import one_certificate

os.environ.setdefault("PACT_DO_NOT_TRACK", "true")

_PER_PACT = 25


def accepted_answers(
    cases: Sequence[tuple[Interaction, ActualResponse]], folder: Path
) -> list[bool]:
    """Return which answers pact's verifier accepts for their interactions."""
    # The verifier copies a whole pact for each interaction: many small ones are faster.
    for start in range(0, len(cases), _PER_PACT):
        _write_pact(folder, start, cases[start : start + _PER_PACT])
    player = _player([answer for _, answer in cases])
    certificate = one_certificate(pact_ffi.get_tls_ca_certificate())
    with served(player) as url, certificate:
        verifier = Verifier("player", host="127.0.0.1")
        verifier.add_transport(url=url).add_source(folder)
        # It fails as soon as one mutant is found out, which is what they are for.
        with suppress(RuntimeError), _without_output():
            verifier.verify()
    results = verifier.results["interactionResults"]
    verdicts = {int(each["description"]): _is_accepted(each) for each in results}
    return [verdicts[number] for number in range(len(cases))]


def accepted_requests(
    interaction: Interaction, requests: Sequence[ActualRequest]
) -> list[bool]:
    """Return which requests pact's mock server accepts for an interaction."""
    pact = Pact("consumer", "mock")
    _declare(pact, interaction.request)
    with pact.serve(addr="127.0.0.1", raises=False, verbose=False) as server:
        return [_accepts(server.port, request) for request in requests]


def _write_pact(
    folder: Path, start: int, cases: Sequence[tuple[Interaction, ActualResponse]]
) -> None:
    interactions = [
        {
            "type": "Synchronous/HTTP",
            "description": str(number),
            "request": {"method": "GET", "path": f"/{number}"},
            "response": interaction.response,
        }
        for number, (interaction, _) in enumerate(cases, start)
    ]
    document = {
        "consumer": {"name": f"consumer-{start}"},
        "provider": {"name": "player"},
        "interactions": interactions,
        "metadata": {"pactSpecification": {"version": "4.0"}},
    }
    (folder / f"{start}.json").write_text(json.dumps(document), "utf-8")


def _is_accepted(result: dict[str, Any]) -> bool:
    if result["result"] == "OK":
        return True
    # Anything else than mismatches is trouble of the verifier, and no verdict.
    assert result["mismatch"]["type"] == "mismatches", result
    return False


def _player(answers: Sequence[ActualResponse]) -> Any:
    def play(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        answer = answers[int(environ["PATH_INFO"][1:])]
        start_response(f"{answer.status} As Given", list(answer.headers))
        return [answer.body]

    return play


@contextmanager
def _without_output() -> Iterator[None]:
    """Keep the verifier from drawing every mutant that it finds out."""
    stdout = os.dup(1)
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    try:
        yield
    finally:
        os.dup2(stdout, 1)
        os.close(stdout)


def _declare(pact: Pact, agreed: Mapping[str, Any]) -> None:
    request = pact.upon_receiving("the request").with_request(
        agreed["method"], agreed["path"]
    )
    for name, values in agreed.get("headers", {}).items():
        request.with_header(name, ", ".join(values))
    for name, values in agreed.get("query", {}).items():
        for value in values:
            request.with_query_parameter(name, value)
    if "body" in agreed:
        content, kind = agreed["body"]["content"], agreed["body"]["contentType"]
        is_json = "json" in kind
        request.with_body(json.dumps(content) if is_json else content, kind)
    if "matchingRules" in agreed:
        request.with_matching_rules(agreed["matchingRules"], "Request")
    request.will_respond_with(200)


def _accepts(port: int, request: ActualRequest) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    query = urlencode(request.query, doseq=True)
    connection.putrequest(
        request.method,
        quote(request.path) + (f"?{query}" if query else ""),
        skip_accept_encoding=True,
    )
    for name, value in request.headers:
        connection.putheader(name, value)
    connection.putheader("Content-Length", str(len(request.body)))
    connection.endheaders(request.body)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status == 200
