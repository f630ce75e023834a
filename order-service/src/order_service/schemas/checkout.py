"""The checkout as it travels: what a shopper agrees to, and under which key."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from order_service.config import Delivery
from service_kit.fields import Amount, Line, RequestModel

Method = Literal[
    "tok_ok",
    "tok_declined",
    "tok_insufficient_funds",
    "tok_slow",
    "tok_lost",
    "tok_500_once",
    "tok_capture_refused",
    "tok_requires_action",
]
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]
KEY_PATTERN = r"^[A-Za-z0-9_-]{8,64}$"
ShortLine = Annotated[Line, Field(min_length=1, max_length=100)]


class Address(RequestModel):
    """Where the packets go; the country is an ISO 3166 code of two letters."""

    name: ShortLine
    line1: ShortLine
    line2: Annotated[Line, Field(max_length=100)] | None = None
    postcode: Annotated[Line, Field(min_length=2, max_length=12)]
    city: ShortLine
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


class CheckoutRequest(RequestModel):
    """What the shopper agrees to; none of it at all is the public course's checkout."""

    cart_version: Version
    expected_total: Amount
    method: Method
    delivery: Delivery = "standard"
    address: Address


class CheckoutHeaders(BaseModel):
    """What makes a checkout repeatable: one key, one order."""

    idempotency_key: Annotated[
        str | None,
        Field(alias="Idempotency-Key", pattern=KEY_PATTERN),
    ] = None
