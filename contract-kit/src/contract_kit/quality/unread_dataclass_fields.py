"""Finds fields that a client parses into its dataclasses and nobody ever reads.

Such a field is expected for nothing. The search goes by name: a field counts
as read when an attribute of that name is read outside the declaring modules, in Python
or in a template, directly or by way of a function or property of those modules. So an
unread field with a common name may be missed, but hardly a read one accused; what
`asdict(...)` reads elsewhere is the exception.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from contract_kit.existing_paths import files_in, python_modules_in
from contract_kit.quality.template_attributes import names_in_template

_TEMPLATES = (".html", ".jinja", ".j2", ".xml", ".txt", ".svg")
_WHOLE = frozenset({"asdict", "astuple", "vars"})
_BY_NAME = frozenset({"getattr", "hasattr", "attrgetter"})
_MAKING = frozenset({"__init__", "__post_init__"})


@dataclass(frozen=True)
class UnreadField:
    """A field that is parsed in vain."""

    owner: str
    name: str
    path: Path
    line: int

    def __str__(self) -> str:
        return (
            f"{self.path}:{self.line}: {self.owner}.{self.name} is parsed and never "
            "read: take it out of the dataclass and out of the interaction, or use it"
        )


@dataclass
class _Reads:
    """What some code reads: attributes, plain names, and classes as a whole."""

    attributes: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)

    def add(self, tree: ast.AST, owner: str = "") -> None:
        for node in ast.walk(tree):
            match node:
                case ast.Attribute(attr=name, ctx=ast.Load()):
                    self.attributes.add(name)
                case ast.Name(id=name, ctx=ast.Load()):
                    self.names.add(name)
                case ast.MatchClass(kwd_attrs=names):
                    self.attributes.update(names)
                    self._take_whole(node)
                case ast.Call(func=ast.Name(id=called), args=arguments):
                    self._add_call(called, arguments, owner)

    def _take_whole(self, pattern: ast.MatchClass) -> None:
        if pattern.patterns and isinstance(pattern.cls, ast.Name):
            self.whole.add(pattern.cls.id)

    def _add_call(self, called: str, arguments: list[ast.expr], owner: str) -> None:
        texts = [one.value for one in arguments if isinstance(one, ast.Constant)]
        if called in _BY_NAME:
            for text in texts:
                self.attributes.update(str(text).split("."))
        if called in _WHOLE and owner:
            self.whole.add(owner)

    def reach(self, name: str) -> bool:
        is_magic = name.startswith("__") and name not in _MAKING
        return is_magic or name in self.attributes or name in self.names


def unread_fields(
    modules: Iterable[Path], sources: Iterable[Path]
) -> list[UnreadField]:
    """List fields of frozen dataclasses in `modules` that nothing in `sources` reads.

    Both are files or folders; what lies in both counts as a declaring module. Raises
    `PathNotFound` for one that holds no module.
    """
    places = list(sources)
    trees = {path: _parsed(path) for path in python_modules_in(modules)}
    reads = _Reads()
    for path in python_modules_in(places):
        if path not in trees:
            reads.add(_parsed(path))
    for path in files_in(places, _TEMPLATES):
        reads.attributes |= names_in_template(path.read_text("utf-8", "replace"))
    _follow(reads, trees.values())
    return [
        found
        for path, tree in trees.items()
        for found in _declared(path, tree)
        if found.name not in reads.attributes and found.owner not in reads.whole
    ]


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes(), path)


def _follow(reads: _Reads, trees: Iterable[ast.Module]) -> None:
    """Add what the functions of the declaring modules read, once they are reached."""
    waiting = [found for tree in trees for found in _functions(tree)]
    while reached := [found for found in waiting if reads.reach(found[1].name)]:
        waiting = [found for found in waiting if found not in reached]
        for owner, function in reached:
            reads.add(function, owner)


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield "", node
        elif isinstance(node, ast.ClassDef):
            for member in node.body:
                if isinstance(member, ast.FunctionDef):
                    yield node.name, member


def _declared(path: Path, tree: ast.Module) -> Iterator[UnreadField]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and _is_frozen(node):
            for member in node.body:
                match member:
                    case ast.AnnAssign(target=ast.Name(id=name)) if _is_field(member):
                        yield UnreadField(node.name, name, path, member.lineno)


def _is_field(member: ast.AnnAssign) -> bool:
    return "ClassVar" not in ast.unparse(member.annotation)


def _is_frozen(node: ast.ClassDef) -> bool:
    return any(
        isinstance(decorator, ast.Call)
        and any(
            keyword.arg == "frozen"
            and isinstance(keyword.value, ast.Constant)
            and keyword.value.value is True
            for keyword in decorator.keywords
        )
        for decorator in node.decorator_list
    )
