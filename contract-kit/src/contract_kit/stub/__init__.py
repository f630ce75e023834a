"""Plays a provider from its contracts, and admits nothing that was not agreed.

A request that keeps a promise gets the promised answer. Anything else gets 501 with the
nearest promises and the reasons: a missing contract must not look like a missing thing.
"""

from contract_kit.stub.choice import names_of
from contract_kit.stub.playing import (
    CONSUMER,
    STATE,
    NothingPromised,
    create_stub,
    serve,
)
from contract_kit.stub.values import NotPromised

__all__ = [
    "CONSUMER",
    "STATE",
    "NotPromised",
    "NothingPromised",
    "create_stub",
    "names_of",
    "serve",
]
