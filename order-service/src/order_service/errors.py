"""What can go wrong between a basket and a parcel.

Problem
├── ProductNotFound, OrderNotFound                                            404
├── KeyMissing, SignatureInvalid                                              400
├── KeyReused, TooMany, CourseCheckoutClosed                                  422
└── CheckoutRefused                                                           409
    ├── EmptyCart, CartChanged, TooManyOpenOrders, TooManyUnpaid   no order came to be
    └── SoldOut, TooManyHeld, PriceChanged, Declined, Expired, PaymentRefused, Cancelled
NotPossibleNow                                                                409
"""

from pydantic import BaseModel

from order_service.states import FailureReason
from service_kit.problems import BadRequest, Conflict, Invalid, NotFoundProblem


class ProductNotFound(NotFoundProblem):
    """No such product is for sale."""

    name = "product-unknown"
    title = "No such product"
    sentence = "Cannot find product"


class OrderNotFound(NotFoundProblem):
    """No such order, or none that the caller may see."""

    name = "order-unknown"
    title = "No such order"
    sentence = "Cannot find order"


class KeyMissing(BadRequest):
    """A checkout must be repeatable, so it needs a key."""

    name = "idempotency-key-missing"
    title = "Idempotency-Key is missing"
    sentence = "Send an Idempotency-Key header of 8 to 64 letters, digits, - or _."


class SignatureInvalid(BadRequest):
    """The payment provider did not sign this, or did so long ago."""

    name = "signature-invalid"
    title = "The signature is not valid"
    sentence = "This event is not signed by the payment provider, or it is too old."


class KeyReused(Invalid):
    """One key stands for one checkout."""

    name = "idempotency-key-reused"
    title = "The key belongs to another checkout"
    sentence = "This Idempotency-Key was used for another checkout."


class TooMany(Invalid):
    """More of one product, or more products, than one order takes."""

    name = "too-many"
    title = "Too many"
    sentence = "An order takes at most 99 of one product."


class CourseCheckoutClosed(Invalid):
    """A checkout without a body is for the public course's client alone."""

    name = "course-checkout-closed"
    title = "Say how to pay and where to deliver"
    sentence = "This shop takes no checkout without a method and an address."


class NotPossibleNow(Conflict):
    """The order is past the point, or not yet at it."""

    name = "not-possible-now"
    title = "Not possible now"
    sentence = "This order cannot be changed in that way any more."


class CheckoutRefused(Conflict):
    """The checkout came to nothing; nothing was charged."""


class EmptyCart(CheckoutRefused):
    """There is nothing to buy."""

    name = "empty-cart"
    title = "The basket is empty"
    sentence = "There is nothing in the basket."


class CartChanged(CheckoutRefused):
    """The cart is not the one that the shopper has seen."""

    name = "cart-changed"
    title = "The basket has changed"
    sentence = "The basket has changed since it was shown."


class TooManyOpenOrders(CheckoutRefused):
    """Holding stock for many unfinished orders would keep others from buying."""

    name = "too-many-open-orders"
    title = "Too many open orders"
    sentence = "Let the orders that are being settled finish first."


class TooManyUnpaid(CheckoutRefused):
    """Whoever pays for nothing must not have the shop put everything aside."""

    name = "too-many-unpaid"
    title = "Too many packets that are not paid for"
    sentence = "One shopper can have 200 packets on order before they are paid for."


class OrderNumberExtension(BaseModel):
    """The number of the order that came to nothing."""

    number: str


class Shortage(BaseModel):
    """How many there are of a product that falls short."""

    product_id: int
    available: int


class ShortageExtension(OrderNumberExtension):
    """Every product that falls short."""

    short: list[Shortage]


class DeclineCodeExtension(OrderNumberExtension):
    """Why the provider declined, in its own code."""

    code: str | None


class SoldOut(CheckoutRefused):
    """Somebody else bought the last ones."""

    extension = ShortageExtension
    name = FailureReason.SOLD_OUT
    title = "Sold out"
    sentence = "There is not enough left of what you chose."


class TooManyHeld(CheckoutRefused):
    """There is enough, but not for one shopper alone."""

    extension = ShortageExtension
    name = FailureReason.TOO_MANY_HELD
    title = "More than a fair share"
    sentence = "One shopper cannot have so much of a product set aside at once."


class PriceChanged(CheckoutRefused):
    """The total is not the one that the shopper has seen."""

    extension = OrderNumberExtension
    name = FailureReason.PRICE_CHANGED
    title = "The price has changed"
    sentence = "A price has changed since the total was shown."


class Declined(CheckoutRefused):
    """The payment was declined."""

    extension = DeclineCodeExtension
    name = FailureReason.DECLINED
    title = "Payment declined"
    sentence = "The payment was declined."


class Expired(CheckoutRefused):
    """It took too long, and the packets went back on the shelf."""

    extension = OrderNumberExtension
    name = FailureReason.EXPIRED
    title = "It took too long"
    sentence = "The order could not be settled in time."


class PaymentRefused(CheckoutRefused):
    """The provider would not pay out what it had set aside."""

    extension = OrderNumberExtension
    name = FailureReason.PAYMENT_REFUSED
    title = "Payment refused"
    sentence = "The payment could not be taken."


class Cancelled(CheckoutRefused):
    """The shopper thought better of it."""

    extension = OrderNumberExtension
    name = FailureReason.CANCELLED
    title = "Cancelled"
    sentence = "The order was cancelled."


REFUSALS: dict[str, type[CheckoutRefused]] = {
    kind.name: kind
    for kind in (
        *(SoldOut, TooManyHeld, PriceChanged, Declined),
        *(Expired, PaymentRefused, Cancelled),
    )
}
