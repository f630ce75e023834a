"""What can go wrong in the catalogue and with its stock.

Problem
├── ProductNotFound     404
├── ProductTaken        409
├── IfMatchNeeded       428
├── OutOfStock          409 ─ TooManyHeld
├── ReservationGone     410
└── ReservationDiffers  422

FeedBroken: a products feed that cannot be taken in; reported on the command line alone
"""

from collections.abc import Mapping

from pydantic import BaseModel

from service_kit.problems import Conflict, Gone, Invalid, NotFoundProblem, Problem


class ProductNotFound(NotFoundProblem):
    """No product has this slug, or it is not for sale."""

    name = "product-missing"
    title = "No such product"
    sentence = "Cannot find product"


class ProductTaken(Conflict):
    """Another product has this name or slug; `errors` says which."""

    name = "product-taken"
    title = "Another product is called so"
    sentence = "Another product has this name or address."


class IfMatchNeeded(Problem):
    """A change does not say which version of the product it starts from."""

    status = 428
    name = "if-match-needed"
    title = "Say what you have read"
    sentence = "Send the ETag of the product that you have read as If-Match."


class Shortage(BaseModel):
    """How many there are of a product that falls short."""

    product_id: int
    available: int


class ShortageExtension(BaseModel):
    """Every product that falls short."""

    short: list[Shortage]


class OutOfStock(Conflict):
    """There is less of some products than was asked for; nothing was set aside."""

    extension = ShortageExtension
    name = "out-of-stock"
    title = "Out of stock"
    sentence = "There is not enough in stock."

    def __init__(self, available: Mapping[int, int]) -> None:
        """Take how many there are of each product that falls short."""
        super().__init__(
            short=[
                {"product_id": product_id, "available": count}
                for product_id, count in available.items()
            ]
        )


class TooManyHeld(OutOfStock):
    """One holder would have more than a fair share; `available` is what is left."""

    name = "too-many-held"
    title = "More than a fair share"
    sentence = "One shopper cannot have so much set aside at once."


class ReservationGone(Gone):
    """The reservation was released, has expired, or never was."""

    name = "reservation-gone"
    title = "The reservation is gone"
    sentence = "This reservation holds nothing any more."


class ReservationDiffers(Invalid):
    """The id already stands for a reservation of other lines."""

    name = "reservation-differs"
    title = "Another reservation has this id"
    sentence = "This id belongs to a reservation of other products or quantities."


class FeedBroken(Exception):
    """The feed cannot be taken in; the sentence names the place and the reason."""
