"""How a caller shows who it is."""

from typing import Any

from service_kit.access import Access

SCHEMES: dict[str, Any] = {
    "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "course_token": {
        "type": "http",
        "scheme": "basic",
        "description": "The same token after `Basic`, where others have name and "
        "password: so the public course's client spells it.",
    },
}


def security(access: Access) -> list[dict[str, list[str]]]:
    """Name what will do: each is one way, and an empty one needs nothing."""
    if not access.reads_token:
        return []
    # OpenAPI 3.1 takes the names of roles here.
    roles = [access.name] if access.asks_token else []
    ways = [{name: roles} for name in SCHEMES]
    return ways if access.asks_token else [{}, *ways]
