"""Hands an interaction to pact-python, which writes it in the format of a pact."""

import base64
import json
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contract_kit.consumer.declared_interaction import (
    ExpectedRequest,
    ExpectedResponse,
    Headers,
    InteractionDeclaration,
    each,
)
from contract_kit.consumer.matcher_types import StatusClass
from contract_kit.consumer.pact_format import (
    PactBody,
    injected,
    pact_body,
    pact_text,
    plain_text,
)
from contract_kit.pact_python_loader import load

if TYPE_CHECKING:
    from pact import Pact
    from pact.interaction import HttpInteraction

_CONTENT_TYPE = "content-type"


def pact_document(declaration: InteractionDeclaration) -> dict[str, Any]:
    """Write a pact document that holds this interaction alone."""
    with tempfile.TemporaryDirectory() as folder:
        pact_of(declaration).write_file(folder)
        (written,) = Path(folder).iterdir()
        document: dict[str, Any] = json.loads(written.read_text("utf-8"))
    for interaction in document["interactions"]:
        _make_readable(interaction["response"].get("body", {}))
    return document


def message_document(declaration: InteractionDeclaration) -> dict[str, Any]:
    """Write a pact document that holds what is declared as a message.

    Matchers of a body are the same in both; only their place in the file differs.
    """
    document = pact_document(declaration)
    (written,) = document["interactions"]
    document["interactions"] = [_as_message(written, declaration.response.headers)]
    return document


def pact_of(declaration: InteractionDeclaration) -> "Pact":
    """Declare an interaction to pact-python."""
    load()
    from pact import Pact

    pact = Pact(declaration.consumer, declaration.provider)
    interaction = pact.upon_receiving(declaration.description)
    for state in declaration.states:
        interaction.given(state.name, dict(state.params))
    if declaration.pending:
        interaction.set_pending(pending=True)
        interaction.set_comment("owner", declaration.pending.owner)
        interaction.set_comment("until", declaration.pending.until.isoformat())
    _ask(interaction, declaration.request)
    _answer(interaction, declaration.response)
    return pact


def _ask(interaction: "HttpInteraction", request: ExpectedRequest) -> None:
    interaction.with_request(request.method, pact_text(request.path))
    for name, values in request.query.items():
        for value in each(values):
            interaction.with_query_parameter(name, pact_text(value))
    _give_headers(interaction, request.headers)
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


def _answer(interaction: "HttpInteraction", response: ExpectedResponse) -> None:
    interaction.will_respond_with(response.example_status)
    if isinstance(response.status, StatusClass):
        rule = {"match": "statusCode", "status": response.status.name}
        written = {"combine": "AND", "matchers": [rule]}
        interaction.with_matching_rules({"status": {"$": written}}, "Response")
    _give_headers(interaction, response.headers)
    if response.body is not None:
        _give_body(interaction, pact_body(response.body, _media_type(response.headers)))


def _media_type(headers: Mapping[str, Any]) -> str | None:
    for name, value in headers.items():
        if name.lower() == _CONTENT_TYPE:
            return plain_text(value)
    return None


def _as_message(written: Mapping[str, Any], metadata: Headers) -> dict[str, Any]:
    response = written["response"]
    names = ("description", "pending", "providerStates", "comments")
    rules = response.get("matchingRules", {})
    return {
        "type": "Asynchronous/Messages",
        **{name: written[name] for name in names if name in written},
        "contents": response["body"],
        **({"matchingRules": {"body": rules["body"]}} if "body" in rules else {}),
        "metadata": {"contentType": response["body"]["contentType"], **metadata},
    }


def _make_readable(body: dict[str, Any]) -> None:
    """Write as text what pact takes for binary, SVG for one."""
    if body.get("encoded") == "base64":
        with suppress(UnicodeDecodeError):
            body["content"] = base64.b64decode(body["content"]).decode("utf-8")
            body["encoded"] = False


def _give_headers(interaction: "HttpInteraction", headers: Headers) -> None:
    for name, values in headers.items():
        for value in each(values):
            interaction.with_header(name, pact_text(value))


def _give_body(interaction: "HttpInteraction", body: PactBody) -> None:
    if isinstance(body.content, bytes):
        interaction.with_binary_body(body.content, body.media_type)
        return
    interaction.with_body(body.content, body.media_type)
    if body.rule:
        rules = {"combine": "AND", "matchers": [dict(body.rule)]}
        interaction.with_matching_rules({"body": {"$": rules}})
