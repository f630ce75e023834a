"""Every scene of the gallery, page by page, in the order in which people meet them."""

from tools.gallery.scenes.baskets import BASKETS
from tools.gallery.scenes.shelves import SHELVES

SCENES = (*SHELVES, *BASKETS)
