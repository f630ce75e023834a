"""Every state of every page, in the order in which people meet them."""

from testing.screenshots.page_states.accounts import ACCOUNTS
from testing.screenshots.page_states.baskets import BASKETS
from testing.screenshots.page_states.catalogue import CATALOGUE
from testing.screenshots.page_states.checkouts import CHECKOUTS
from testing.screenshots.page_states.errors import ERRORS, HELP
from testing.screenshots.page_states.orders import ORDERS
from testing.screenshots.page_states.product_page import PRODUCTS
from testing.screenshots.page_states.registration_and_sign_in import (
    REGISTRATION_AND_SIGN_IN,
)

PAGE_STATES = (
    *CATALOGUE,
    *PRODUCTS,
    *BASKETS,
    *REGISTRATION_AND_SIGN_IN,
    *CHECKOUTS,
    *ORDERS,
    *ACCOUNTS,
    *HELP,
    *ERRORS,
)
