"""What can go wrong with a payment.

Problem
├── PaymentUnknown    404
├── PaymentDiffers    422
└── PaymentNotOpen    409
"""

from service_kit.problems import Conflict, Invalid, Missing


class PaymentUnknown(Missing):
    """No payment has this id."""

    name = "payment-unknown"
    title = "No such payment"
    sentence = "Cannot find payment"


class PaymentDiffers(Invalid):
    """The id already stands for a payment of another amount or method."""

    name = "payment-differs"
    title = "Another payment has this id"
    sentence = "This id belongs to a payment of another amount or method."


class PaymentNotOpen(Conflict):
    """The payment is declined or cancelled and stays so."""

    name = "payment-not-open"
    title = "The payment is not open"
    sentence = "A declined or cancelled payment cannot be captured."
