"""A field of a response that is read from another place than it is sent in."""

import ast
from collections import defaultdict
from collections.abc import Iterator

from contract_kit.client_mutation.client_syntax import ClientSyntax
from contract_kit.client_mutation.edit import Edit
from contract_kit.client_mutation.edit_kinds import EditKind
from contract_kit.client_mutation.request_arguments import RequestArguments

_MISREAD = EditKind.FIELD_MISREAD


def field_edits(syntax: ClientSyntax) -> Iterator[Edit]:
    """Read each field as one that is read beside it, or as one that is not there."""
    for key in _looked_for(syntax):
        name = str(key.value)
        detail = f"{name} is looked for as {name}_"
        yield Edit(_MISREAD, detail, key, ast.Constant(f"{name}_"))
    reads = list(_reads(syntax))
    beside: dict[object, list[str]] = defaultdict(list)
    for key, place in reads:
        beside[place].append(str(key.value))
    for key, place in reads:
        other = _next(beside[place], str(key.value))
        detail = f"{str(key.value)} is read as {other}"
        yield Edit(_MISREAD, detail, key, ast.Constant(other))


def _reads(syntax: ClientSyntax) -> Iterator[tuple[ast.Constant, object]]:
    """List the names of fields that are read, with what they are read from."""
    arguments = RequestArguments(syntax)
    for node in ast.walk(syntax.tree):
        match node:
            case ast.Subscript(
                value=owner, slice=ast.Constant(value=str()) as key, ctx=ast.Load()
            ) if not syntax.is_annotation(node):
                yield key, (syntax.function(node), ast.dump(owner))
            case ast.Call(
                func=ast.Attribute(value=owner, attr="get"),
                args=[ast.Constant(value=str()) as key, *_],
            ) if not arguments.sends(node):
                yield key, (syntax.function(node), ast.dump(owner))


def _looked_for(syntax: ClientSyntax) -> Iterator[ast.Constant]:
    for node in ast.walk(syntax.tree):
        match node:
            case ast.Compare(
                left=ast.Constant(value=str()) as key,
                ops=[ast.In() | ast.NotIn()],
                comparators=[ast.Name() | ast.Attribute()],
            ):
                yield key


def _next(names: list[str], name: str) -> str:
    """Give the field that is read after this one, the first after the last."""
    known = list(dict.fromkeys(names))
    if len(known) == 1:
        return f"{name}_"
    return known[(known.index(name) + 1) % len(known)]
