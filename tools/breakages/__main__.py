"""`nox -s break`: lists the gallery, breaks a copy on purpose, and says who noticed."""

import argparse
import sys
from collections.abc import Sequence

from tools.breakages.gallery import GALLERY, breakage_called
from tools.breakages.showing import listed
from tools.breakages.tour import break_everything, break_one


def main(words: Sequence[str]) -> int:
    """Do what the words say; 1 where a breakage goes unnoticed."""
    parser = argparse.ArgumentParser("nox -s break --", description=__doc__)
    parser.add_argument("name", nargs="?", help="which breakage to show")
    parser.add_argument("--all", action="store_true", help="show all of them in turn")
    wish = parser.parse_args(words)
    if wish.all:
        return break_everything(GALLERY)
    if wish.name:
        return break_one(breakage_called(wish.name))
    print(listed(GALLERY))
    print("\nOne of them: nox -s break -- NAME. All of them: nox -s break -- --all")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
