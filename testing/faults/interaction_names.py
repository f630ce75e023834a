"""Names of interactions that catch more than one fault."""

from testing.faults.fault import InteractionName

FOR_SALE = "given a product is for sale"
BUYING = (
    "given a shopper is signed in and a product is for sale "
    "and the basket holds a product"
)
PRODUCT = InteractionName("frontend", "product-service", f"a product, {FOR_SALE}")
BY_ID = InteractionName(
    "order-service", "product-service", f"products by id, {FOR_SALE}"
)
WATCHED = InteractionName("price-watch", "product-service", f"a product, {FOR_SALE}")
CHECKOUT = InteractionName("frontend", "order-service", f"a checkout, {BUYING}")
