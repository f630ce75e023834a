"""The test methods: one for each way that a payment can go well, badly or unnoticed."""

from typing import Literal, get_args

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
METHODS: tuple[str, ...] = get_args(Method)
# The code that a card network would give with its refusal.
DECLINES = {
    "tok_declined": "card_declined",
    "tok_insufficient_funds": "insufficient_funds",
}
# These trouble the first authorisation alone: what a caller repeats has to succeed.
SLOW = "tok_slow"
LOST = "tok_lost"
STUMBLING = "tok_500_once"
CAPTURE_REFUSED = "tok_capture_refused"
REQUIRES_ACTION = "tok_requires_action"
