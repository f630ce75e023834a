"""Makes every stand-in that is missing: `python -m tools.images`."""

from tools.compose.engine import running_engine
from tools.images.recipes import RECIPES
from tools.images.standins import base_image


def main() -> None:
    """Print for each image which one is used here."""
    with running_engine() as engine:
        for recipe in RECIPES:
            print(f"{recipe.name}: {base_image(engine, recipe)}")


if __name__ == "__main__":
    main()
