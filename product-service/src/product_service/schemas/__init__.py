"""The wire names of product-service, in these modules and nowhere else: what it takes
and what it answers."""
