"""Follows what is sent to where it is written: a dictionary, an entry, a path."""

import ast
from collections.abc import Iterator

from contract_kit.client_mutation.client_syntax import ClientSyntax
from contract_kit.client_mutation.request_arguments import Part

Content = ast.Dict | ast.DictComp | ast.Assign | ast.JoinedStr
_SELF = {"self", "cls"}


class RequestContents:
    """Finds the expressions that make up one part of requests."""

    def __init__(self, syntax: ClientSyntax) -> None:
        """Take the client."""
        self._syntax = syntax

    def of(self, value: ast.expr, part: Part) -> list[Content]:
        """List the dictionaries, entries and paths that a value is made of."""
        found: dict[ast.AST, Content] = {}
        self._follow(value, part, found, set())
        return list(found.values())

    def _follow(
        self,
        value: ast.AST,
        part: Part,
        found: dict[ast.AST, Content],
        seen: set[ast.AST],
    ) -> None:
        if value in seen:
            return
        seen.add(value)
        if isinstance(value, Content):
            found[value] = value
        for inner in self._inside(value, part):
            self._follow(inner, part, found, seen)

    def _inside(self, value: ast.AST, part: Part) -> Iterator[ast.AST]:
        """Go on to where a value comes from; a body holds others in its members."""
        match value:
            case ast.Dict(keys=keys, values=values):
                for key, member in zip(keys, values, strict=True):
                    if key is None or part is Part.BODY:
                        yield member
            case ast.DictComp(generators=generators):
                yield from (_mapping(each.iter) for each in generators)
            case ast.Assign(value=assigned) if part is Part.BODY:
                yield assigned
            case ast.List(elts=members) | ast.Tuple(elts=members):
                yield from members
            case ast.ListComp(elt=member) | ast.GeneratorExp(elt=member):
                yield member
            case ast.BinOp(left=left, right=right):
                yield from (left, right)
            case ast.IfExp(body=one, orelse=other):
                yield from (one, other)
            case ast.BoolOp(values=values):
                yield from values
            case ast.Starred(value=inner) | ast.Await(value=inner):
                yield inner
            case ast.Name(id=name):
                yield from self._assigned(value, name)
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner in _SELF:
                yield from self._of_self(value, name)
            case ast.Call():
                yield from self._returned(value)

    def _assigned(self, node: ast.AST, name: str) -> Iterator[ast.AST]:
        """List what a variable is made of in its function, or else in the module."""
        function = self._syntax.function(node)
        if function is not None:
            within = list(_assignments(ast.walk(function), name))
            names = function.args
            given = {each.arg for each in (*names.args, *names.kwonlyargs)}
            if within or name in given:
                yield from within
                return
        yield from _assignments(self._syntax.tree.body, name)

    def _of_self(self, node: ast.AST, name: str) -> Iterator[ast.AST]:
        around = self._syntax.ancestors(node)
        owner = next((each for each in around if isinstance(each, ast.ClassDef)), None)
        for each in ast.walk(owner) if owner else ():
            match each:
                case (
                    ast.Assign(targets=[ast.Attribute(attr=attr)], value=value)
                    | ast.AnnAssign(
                        target=ast.Attribute(attr=attr), value=ast.expr() as value
                    )
                ) if attr == name:
                    yield value

    def _returned(self, call: ast.Call) -> Iterator[ast.AST]:
        definition = self._syntax.definition(call)
        for each in ast.walk(definition) if definition else ():
            if isinstance(each, ast.Return) and each.value is not None:
                yield each.value


def _mapping(iterated: ast.expr) -> ast.expr:
    match iterated:
        case ast.Call(func=ast.Attribute(value=mapping, attr="items")):
            return mapping
    return iterated


def _assignments(
    nodes: Iterator[ast.AST] | list[ast.stmt], name: str
) -> Iterator[ast.AST]:
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value):
                found: ast.AST = value
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value):
                found = value
            case ast.AugAssign(target=ast.Name(id=target), value=value):
                found = value
            case ast.NamedExpr(target=ast.Name(id=target), value=value):
                found = value
            case ast.Assign(
                targets=[ast.Subscript(value=ast.Name(id=target), slice=ast.Constant())]
            ):
                found = node
            case _:
                continue
        if target == name:
            yield found
