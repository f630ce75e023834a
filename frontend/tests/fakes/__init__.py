"""Stand-ins for the three services: they behave, remember what they were asked, and can
be away. They return the storefront's own classes; HTTP is for the client tests.
"""

from .fake import Fake
from .order_service import HOME, FakeOrders
from .product_service import PICTURE, FakeProducts, make_product
from .user_service import FakeUsers

__all__ = [
    "HOME",
    "PICTURE",
    "Fake",
    "FakeOrders",
    "FakeProducts",
    "FakeUsers",
    "make_product",
]
