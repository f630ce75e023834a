"""Names that pages may use although no check finds them, each with the reason.

A name or a block that is not needed here any more is an error of its own.
"""

# Names in backticks that are no files, settings or options of the repository.
NAMES = {
    "noun.html": "stands for any page",
    "_noun.html": "stands for any partial",
    "static/vendor/htmx-4.0.1.min.js": "fetched by `make dev`, and not committed",
    "report.html": "written by a run of the browser tests",
    "contracts.txt": "written by a run of the browser tests",
    "PROVIDER/tests/contract/test_pacts.py": "stands for any provider",
    "tests/contract/test_tea_service.py": "of the project that uses contract-kit",
    "SHOP_PRODUCTS_URL": "put together from the name of the service",
    "SHOP_ORDERS_URL": "put together from the name of the service",
}
# Modules of Python blocks that only exist in the project that a page describes.
MODULES = {
    "counter.client": "contract-kit's pages have a project of their own as example",
    "tea_service": "contract-kit's pages have a project of their own as example",
}
