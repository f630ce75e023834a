"""How a caller shows who it is."""

from collections.abc import Iterable
from typing import Any

from service_kit.access import Access

_SCHEMES: dict[str, Any] = {
    "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "course_token": {
        "type": "http",
        "scheme": "basic",
        "description": "The same token after `Basic`, where others have name and "
        "password: so the public course's client spells it.",
    },
}


def security_schemes(accesses: Iterable[Access]) -> dict[str, Any]:
    """Describe every way that some operation knows."""
    names = sorted({access.cookie for access in accesses if access.cookie})
    return _SCHEMES | {
        f"{name}_cookie": {"type": "apiKey", "in": "cookie", "name": name}
        for name in names
    }


def security(access: Access) -> list[dict[str, list[str]]]:
    """Name what will do: each is one way, and an empty one needs nothing."""
    if not access.reads_token:
        return []
    # OpenAPI 3.1 takes the names of roles here.
    roles = [access.name] if access.asks_token else []
    names = [*_SCHEMES, *([f"{access.cookie}_cookie"] if access.cookie else [])]
    ways = [{name: roles} for name in names]
    return ways if access.asks_token else [{}, *ways]
