"""Reads a products feed in the shape of the DummyJSON products API, strictly: what is
wrong is reported with its place and reason before anything of the feed is believed."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from product_service.errors import FeedBroken
from product_service.product_details import EVERYTHING_ELSE
from service_kit.fields import Amount, Line, Text
from service_kit.strict_json import read_json

LARGEST_FEED = 5 * 1024 * 1024
_EXPECTED = {
    "title": "a line of 1 to 120 characters",
    "price": "a decimal of at most two places, such as 10.99",
    "stock": "a whole number from 0 to 1000000",
    "category": "a line of 1 to 60 characters",
    "brand": "a line of at most 120 characters",
    "sku": "a line of at most 60 characters",
    "description": "a text of at most 5000 characters",
    "thumbnail": "a line of at most 500 characters",
}


class FeedProduct(BaseModel):
    """What the shop takes from a feed; reviews, weights and the like stay there."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    title: Annotated[Line, Field(min_length=1, max_length=120)]
    price: Amount
    stock: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    category: Annotated[Line, Field(min_length=1, max_length=60)] = EVERYTHING_ELSE
    brand: Annotated[Line, Field(max_length=120)] | None = None
    sku: Annotated[Line, Field(max_length=60)] | None = None
    description: Annotated[Text, Field(max_length=5000)] = ""
    thumbnail: Annotated[Line, Field(max_length=500)] | None = None

    @field_validator("brand", "sku", "thumbnail")
    @classmethod
    def _none_where_blank(cls, line: str | None) -> str | None:
        # Many feeds write an empty text where they have no value.
        return line or None


def read_feed(path: Path) -> list[FeedProduct]:
    """Read all products of the feed in that file; raise `FeedBroken`."""
    document = _parsed(_content(path))
    products = document.get("products") if isinstance(document, Mapping) else None
    if not isinstance(products, list):
        raise FeedBroken(
            'This is not a products feed: it has no list named "products".'
        )
    return [_product(place, given) for place, given in enumerate(products, start=1)]


def named(place: int, title: object) -> str:
    """Name a product of the feed so that a person finds it: place and title."""
    if not isinstance(title, str):
        return f"product {place}"
    # The words go to a terminal, which would obey control characters.
    readable = "".join(letter for letter in title if letter.isprintable())
    return f"product {place} “{_shortened(readable)}”"


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FEED + 1)
    except OSError as error:
        raise FeedBroken(f"The file cannot be read: {error.strerror}.") from None
    if len(content) > LARGEST_FEED:
        raise FeedBroken("The file is larger than 5 MiB.")
    return content


def _parsed(content: bytes) -> object:
    try:
        return read_json(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise FeedBroken(f"This is not valid JSON: {place}: {error.msg}.") from None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FeedBroken(f"This is not UTF-8 text: line {line}.") from None
    except ValueError as error:
        raise FeedBroken(f"This is not valid JSON: {error}.") from None


def _product(place: int, given: Any) -> FeedProduct:
    if not isinstance(given, Mapping):
        raise FeedBroken(f"product {place} must be an object, not {_shown(given)}.")
    try:
        return FeedProduct.model_validate(given)
    except ValidationError as error:
        name = named(place, given.get("title"))
        raise FeedBroken(f"{name}: {_reason(error)}.") from None


def _reason(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    field = str(fault["loc"][0])
    if fault["type"] == "missing":
        return f"{field} is missing"
    if fault["type"] == "control_character":
        return f"{field}: leave out {fault['ctx']['sign']}"
    return f"{field} must be {_EXPECTED[field]}, not {_shown(fault['input'])}"


def _shown(value: object) -> str:
    return _shortened(
        str(value) if isinstance(value, Decimal) else json.dumps(value, default=str)
    )


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
