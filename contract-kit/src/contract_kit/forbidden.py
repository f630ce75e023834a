"""Keeps pact behind one door: nobody but this kit imports or calls it.

Raw, the library writes promises of failed tests, verifies nothing without a word and
reports home; each of that is closed behind the door, and open beside it.
"""

import ast
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_MODULES = frozenset({"pact", "pact_ffi"})
_CALLS = {
    "Pact": "make promises with the fixture `agree` of contract_kit",
    "Verifier": "verify with `verify_provider` of contract_kit",
}
_FOREIGN = frozenset({"node_modules", "__pycache__", "venv"})


@dataclass(frozen=True)
class RawUse:
    """A place where pact is used past the kit."""

    path: Path
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.sentence}"


def raw_uses(folders: Iterable[Path], allowed: Iterable[Path] = ()) -> list[RawUse]:
    """Find raw uses of pact in Python files, except below the allowed folders."""
    spared = tuple(allowed)
    return [
        use
        for folder in folders
        for path in _python_files(folder)
        if not any(path.is_relative_to(place) for place in spared)
        for use in _uses(path)
    ]


def _python_files(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        # What is taken out here is not walked through at all: environments, mostly.
        folders[:] = sorted(
            name for name in folders if name[0] != "." and name not in _FOREIGN
        )
        for name in sorted(files):
            if name.endswith(".py"):
                yield Path(place, name)


def _uses(path: Path) -> Iterator[RawUse]:
    tree = ast.parse(path.read_bytes(), path)
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.stmt | ast.expr):
            continue
        for module in _imported(node):
            if module.partition(".")[0] in _MODULES:
                yield RawUse(
                    path,
                    node.lineno,
                    f"imports {module}: use contract_kit, which keeps its traps shut",
                )
        name = _called(node)
        if name in _CALLS and name not in own:
            yield RawUse(path, node.lineno, f"calls {name}(): {_CALLS[name]}")


def _imported(node: ast.AST) -> list[str]:
    match node:
        case ast.Import():
            return [alias.name for alias in node.names]
        case ast.ImportFrom(module=str() as module, level=0):
            return [module]
        case ast.Call(args=[ast.Constant(value=str() as module), *_]) if _called(
            node
        ) in {"import_module", "__import__", "importorskip"}:
            return [module]
    return []


def _called(node: ast.AST) -> str:
    match node:
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
            return name
    return ""
