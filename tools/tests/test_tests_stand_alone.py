"""What tests share lies in a conftest or in a module of its own, which is no test."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.applications import ROOT

HOMES = ("tools", "testing", "e2e", "gateway", "deploy")
MODULES = sorted(path for home in HOMES for path in (ROOT / home).rglob("test_*.py"))


def imported_by(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_there_are_tests_to_look_at() -> None:
    assert len(MODULES) > 100


@pytest.mark.parametrize(
    "module", MODULES, ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_test_imports_another(module: Path) -> None:
    names = [name for path in imported_by(module) for name in path.split(".")]
    tests = [name for name in names if name.startswith("test_")]

    assert tests == [], f"move what {module.name} shares into a module that is no test"
