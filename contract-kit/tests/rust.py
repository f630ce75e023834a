"""Asks pact's own verifier which answers it takes for a promised one."""

import json

from contract_kit.declaration import Declaration, Request, safe_answer
from contract_kit.pact_library import pact_document, verify
from contract_kit.serving import served


def accepts(folder, cases):
    """Judge pairs of a promised body and bytes that came instead, all in one run."""
    files = []
    for number, (promised, _) in enumerate(cases):
        answer = safe_answer(200, promised, {})
        request = Request(str(number), "GET", f"/{number}")
        document = pact_document(Declaration("ada", "bob", (), request, answer))
        path = folder / f"{number}.json"
        path.write_text(json.dumps(document))
        files.append(path)

    def play(environ, start):
        promised, body = cases[int(environ["PATH_INFO"][1:])]
        start("200 OK", [("Content-Type", _media_type(promised))])
        return [body]

    with served(play) as url:
        results = verify("bob", url, files)
    verdicts = {each["description"]: each["result"] == "OK" for each in results}
    return [verdicts[str(number)] for number in range(len(cases))]


def _media_type(promised):
    if hasattr(promised, "children"):
        return "application/xml"
    return getattr(promised, "media_type", "application/json")
