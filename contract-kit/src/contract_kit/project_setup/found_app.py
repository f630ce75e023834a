"""Finds the application of a project, by reading its code and then importing it."""

import ast
import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from contract_kit.application_kind import Application, Kind, kind_of

_FACTORIES = ("create_app", "make_app", "build_app", "get_app")
_NAMES = ("app", "application", "api")
_MAKERS = {
    *("Flask", "FastAPI", "Starlette", "Quart", "Falcon"),
    *("get_wsgi_application", "get_asgi_application"),
}
_ELSEWHERE = {"tests", "test", "build", "dist", "node_modules", "docs", "examples"}


class NoFirstCall(LookupError):
    """No contract can be begun here; the text says what is missing."""


@dataclass(frozen=True)
class FoundApp:
    """An application, and how its project imports it."""

    app: Application
    module: str
    name: str
    source: Path
    is_made: bool

    @property
    def provider(self) -> str:
        """The name of the provider in pacts: that of its package, or of its folder."""
        package = self.module.partition(".")[0]
        named = self.source.resolve().name if package in (*_NAMES, "main") else package
        letters = (each if each.isalnum() else "-" for each in named.lower())
        return "".join(letters).strip("-") or "provider"


def find_app(root: Path) -> FoundApp:
    """Find the first application of a project; raise `NoFirstCall`."""
    troubles = []
    for source, module, name in _candidates(root):
        try:
            found = _imported(source, module, name)
        except (Exception, SystemExit) as error:
            troubles.append(f"{module}:{name} ({type(error).__name__}: {error})")
            continue
        if found:
            return found
    tried = f" These could not be made: {'; '.join(troubles)}." if troubles else ""
    raise NoFirstCall(
        f"No application is in {root.resolve()}: write a function create_app() that "
        f"needs no arguments, or app = Flask(...) (FastAPI, Starlette, Django).{tried}"
    )


def _imported(source: Path, module: str, name: str) -> FoundApp | None:
    if str(source) not in sys.path:
        sys.path.insert(0, str(source))
    found = getattr(importlib.import_module(module), name)
    is_made = kind_of(found) is Kind.FACTORY
    app = found() if is_made else found
    if kind_of(app) not in (Kind.WSGI, Kind.ASGI):
        return None
    return FoundApp(app, module, name, source, is_made)


def _candidates(root: Path) -> Iterator[tuple[Path, str, str]]:
    """List factories before applications that exist at once."""
    found = [
        (source, module, name)
        for path in sorted(root.resolve().rglob("*.py"))
        if _is_code(path.relative_to(root.resolve()))
        for source, module in [_module(path, root.resolve())]
        for name in _app_names(path)
    ]
    yield from sorted(found, key=lambda each: each[2] not in _FACTORIES)


def _is_code(path: Path) -> bool:
    folders = path.parts[:-1]
    is_hidden = any(part.startswith((".", "_")) for part in folders)
    is_installed = "site-packages" in folders
    is_test = path.name.startswith(("test_", "conftest", "setup."))
    return not (is_hidden or is_installed or is_test or _ELSEWHERE & set(folders))


def _module(path: Path, root: Path) -> tuple[Path, str]:
    """Name a module as its package does, and the folder that imports begin in."""
    source, parts = path.parent, [] if path.stem == "__init__" else [path.stem]
    while source != root and (source / "__init__.py").exists():
        parts.insert(0, source.name)
        source = source.parent
    return source, ".".join(parts)


def _app_names(path: Path) -> Iterator[str]:
    try:
        tree = ast.parse(path.read_bytes(), path)
    except (SyntaxError, ValueError):
        return
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) if name in _FACTORIES:
                yield name
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=maker)):
                if name in _NAMES and _called(maker) in {*_MAKERS, *_FACTORIES}:
                    yield name


def _called(maker: ast.expr) -> str:
    return ast.unparse(maker).rpartition(".")[2]
