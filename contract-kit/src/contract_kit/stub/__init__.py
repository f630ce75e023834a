"""Plays a provider from its contracts, and admits nothing that was not agreed.

A request that matches an interaction gets its response. Anything else gets 501 with the
nearest interactions and the reasons: a missing contract must not look like a missing
thing.
"""

from contract_kit.stub.application import (
    CONSUMER,
    STATE,
    NoInteractions,
    Stub,
    create_stub,
    serve,
)
from contract_kit.stub.interaction_choice import names_of
from contract_kit.stub.replaced_values import ValueNotAllowed

__all__ = [
    "CONSUMER",
    "STATE",
    "ValueNotAllowed",
    "NoInteractions",
    "Stub",
    "create_stub",
    "names_of",
    "serve",
]
