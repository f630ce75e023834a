"""Locks every requirement: exact pins with hashes, no index and no address in a file.

All files are resolved under one set of versions, so that every application can also
live in one environment, as it does under `make shop`.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tools.applications import APPLICATIONS, CONTRACT_KIT, ROOT, SERVICE_KIT

_COMPILE = (
    *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"),
    *("--python-version", "3.11", "--no-emit-package", "furrow-service-kit"),
    *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
)


def main() -> None:
    """Write every requirements file anew; `--upgrade` takes newer versions."""
    upgrade = [word for word in sys.argv[1:] if word.startswith("--upgrade")]
    with tempfile.TemporaryDirectory() as folder:
        together = Path(folder) / "all.txt"
        _start_from_present_pins(together)
        _compile(
            [source for sources in _targets().values() for source in sources],
            together,
            *upgrade,
        )
        for target, sources in _targets().items():
            _compile(sources, target, "--generate-hashes", "--constraint", together)


def locks() -> list[Path]:
    """Name every requirements file of the project."""
    return list(_targets())


def _targets() -> dict[Path, list[Path]]:
    named = {
        ROOT / f"{stem}.txt": [ROOT / f"{stem}.in"]
        for stem in (
            "requirements-dev",
            "requirements-test",
            "requirements-broker",
            "requirements-docs",
            "requirements-fuzz",
            "requirements-gateway",
            "requirements-kubernetes",
            "assets/requirements",
            "contract-kit/requirements-test",
            "e2e/requirements",
        )
    }
    kits = [SERVICE_KIT, CONTRACT_KIT]
    folders = [*kits, *(application.path for application in APPLICATIONS)]
    built = {
        folder / "requirements.txt": [folder / "pyproject.toml"] for folder in folders
    }
    return named | built


def _start_from_present_pins(together: Path) -> None:
    """Keep the versions of today unless an upgrade is wanted."""
    pins = {
        line.split()[0]
        for target in _targets()
        if target.exists()
        for line in target.read_text().splitlines()
        if "==" in line and not line.startswith((" ", "#"))
    }
    together.write_text("\n".join(sorted(pins)) + "\n")


def _compile(sources: list[Path], target: Path, *options: str | Path) -> None:
    print(f"locking {target.parent.name}/{target.name}")
    names = [str(word) for word in (*options, *sources)]
    subprocess.run(
        [*_COMPILE, *names, "--output-file", str(target)], cwd=ROOT, check=True
    )


if __name__ == "__main__":
    main()
