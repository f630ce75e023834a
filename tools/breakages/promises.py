"""Promises of the shop that more than one breakage breaks, by their names."""

from tools.breakages.breakage import Promised

FOR_SALE = "given a product is for sale"
BUYING = (
    "given a shopper is signed in and a product is for sale "
    "and the basket holds a product"
)
PRODUCT = Promised("frontend", "product-service", f"a product, {FOR_SALE}")
BY_ID = Promised("order-service", "product-service", f"products by id, {FOR_SALE}")
CHECKOUT = Promised("frontend", "order-service", f"a checkout, {BUYING}")
