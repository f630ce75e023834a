"""Sessions on the server: the browser holds a random word, and nothing else.

Each value of a session is stored under its own name and written alone, so that two
requests of one shopper at the same time do not undo each other.
"""

from storefront.sessions.interface import ServerSessions, ShopSession
from storefront.sessions.store_protocol import (
    Lifetime,
    Record,
    SessionStore,
    SessionsUnavailable,
)
from storefront.sessions.typed_session import session

__all__ = [
    "Lifetime",
    "Record",
    "ServerSessions",
    "SessionStore",
    "SessionsUnavailable",
    "ShopSession",
    "session",
]
