"""Finds whom a change of an OpenAPI document breaks, by reading the pacts.

Each difference of two documents is played to every interaction of the provider: the
expected response loses the field or gets the new value, the request is read by the new
document. A difference that no interaction minds is harmless, whatever it is.
"""

from contract_kit.openapi_changes.changes import (
    DocumentChange,
    OtherService,
    document_changes,
    provider_of,
)
from contract_kit.openapi_changes.document_source import (
    UnreadableDocument,
    read_openapi,
)

__all__ = [
    "DocumentChange",
    "OtherService",
    "UnreadableDocument",
    "document_changes",
    "provider_of",
    "read_openapi",
]
