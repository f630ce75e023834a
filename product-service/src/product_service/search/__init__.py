"""Search by words: what is written of a product, and what a typed text asks for.

The rest of the catalogue knows `stems_of` and `look_for` alone, so that a full-text
index can take their place one day.
"""

from product_service.search.index import stems_of
from product_service.search.query import Found, look_for

__all__ = ["Found", "look_for", "stems_of"]
