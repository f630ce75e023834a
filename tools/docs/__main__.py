"""Builds the site into docs/_build/html; any warning is an error."""

import argparse
import subprocess
import sys

from tools.applications import ROOT
from tools.docs.foreign_resources import foreign_parts
from tools.errors import Refusal

BUILT = ROOT / "docs" / "_build"
_FIRST_PAGE = """<!doctype html>
<title>Furrow</title>
<meta http-equiv="refresh" content="0; url=docs/index.html">
<a href="docs/index.html">Furrow</a>
"""


def main() -> None:
    """Build all pages; `--external` asks every other host whether it has them."""
    parser = argparse.ArgumentParser(prog="nox -s docs --", description=__doc__)
    parser.add_argument(
        "--external", action="store_true", help="look up links to other hosts, too"
    )
    options = parser.parse_args()
    _build("html")
    (BUILT / "html" / "index.html").write_text(_FIRST_PAGE, "utf-8")
    _demand_nothing_foreign()
    if options.external:
        _build("linkcheck")
    print(f"Open {BUILT / 'html' / 'index.html'}")


def _build(kind: str) -> None:
    # A page that was read before would not be warned about again: read all of them.
    strictly = ("-W", "--keep-going", "-n", "--fresh-env", "--quiet")
    places = ("-c", "docs", ".", str(BUILT / kind))
    line = (sys.executable, "-m", "sphinx", "-b", kind, *strictly, *places)
    if subprocess.run(line, cwd=ROOT).returncode:
        raise Refusal("The site is not in order: see above.")


def _demand_nothing_foreign() -> None:
    found = list(foreign_parts(BUILT / "html"))
    if found:
        raise Refusal(
            "Pages must load nothing from elsewhere:\n  " + "\n  ".join(found)
        )


if __name__ == "__main__":
    main()
