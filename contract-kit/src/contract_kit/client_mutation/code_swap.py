"""Puts a spoiled client in the place of the one that is loaded, in this process.

Whoever has imported a class or a function keeps it: its code is exchanged, and so is
what the module's own statements have made. Nothing is imported again, which would take
longer than the tests.
"""

import ast
import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from contract_kit.client_mutation.sites import SpoiledClient


class LoadedClient:
    """A client module as it is loaded: its functions, wherever they are kept."""

    def __init__(self, path: Path) -> None:
        """Find the module's functions; look again when more has been imported."""
        self.path = path
        self.source = path.read_text("utf-8")
        self.modules = [each for each in _modules() if _is_from(each, path)]
        self._functions = [
            each
            for each in gc.get_objects()
            if type(each) is FunctionType and _is_at(each.__code__.co_filename, path)
        ]

    @property
    def file_names(self) -> set[str]:
        """Return by which names its code is known."""
        return {each.__code__.co_filename for each in self._functions}

    def swap(self, spoiled: SpoiledClient) -> None:
        """Exchange the code of every function, and run a changed statement again."""
        file = min(self.file_names, default=str(self.path))
        changed = compile(spoiled.tree, file, "exec", dont_inherit=True)
        codes = {_key(code): code for code in _inner(changed)}
        for function in self._functions:
            function.__code__ = codes.get(_key(function.__code__), function.__code__)
        if isinstance(spoiled.statement, ast.Assign | ast.AnnAssign):
            tree = ast.Module([spoiled.statement], [])
            statement = compile(tree, file, "exec", dont_inherit=True)
            for module in self.modules:
                _run_again(statement, module)


def _run_again(statement: CodeType, module: ModuleType) -> None:
    """Run a statement in its module, and give what it makes to whoever imported it."""
    before = dict(vars(module))
    exec(statement, vars(module))  # noqa: S102 - the client itself  # nosec B102
    made = {
        name: (before[name], value)
        for name, value in vars(module).items()
        if name in before and before[name] is not value
    }
    for other in _modules():
        for name, (old, new) in made.items():
            if vars(other).get(name) is old:
                setattr(other, name, new)


def _modules() -> list[ModuleType]:
    return [each for each in list(sys.modules.values()) if type(each) is ModuleType]


def _is_from(module: ModuleType, path: Path) -> bool:
    return _is_at(getattr(module, "__file__", None) or "", path)


def _is_at(file: str, path: Path) -> bool:
    """Compare names first: there are a hundred thousand functions."""
    return file.endswith(path.name) and Path(file).resolve() == path.resolve()


def _inner(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _inner(constant)


def _key(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno
