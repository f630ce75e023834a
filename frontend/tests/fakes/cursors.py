"""Cursors as the services make them: nobody else reads them."""

import base64
import re

from service_kit.http_client import Rejected


def cursor_of(place: int) -> str:
    """Write a cursor as services do: with signs that an address has to escape."""
    return base64.b64encode(f">{place:03}>".encode()).decode()


def place_of(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        place = base64.b64decode(cursor, validate=True).decode()
        return int(re.fullmatch(r">(\d+)>", place)[1])
    except (ValueError, TypeError):
        raise Rejected(422) from None
