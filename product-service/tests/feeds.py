"""A feed in small, and how it is brought in."""

from pathlib import Path

from click.testing import Result
from flask import Flask

LIPSTICK = {
    "id": 1,
    "title": "Red Lipstick",
    "description": "As red as a poppy.",
    "category": "womens-beauty",
    "price": 12.99,
    "rating": 4.1,
    "stock": 7,
    "brand": "Poppy & Co",
    "sku": "BEA-1",
    "reviews": [{"rating": 5, "comment": "Very red!"}],
    "images": ["https://cdn.example/lipstick.webp"],
    "thumbnail": "https://cdn.example/lipstick-small.webp",
}
APPLE = {"title": "Apple", "price": 1, "category": "groceries", "sku": "GRO-2"}
GREEN_APPLE = APPLE | {"price": 1.2, "sku": "GRO-3"}


def bring(app: Flask, feed: Path) -> Result:
    return app.test_cli_runner().invoke(args=["catalogue", "import", str(feed)])
