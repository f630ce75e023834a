"""Reads Stripe's webhooks: who signed them, when, and which payment they are about.

https://docs.stripe.com/webhooks#verify-manually describes the signature.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import SecretStr

from order_service.clients.stripe import PAYMENT_ID, is_payment_id
from order_service.errors import SignatureInvalid
from service_kit.strict_json import read_json

TOLERANCE_SECONDS = 300
_TIME = re.compile(r"[0-9]{1,12}", re.ASCII)


@dataclass(frozen=True)
class Event:
    """Something happened to a payment; None where it is none of the shop's orders."""

    payment_id: str | None


def read_event(
    payload: bytes, signature: str, secret: SecretStr | None, now: datetime
) -> Event:
    """Read an event; raise `SignatureInvalid`, without a secret for every one."""
    if secret is None or not _is_signed(payload, signature, secret, now):
        raise SignatureInvalid
    return Event(_payment_id(payload))


def _is_signed(
    payload: bytes, signature: str, secret: SecretStr, now: datetime
) -> bool:
    parts = [part.partition("=") for part in signature.split(",")]
    times = [value for name, _, value in parts if name.strip() == "t"]
    signatures = [value for name, _, value in parts if name.strip() == "v1"]
    if len(times) != 1 or not _TIME.fullmatch(times[0]):
        return False
    if abs(now.timestamp() - int(times[0])) > TOLERANCE_SECONDS:
        return False
    key = secret.get_secret_value().encode()
    signed = f"{times[0]}.".encode() + payload
    wanted = hmac.new(key, signed, hashlib.sha256).hexdigest().encode()
    # While a secret is being changed, Stripe signs with the old one and the new one.
    return any(hmac.compare_digest(wanted, one.encode()) for one in signatures)


def _payment_id(payload: bytes) -> str | None:
    try:
        event: Any = read_json(payload)
        found = event["data"]["object"]["metadata"][PAYMENT_ID]
    except (ValueError, LookupError, TypeError):
        return None
    return found if isinstance(found, str) and is_payment_id(found) else None
