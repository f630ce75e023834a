"""One edit of a client: which node is replaced, by what, and where it is executed."""

import ast
from dataclasses import dataclass

from contract_kit.client_mutation.client_syntax import ClientSyntax
from contract_kit.client_mutation.edit_kinds import EditKind

_HELPERS = "contract_kit.client_mutation.runtime_edits"


@dataclass(frozen=True)
class Edit:
    """A node of a client's tree, and what stands there once it is spoiled."""

    kind: EditKind
    detail: str
    old: ast.AST
    new: ast.AST
    # Where to look for tests that execute it, if that is not its own statement.
    executed: tuple[ast.AST, ...] = ()

    def make(self, syntax: ClientSyntax) -> None:
        """Put the new node into the tree, at every place where the old one stands."""
        parent = syntax.parents[self.old]
        for field, value in ast.iter_fields(parent):
            if value is self.old:
                setattr(parent, field, self.new)
            elif isinstance(value, list):
                value[:] = [self.new if each is self.old else each for each in value]
        ast.copy_location(self.new, self.old)
        ast.fix_missing_locations(self.new)

    def lines(self, syntax: ClientSyntax) -> set[int]:
        """List the lines of which one is executed when the edit matters."""
        return {
            line
            for node in self.executed or (self.old,)
            for line in _lines(syntax, node)
        }


def helped(name: str, value: ast.expr) -> ast.expr:
    """Pass a value through a function of `runtime_edits`."""
    source = f"__import__({_HELPERS!r}, fromlist=[{name!r}]).{name}"
    function = ast.parse(source, mode="eval").body
    return ast.Call(func=function, args=[value], keywords=[])


def _lines(syntax: ClientSyntax, node: ast.AST) -> range:
    """Give the lines of a statement, or of the part of a larger one around a node."""
    around = [node, *syntax.ancestors(node)]
    part = node
    for each in around:
        if isinstance(each, ast.stmt) and hasattr(each, "body"):
            break
        if hasattr(each, "lineno"):
            part = each
        if isinstance(each, ast.stmt):
            break
    first: int = part.lineno  # type: ignore[attr-defined]
    last: int = part.end_lineno  # type: ignore[attr-defined]
    return range(first, last + 1)
