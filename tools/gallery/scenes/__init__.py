"""Every scene of the gallery, page by page, in the order in which people meet them."""

from tools.gallery.scenes.accounts import ACCOUNTS
from tools.gallery.scenes.baskets import BASKETS
from tools.gallery.scenes.checkouts import CHECKOUTS
from tools.gallery.scenes.entrances import ENTRANCES
from tools.gallery.scenes.orders import ORDERS
from tools.gallery.scenes.packets import PACKETS
from tools.gallery.scenes.shelves import SHELVES
from tools.gallery.scenes.troubles import HELP, TROUBLES

SCENES = (
    *SHELVES,
    *PACKETS,
    *BASKETS,
    *ENTRANCES,
    *CHECKOUTS,
    *ORDERS,
    *ACCOUNTS,
    *HELP,
    *TROUBLES,
)
