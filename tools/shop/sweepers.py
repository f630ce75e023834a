"""The programs of a shop that serve nobody: they look after what others left undone."""

from dataclasses import dataclass

from tools.applications import ORDER_SERVICE, PRODUCT_SERVICE, Application


@dataclass(frozen=True)
class Sweeper:
    """A command of an application that goes on for as long as the shop is open."""

    name: str
    application: Application
    words: tuple[str, ...]


SWEEPERS = (
    Sweeper("stock-sweeper", PRODUCT_SERVICE, ("expire-reservations", "--every", "1")),
    Sweeper("order-sweeper", ORDER_SERVICE, ("sweep",)),
)
