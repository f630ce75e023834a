"""The kit knows no application: another project can take it as it is."""

import ast
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "contract_kit"
NEEDED = {
    "_pytest",
    "_typeshed",
    "click",
    "contract_kit",
    "jinja2",
    "jsonschema",
    "markupsafe",
    "pact",
    "pact_ffi",
    "pytest",
    "uvicorn",
    "werkzeug",
}


def test_only_declared_dependencies_are_imported():
    imported = {
        name.partition(".")[0]
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        for name in _names(node)
    }

    assert imported - sys.stdlib_module_names <= NEEDED


def _names(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) else []
