"""What can go wrong with a payment.

Problem
├── PaymentNotFound   404
├── PaymentDiffers    422
├── PaymentNotOpen    409 ─ CaptureRefused
└── Stumbled          500
"""

from service_kit.problems import Conflict, Invalid, NotFoundProblem, Problem


class PaymentNotFound(NotFoundProblem):
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
    """The payment is declined or cancelled and stays so, or was never confirmed."""

    name = "payment-not-open"
    title = "The payment is not open"
    sentence = "A payment that is not authorised cannot be captured."


class CaptureRefused(PaymentNotOpen):
    """The amount was set aside and is not paid out all the same."""

    name = "capture-refused"
    title = "The capture is refused"
    sentence = "The bank will not pay out what it had set aside."


class Stumbled(Problem):
    """The fault that `tok_500_once` asks for."""

    status = 500
    name = "stumbled"
    title = "The sandbox has stumbled"
    sentence = "The sandbox has stumbled, as this method demands. Try again."
