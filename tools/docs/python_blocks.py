"""Finds Python in pages that would not run: it must compile, and import what is there.

Code without an import is an excerpt, and stands in a file of the repository word for
word. A block with a caption is written to a file and run: see `walkthrough_check`.
"""

import ast
import importlib
from collections.abc import Iterator
from functools import cache

from tools.applications import ROOT
from tools.docs.allowed_names import MODULES
from tools.docs.markdown_pages import Block, tracked


def faults(block: Block) -> Iterator[str]:
    """List what is wrong with a block of Python."""
    try:
        tree = ast.parse(block.text)
    except SyntaxError as error:
        yield f"{block}: this is no Python: {error.msg}"
        return
    imports = [
        node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom | ast.Import)
    ]
    for node in imports:
        yield from (f"{block}: {fault}" for fault in _import_faults(node))
    if not imports and not _is_excerpt(block):
        yield f"{block}: no file of the repository has these lines"


def _import_faults(node: ast.ImportFrom | ast.Import) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (fault for name in node.names for fault in _missing(name.name, []))
    elif not node.level and node.module:
        yield from _missing(node.module, [name.name for name in node.names])


def _missing(module: str, names: list[str]) -> Iterator[str]:
    if module in MODULES:
        return
    try:
        there = importlib.import_module(module)
    except ImportError:
        yield f"there is no module {module}"
        return
    for name in names:
        if not hasattr(there, name):
            yield f"{module} has no {name}"


def _is_excerpt(block: Block) -> bool:
    wanted = _bare(block.text)
    return any(wanted in text for text in _python_files())


@cache
def _python_files() -> tuple[str, ...]:
    return tuple(
        _bare((ROOT / name).read_text("utf-8"))
        for name in sorted(tracked())
        if name.endswith(".py") and not name.startswith("tools/docs/tests/")
    )


def _bare(text: str) -> str:
    """Leave out how far lines are indented, blank ones, and commas at an end."""
    lines = (line.strip().removesuffix(",") for line in text.splitlines())
    return "\n" + "\n".join(filter(None, lines)) + "\n"
