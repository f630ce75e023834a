"""The syntax tree of a client: what is inside what, and which function is called."""

import ast
from collections.abc import Iterator
from functools import cached_property

Function = ast.FunctionDef | ast.AsyncFunctionDef
_SELF = {"self", "cls"}


class ClientSyntax:
    """A parsed client module, with the questions that edits ask of it."""

    def __init__(self, source: str) -> None:
        """Parse the source of a module."""
        self.tree = ast.parse(source)
        self.parents = {
            child: parent
            for parent in ast.walk(self.tree)
            for child in ast.iter_child_nodes(parent)
        }

    @cached_property
    def functions(self) -> list[Function]:
        """List every function and method, in the order of the source."""
        found = [node for node in ast.walk(self.tree) if isinstance(node, Function)]
        return sorted(found, key=lambda function: function.lineno)

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """Go from a node outwards, beginning with its parent."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def statement(self, node: ast.AST) -> ast.stmt:
        """Return the innermost statement around a node, or the node itself."""
        around = (node, *self.ancestors(node))
        return next(each for each in around if isinstance(each, ast.stmt))

    def function(self, node: ast.AST) -> Function | None:
        """Return the innermost function around a node."""
        around = self.ancestors(node)
        return next((each for each in around if isinstance(each, Function)), None)

    def qualified_name(self, node: ast.AST) -> str:
        """Name where a node is: `TeaServiceClient.order`, or nothing for a module."""
        around = [node, *self.ancestors(node)]
        names = [
            each.name for each in around if isinstance(each, Function | ast.ClassDef)
        ]
        return ".".join(reversed(names))

    def definition(self, call: ast.Call) -> Function | None:
        """Return the function of this module that a call calls, if it is one."""
        match call.func:
            case ast.Name(id=name):
                return _named(self.tree.body, name)
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner in _SELF:
                body = (
                    each.body
                    for each in self.ancestors(call)
                    if isinstance(each, ast.ClassDef)
                )
                return _named(next(body, []), name)
        return None

    def calls(self, node: ast.AST) -> list[ast.Call]:
        """List the calls inside a node, in the order of the source."""
        found = [each for each in ast.walk(node) if isinstance(each, ast.Call)]
        return sorted(found, key=lambda call: (call.lineno, call.col_offset))

    def is_annotation(self, node: ast.AST) -> bool:
        """Return whether a node is part of a type, which nobody executes."""
        child = node
        for parent in self.ancestors(node):
            fields = ("annotation", "returns")
            if any(getattr(parent, field, None) is child for field in fields):
                return True
            child = parent
        return False


def _named(body: list[ast.stmt], name: str) -> Function | None:
    found = (each for each in body if isinstance(each, Function) and each.name == name)
    return next(found, None)
