"""The endpoint at which pact's verifier asks a provider for its messages.

No queue is needed: what would be sent is made by the provider's own code, and handed
over as the answer to a call.
"""

import base64
import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from contract_kit.provider.states import StateFailed, States

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Producers = Mapping[str, Callable[..., object]]
_JSON, _TEXT, _BYTES = "application/json", "text/plain", "application/octet-stream"


def message_endpoint(
    producers: Producers, states: States, problems: dict[str, str]
) -> "WSGIApplication":
    """Make the endpoint; whatever keeps a message from being made is a problem."""

    def answer(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        size = int(environ.get("CONTENT_LENGTH") or 0)
        asked = json.loads(environ["wsgi.input"].read(size))
        try:
            body, metadata = _made(asked, producers, states)
        except StateFailed as failure:
            problems[asked["description"]] = str(failure)
            # Pact's core repeats a call that fails with 5xx, for two minutes.
            start("422 Unprocessable Content", [])
            return [b""]
        headers = [("Content-Type", str(metadata["contentType"]))]
        start("200 OK", [*headers, ("Pact-Message-Metadata", _encoded(metadata))])
        return [body]

    return answer


def _made(
    asked: Mapping[str, Any], producers: Producers, states: States
) -> tuple[bytes, dict[str, object]]:
    name = asked["description"]
    if name not in producers:
        known = ", ".join(map(repr, sorted(producers))) or "none so far"
        raise StateFailed(
            f"nothing makes this message: give verify_messages a function for "
            f"{name!r}. There are: {known}."
        )
    for state in asked.get("providerStates") or [{"name": ""}]:
        states.begin(state["name"], state.get("params", {}))
    states.end()
    given = [asked["request"]["contents"].get("content")] if "request" in asked else []
    try:
        made = producers[name](*given)
    except Exception as error:
        raise StateFailed(
            f"making this message raised {type(error).__name__}: {error}."
        ) from error
    body, metadata = made if isinstance(made, tuple) else (made, {})
    content, kind = _as_bytes(body)
    return content, {"contentType": kind, **metadata}


def _as_bytes(body: object) -> tuple[bytes, str]:
    match body:
        case bytes():
            return body, _BYTES
        case str():
            return body.encode(), _TEXT
    return json.dumps(body).encode(), _JSON


def _encoded(metadata: Mapping[str, object]) -> str:
    return base64.b64encode(json.dumps(metadata).encode()).decode()
