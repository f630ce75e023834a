"""Asks pact's own verifier which responses it accepts."""

import json

from contract_kit.consumer.declared_interaction import (
    ExpectedRequest,
    InteractionDeclaration,
    safe_response,
)
from contract_kit.consumer.pact_python_bridge import pact_document
from contract_kit.local_server import served
from contract_kit.provider.verifier import verify


def accepts(folder, cases):
    """Verify pairs of an expected body and bytes that came instead, all in one run."""
    files = []
    for number, (expected, _) in enumerate(cases):
        answer = safe_response(200, expected, {})
        request = ExpectedRequest("GET", f"/{number}")
        document = pact_document(
            InteractionDeclaration("ada", "bob", (), str(number), request, answer)
        )
        path = folder / f"{number}.json"
        path.write_text(json.dumps(document))
        files.append(path)

    def play(environ, start):
        expected, body = cases[int(environ["PATH_INFO"][1:])]
        start("200 OK", [("Content-Type", _media_type(expected))])
        return [body]

    with served(play) as url:
        results = verify("bob", url, files)
    verdicts = {each["description"]: each["result"] == "OK" for each in results}
    return [verdicts[str(number)] for number in range(len(cases))]


def _media_type(expected):
    if hasattr(expected, "children"):
        return "application/xml"
    return getattr(expected, "media_type", "application/json")
