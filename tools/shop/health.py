"""Asks the applications how they are."""

import http.client
import json
from collections.abc import Mapping

from tools.shop.developer_settings import HOST

_SECONDS = 2.0


def is_ready(port: int) -> bool:
    """Return whether the application at that port can do its work."""
    return _get(port, "/health/ready")[0] == 200


def name_of(port: int) -> str | None:
    """Return which application of a Furrow listens at that port, if one does."""
    name = _get(port, "/health/live")[1].get("service")
    return str(name) if name else None


def reachable(port: int) -> Mapping[str, bool]:
    """Ask the storefront at that port which services it reaches, each by its name."""
    services = _get(port, "/health")[1].get("services")
    return services if isinstance(services, dict) else {"frontend": False}


def _get(port: int, path: str) -> tuple[int, Mapping[str, object]]:
    connection = http.client.HTTPConnection(HOST, port, timeout=_SECONDS)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        document = json.loads(response.read(10_000))
        return response.status, document if isinstance(document, dict) else {}
    except (OSError, http.client.HTTPException, ValueError):
        return 0, {}
    finally:
        connection.close()
