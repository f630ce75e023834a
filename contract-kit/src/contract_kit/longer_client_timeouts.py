"""Extends the timeouts of a client, because no interaction is about how soon.

A client gives up after a second or two. A busy machine answers later, and a test that
fails there proves nothing about the contract.
"""

import sys

import pytest

# The five seconds of pact are short on a machine that does ten other things.
PATIENCE = 30.0


def extend_timeouts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every call through requests so much time; the kit itself needs no client."""
    requests = sys.modules.get("requests")
    if requests is None:
        return
    ask = requests.Session.request

    def ask_patiently(*asked: object, **given: object) -> object:
        return ask(*asked, **given | {"timeout": PATIENCE})

    monkeypatch.setattr(requests.Session, "request", ask_patiently)
