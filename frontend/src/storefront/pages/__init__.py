"""The pages of the shop: one module for each story, one blueprint in each."""

from storefront.pages.account import account
from storefront.pages.account_closure import closing
from storefront.pages.basket import basket
from storefront.pages.catalogue import catalogue
from storefront.pages.checkout import checkout
from storefront.pages.data_export import data_export
from storefront.pages.health import health
from storefront.pages.help import help_pages
from storefront.pages.login import login
from storefront.pages.orders import orders
from storefront.pages.patterns import patterns
from storefront.pages.pictures import pictures
from storefront.pages.product import product
from storefront.pages.profile import profile
from storefront.pages.register import register
from storefront.pages.theme import theme

blueprints = (
    catalogue,
    product,
    pictures,
    basket,
    register,
    login,
    checkout,
    orders,
    account,
    profile,
    data_export,
    closing,
    theme,
    help_pages,
    patterns,
    health,
)
