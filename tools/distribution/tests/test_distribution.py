"""What teams would install is whole, and every Python of this machine is found."""

import shutil
import sys
from pathlib import Path

import pytest

from tools.applications import CONTRACT_KIT
from tools.distribution.first_steps import take_first_steps
from tools.distribution.pythons import PYTHONS, find_python
from tools.distribution.sdist_and_wheel import build_packages
from tools.errors import Refusal


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of contract-kit, free to be changed."""
    copy = tmp_path / "contract-kit"
    ignored = shutil.ignore_patterns("tests", "__pycache__")
    shutil.copytree(CONTRACT_KIT, copy, ignore=ignored)
    (copy / "tests").mkdir()
    return copy


def put_python(place: Path, version: str) -> Path:
    """Put a program there that says it is this version of Python."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"#!/bin/sh\necho {version}\n")
    place.chmod(0o755)
    return place


def test_packages_are_named_and_whole(project: Path, tmp_path: Path) -> None:
    packages = build_packages(tmp_path / "dist", project)

    assert packages.wheel.name.startswith("furrow_contract_kit-")
    assert packages.source.is_file()


@pytest.mark.parametrize("name", ["CHANGELOG.md", "LICENSE"])
def test_package_without_a_document_is_refused(
    project: Path, tmp_path: Path, name: str
) -> None:
    settings = project / "pyproject.toml"
    text = settings.read_text()
    text = text.replace('license-files = ["LICENSE"]', "license-files = []")
    settings.write_text(text.replace('include = ["CHANGELOG.md", "tests/"]', ""))

    with pytest.raises(Refusal, match=name):
        build_packages(tmp_path / "dist", project)


def test_python_on_the_path_is_found(tmp_path: Path) -> None:
    python = put_python(tmp_path / "bin" / "python3.12", "3.12")

    assert find_python("3.12", {"PATH": str(python.parent)}) == python


def test_python_that_pyenv_has_not_chosen_is_found(tmp_path: Path) -> None:
    put_python(tmp_path / "shims" / "python3.12", "command not found")
    python = put_python(tmp_path / "versions/3.12.1/bin/python3.12", "3.12")

    assert find_python("3.12", {"PATH": str(tmp_path / "shims")}) == python


def test_python_that_is_not_here_is_none(tmp_path: Path) -> None:
    assert find_python("3.12", {"PATH": str(tmp_path)}) is None


@pytest.mark.parametrize("version", PYTHONS)
def test_package_names_every_python_that_is_tried(version: str) -> None:
    line = f'"Programming Language :: Python :: {version}"'

    assert line in (CONTRACT_KIT / "pyproject.toml").read_text("utf-8")


def test_first_steps_hold_here(tmp_path: Path) -> None:
    programs = Path(sys.executable).parent

    assert "a broken field is red" in take_first_steps(programs, tmp_path / "shop")


def test_command_that_fails_is_shown(tmp_path: Path) -> None:
    contract_kit = tmp_path / "bin" / "contract-kit"
    contract_kit.parent.mkdir()
    contract_kit.write_text("#!/bin/sh\necho no template; exit 1\n")
    contract_kit.chmod(0o755)

    with pytest.raises(Refusal, match=r"init ended with 1 instead of 0:\nno template"):
        take_first_steps(contract_kit.parent, tmp_path / "shop")
