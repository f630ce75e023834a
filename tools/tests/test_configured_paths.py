"""Every path that a gate is given exists: one that was moved would be checked no more.

Tools differ in what they report of a path that is not there; bandit and ruff: nothing.
"""

import ast
import re
import tomllib
from collections.abc import Iterator

import pytest

from contract_kit import read_pacts
from contract_kit.deployment import layout_of
from contract_kit.settings import settings_in
from tools.applications import ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())
# Words of noxfile.py that are looked for: with a folder, or a file by its ending.
PATH = re.compile(r"[\w*.-]+(/[\w*.-]+)+|[\w-]+\.(py|toml|txt|json|yml)")


def paths_of_noxfile() -> Iterator[str]:
    tree = ast.parse((ROOT / "noxfile.py").read_text())
    words = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    yield from sorted(word for word in words if PATH.fullmatch(word))


def parts_of_settings() -> Iterator[str]:
    tools = SETTINGS["tool"]
    yield from tools["ruff"]["lint"]["per-file-ignores"]
    yield from tools["pytest"]["ini_options"]["pythonpath"]
    yield tools["mypy"]["mypy_path"]


@pytest.mark.parametrize("path", [*paths_of_noxfile(), *parts_of_settings()])
def test_what_is_configured_is_there(path: str) -> None:
    assert any(ROOT.glob(path)), f"{path} finds nothing: was it moved?"


def test_every_provider_of_a_pact_can_be_verified_at_a_commit() -> None:
    settings = settings_in(ROOT)
    layout = layout_of(settings)
    providers = {each.provider for each in read_pacts(settings.pacts)}

    assert providers
    assert providers <= layout.folders.keys()
    for provider in providers:
        folders = (layout.home(provider), *layout.imports(provider))
        for path in (layout.entry(provider), *map(str, folders)):
            assert (ROOT / path).exists(), path


def test_packages_of_settings_are_there() -> None:
    tools = SETTINGS["tool"]
    named = {
        *tools["ruff"]["lint"]["isort"]["known-first-party"],
        *tools["importlinter"]["root_packages"],
    }
    places = ("*/src/*/__init__.py", "deploy/*/__init__.py", "*/__init__.py")
    packages = {path.parent.name for each in places for path in ROOT.glob(each)}

    assert named <= packages
