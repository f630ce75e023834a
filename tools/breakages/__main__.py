"""`nox -s break`: lists the gallery, breaks a copy on purpose, and says who noticed."""

import argparse
import sys
from collections.abc import Sequence

from tools.breakages.gallery import GALLERY, breakage_called
from tools.breakages.planted import PAGE, plant_everything
from tools.breakages.plantings import PLANTINGS
from tools.breakages.showing import listed
from tools.breakages.survey import chosen
from tools.breakages.tour import break_everything, break_one


def main(words: Sequence[str]) -> int:
    """Do what the words say; 1 where a breakage goes unnoticed."""
    parser = argparse.ArgumentParser("nox -s break --", description=__doc__)
    parser.add_argument("name", nargs="?", help="which breakage to show")
    parser.add_argument("--all", action="store_true", help="show all of them in turn")
    parser.add_argument(
        "--planted",
        nargs="*",
        metavar="WORD",
        help="plant small changes of mind, all or those called so",
    )
    parser.add_argument(
        "--write", action="store_true", help="write what was planted into the page"
    )
    wish = parser.parse_args(words)
    if wish.planted is not None:
        plantings = chosen(PLANTINGS, wish.planted)
        return plant_everything(plantings, PAGE if wish.write else None)
    if wish.all:
        return break_everything(GALLERY)
    if wish.name:
        return break_one(breakage_called(wish.name))
    print(listed(GALLERY))
    print("\nOne of them: nox -s break -- NAME. All of them: nox -s break -- --all")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
