"""Builds the sdist of contract-kit, the wheel from it, and looks what they lack."""

import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from tools.applications import CONTRACT_KIT
from tools.command_runner import run_command
from tools.errors import Refusal

_ADVICE = "Correct contract-kit/pyproject.toml; the lines below are flit's."
_BUILD = "import sys; from flit_core import buildapi; buildapi.build_{}(sys.argv[1])"
# What a reader expects beside the code.
_DOCUMENTS = ("README.md", "CHANGELOG.md", "LICENSE")


@dataclass(frozen=True)
class Packages:
    """What would be uploaded to an index."""

    wheel: Path
    source: Path


def build_packages(folder: Path, project: Path = CONTRACT_KIT) -> Packages:
    """Build both into this folder; raise `Refusal` where one lacks a file."""
    folder.mkdir(parents=True)
    _build("sdist", project, folder)
    (source,) = folder.glob("*.tar.gz")
    _build("wheel", _unpacked(source, folder), folder)
    (wheel,) = folder.glob("*.whl")
    _demand_everything(project, wheel, source)
    return Packages(wheel, source)


def _build(kind: str, project: Path, folder: Path) -> None:
    line = (sys.executable, "-c", _BUILD.format(kind), folder)
    run_command(f"Building the {kind}", line, advice=_ADVICE, folder=project)


def _unpacked(source: Path, folder: Path) -> Path:
    with tarfile.open(source) as archive:
        archive.extractall(folder, filter="data")
    return folder / source.name.removesuffix(".tar.gz")


def _demand_everything(project: Path, wheel: Path, source: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        in_wheel = set(archive.namelist())
    with tarfile.open(source) as archive:
        in_source = {name.partition("/")[2] for name in archive.getnames()}
    code = {
        str(path.relative_to(project))
        for path in (project / "src").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    for name, missing in (
        (wheel.name, {path.removeprefix("src/") for path in code} - in_wheel),
        (source.name, (code | set(_DOCUMENTS)) - in_source),
    ):
        if missing:
            raise Refusal(f"{name} lacks {', '.join(sorted(missing))}.")
