"""Keeps pact behind this kit: nobody else imports or calls it.

Raw, the library writes interactions of failed tests, verifies nothing without a word
and reports home; each of that is switched off in this kit, and on beside it.
"""

import ast
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from contract_kit.existing_paths import existing_path

_MODULES = frozenset({"pact", "pact_ffi"})
_CALLS = {
    "Pact": "declare interactions with the fixture `agree` of contract_kit",
    "Verifier": "verify with `verify_provider` of contract_kit",
}
_FOREIGN = frozenset({"node_modules", "__pycache__", "venv"})


@dataclass(frozen=True)
class PactUse:
    """A place where pact is used past the kit."""

    path: Path
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.sentence}"


def pact_uses(folders: Iterable[Path], allowed: Iterable[Path] = ()) -> list[PactUse]:
    """Find raw uses of pact in Python files, except below the allowed folders.

    Raises `PathNotFound` for a folder that is not there.
    """
    spared = tuple(map(existing_path, allowed))
    return [
        use
        for folder in folders
        for path in _python_files(folder)
        if not any(path.is_relative_to(place) for place in spared)
        for use in _uses(path)
    ]


def _python_files(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(existing_path(folder)):
        # What is taken out here is not walked through at all: environments, mostly.
        folders[:] = sorted(
            name for name in folders if name[0] != "." and name not in _FOREIGN
        )
        for name in sorted(files):
            if name.endswith(".py"):
                yield Path(place, name)


def _uses(path: Path) -> Iterator[PactUse]:
    tree = ast.parse(path.read_bytes(), path)
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.stmt | ast.expr):
            continue
        for module in _imported(node):
            if module.partition(".")[0] in _MODULES:
                yield PactUse(
                    path,
                    node.lineno,
                    f"imports {module}: use contract_kit, which keeps its traps shut",
                )
        name = _called(node)
        if name in _CALLS and name not in own:
            yield PactUse(path, node.lineno, f"calls {name}(): {_CALLS[name]}")


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
