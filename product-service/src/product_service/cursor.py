"""A cursor says where a walk through the sorted catalogue goes on. It travels as an
opaque word; whatever comes back is checked like any other input."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from service_kit.fields import Id, Line

_LARGEST_KEY = 2**53
_Number = Annotated[int, Field(ge=0, le=_LARGEST_KEY)]
_Name = Annotated[Line, Field(max_length=120)]


@dataclass(frozen=True)
class Cursor:
    """The sort, and the sort key and id of the last product that was shown."""

    sort: str
    key: int | str
    product_id: int


_numbered = TypeAdapter(tuple[str, _Number, Id])
_named = TypeAdapter(tuple[str, _Name, Id])


def write_cursor(cursor: Cursor) -> str:
    """Write a cursor as a word for addresses."""
    triple = (cursor.sort, cursor.key, cursor.product_id)
    return base64.urlsafe_b64encode(json.dumps(triple).encode()).decode().rstrip("=")


def read_cursor(word: str, *sorts: str) -> Cursor:
    """Read a cursor of a walk in one of these orders; else raise `ValueError`."""
    form = _named if "name" in sorts else _numbered
    try:
        padded = word + "=" * (-len(word) % 4)
        written = base64.b64decode(padded, altchars=b"-_", validate=True)
        cursor = Cursor(*form.validate_json(written, strict=True))
    except (binascii.Error, ValidationError):
        raise ValueError("This is an invalid cursor.") from None
    if cursor.sort not in sorts:
        raise ValueError("This cursor belongs to another order.")
    return cursor
