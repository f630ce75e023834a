"""Reads the public names of contract-kit, and the words they are made of."""

import ast
import re
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "contract_kit"
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def all_names():
    """Return every public name: modules, and what is defined in them or in a class."""
    return {name for path in _modules() for name in (_module(path), *_defined(path))}


def leading_names():
    """Return what a stranger sees first: modules, classes, and what packages export."""
    return {name for path in _modules() for name in (_module(path), *_shown(path))}


def words_of(name):
    """Return the words of a name in small letters: `MutationScore` has two."""
    return [word.lower() for word in _WORD.findall(name)]


def _modules():
    return sorted(SOURCE.rglob("*.py"))


def _module(path):
    return path.parent.name if path.stem.startswith("__") else path.stem


def _shown(path):
    for node in ast.parse(path.read_bytes()).body:
        match node:
            case ast.ClassDef(name=name) if not name.startswith("_"):
                yield name
            case ast.Assign(targets=[ast.Name(id="__all__")], value=ast.List(elts=all)):
                yield from (each.value for each in all)


def _defined(path):
    for node in ast.parse(path.read_bytes()).body:
        yield from _public(node)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from (name for member in node.body for name in _public(member))


def _public(node):
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            names = [name]
        case ast.Assign(targets=[ast.Name(id=name)]):
            names = [name]
        case ast.AnnAssign(target=ast.Name(id=name)):
            names = [name]
        case _:
            names = []
    return [name for name in names if not name.startswith("_")]
