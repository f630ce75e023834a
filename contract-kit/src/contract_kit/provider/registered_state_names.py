"""Finds the states that a provider's contract tests register, without running them."""

import ast
from pathlib import Path

from contract_kit.existing_paths import matching_paths


class UnreadableState(ValueError):
    """A state whose name is not written out where it is registered."""


def states_in(folder: Path) -> set[str]:
    """Read the names from every `@….state("…")` below a folder.

    Raise `UnreadableState` for a name that is computed: nobody could look it up, and
    `PathNotFound` for a folder without modules.
    """
    return {
        _name(path, decorator)
        for path in matching_paths(folder, "**/*.py")
        for node in ast.walk(ast.parse(path.read_bytes(), path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for decorator in node.decorator_list
        if _registers(decorator)
    }


def _registers(decorator: ast.expr) -> bool:
    match decorator:
        case ast.Call(func=ast.Attribute(attr="state")):
            return True
    return False


def _name(path: Path, decorator: ast.expr) -> str:
    match decorator:
        case ast.Call(args=[ast.Constant(value=str() as name)]):
            return name
    raise UnreadableState(
        f"{path}:{decorator.lineno}: write the name of the state out in words, as its "
        "consumers do"
    )
