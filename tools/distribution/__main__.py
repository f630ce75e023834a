"""Builds contract-kit and installs it on each Python that it is made for.

`python -m tools.distribution` is what `nox -s distribution` runs. A Python that is not
here is named in the table; on CI only the newest may be missing.
"""

import os
import tempfile
from pathlib import Path

from tools.distribution.first_steps import take_first_steps
from tools.distribution.installation import install
from tools.distribution.pythons import NEWEST, PYTHONS, find_python
from tools.distribution.sdist_and_wheel import Packages, build_packages
from tools.errors import Refusal


def main() -> None:
    """Build once, try each Python, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        packages = build_packages(Path(folder) / "dist")
        rows = [_tried(version, packages, Path(folder)) for version in PYTHONS]
    print(f"\n{packages.wheel.name}, {packages.source.name}")
    print("\n".join(rows))


def _tried(version: str, packages: Packages, folder: Path) -> str:
    python = find_python(version, os.environ)
    if python is None:
        if os.environ.get("CI") and version != NEWEST:
            raise Refusal(f"Python {version} is not here: install it.")
        return f"Python {version}  not installed here, not tried"
    place = folder / version
    installed = install(python, packages, place / "environment")
    return f"Python {version}  {take_first_steps(installed, place / 'shop')}"


if __name__ == "__main__":
    main()
