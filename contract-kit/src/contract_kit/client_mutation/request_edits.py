"""What may go wrong in a request: each edit of a header, parameter, path or body."""

import ast
from collections.abc import Iterator
from typing import TypeVar

from contract_kit.client_mutation.client_syntax import ClientSyntax
from contract_kit.client_mutation.edit import Edit, helped
from contract_kit.client_mutation.edit_kinds import EditKind
from contract_kit.client_mutation.request_arguments import (
    WRITES,
    Argument,
    Part,
    RequestArguments,
)
from contract_kit.client_mutation.request_data_flow import Content, RequestContents

_OTHER_METHOD = {"PUT": "POST", "POST": "PUT", "PATCH": "PUT", "DELETE": "POST"}
# They are sent as text anyway, and a list is sent as several.
_UNTYPED = {"data", "form", "files"}
T = TypeVar("T")
_ADDRESSES = ("url", "base", "host", "address")


def request_edits(syntax: ClientSyntax) -> Iterator[Edit]:
    """List every edit of what a client sends, each once."""
    arguments = RequestArguments(syntax)
    contents = RequestContents(syntax)
    seen: set[ast.AST] = set()
    for call in syntax.calls(syntax.tree):
        if not arguments.sends(call):
            continue
        for argument in arguments.of(call):
            found = contents.of(argument.value, argument.part)
            yield from _of_argument(syntax, argument, found)
            for content in found:
                if content not in seen:
                    seen.add(content)
                    yield from _of_content(syntax, argument, content)
        if arguments.goes_out(call):
            yield from _of_method(syntax, call, arguments.method(call) or "")


def _of_argument(
    syntax: ClientSyntax, argument: Argument, found: list[Content]
) -> Iterator[Edit]:
    match argument.part:
        case Part.METHOD:
            if isinstance(argument.value, ast.Constant):
                yield _other_method(argument.value)
        case Part.ONE_HEADER:
            yield _forgotten(syntax, argument, EditKind.HEADER_FORGOTTEN)
        case Part.HEADERS if not found:
            yield _forgotten(syntax, argument, EditKind.HEADER_FORGOTTEN)
        case Part.QUERY if not found:
            yield _forgotten(syntax, argument, EditKind.PARAMETER_DROPPED)


def _of_content(
    syntax: ClientSyntax, argument: Argument, content: Content
) -> Iterator[Edit]:
    match argument.part:
        case Part.HEADERS:
            yield from _dropped(content, EditKind.HEADER_FORGOTTEN)
        case Part.QUERY:
            yield from _dropped(content, EditKind.PARAMETER_DROPPED)
            for name, value in _entries(content):
                twice = helped("doubled", value)
                yield Edit(EditKind.PARAMETER_DOUBLED, _text(name), value, twice)
        case Part.BODY:
            yield from _of_body(argument, content)
        case Part.PATH if isinstance(content, ast.JoinedStr):
            yield from _of_path(syntax, content)


def _of_body(argument: Argument, content: Content) -> Iterator[Edit]:
    for name, value in _entries(content):
        longer = ast.BinOp(name, ast.Add(), ast.Constant("_"))
        yield Edit(EditKind.FIELD_RENAMED, _text(name), name, longer)
        if argument.name not in _UNTYPED:
            other = helped("retyped", value)
            yield Edit(EditKind.FIELD_RETYPED, _text(name), value, other)


def _of_path(syntax: ClientSyntax, path: ast.JoinedStr) -> Iterator[Edit]:
    for part in path.values:
        if isinstance(part, ast.FormattedValue) and _may_need_escaping(
            syntax, part.value
        ):
            twice = helped("escaped_twice", part.value)
            name = ast.unparse(part.value)
            yield Edit(EditKind.PATH_ESCAPED_TWICE, name, part.value, twice)


def _of_method(syntax: ClientSyntax, call: ast.Call, method: str) -> Iterator[Edit]:
    func = call.func
    if isinstance(func, ast.Attribute) and func.attr.upper() == method:
        verb = "get" if method == "HEAD" else "post" if method != "POST" else "put"
        other = ast.Attribute(func.value, verb, ast.Load())
        yield Edit(
            EditKind.METHOD_CHANGED, f"{method} becomes {verb.upper()}", func, other
        )
    if method and method not in WRITES:
        return
    parent = syntax.parents[call]
    sent = parent if isinstance(parent, ast.Await) else call
    name = method or ast.unparse(func)
    both = ast.Tuple([sent, sent], ast.Load())
    second = ast.Subscript(both, ast.Constant(1), ast.Load())
    yield Edit(EditKind.WRITE_REPEATED, name, sent, second)
    if sent is call:
        nothing = ast.parse("lambda: 0", mode="eval").body
        assert isinstance(nothing, ast.Lambda)  # noqa: S101 - so it was written
        nothing.body = call
        again = helped("retried", nothing)
        yield Edit(EditKind.WRITE_RETRIED, name, call, again)


def _other_method(method: ast.Constant) -> Edit:
    name = str(method.value)
    other = _OTHER_METHOD.get(name, "POST")
    detail = f"{name} becomes {other}"
    return Edit(EditKind.METHOD_CHANGED, detail, method, ast.Constant(other))


def _forgotten(syntax: ClientSyntax, argument: Argument, kind: EditKind) -> Edit:
    """Leave an argument out; a function from here may demand one, and gets None."""
    call, keyword = argument.call, argument.keyword
    if keyword is None or syntax.definition(call) is not None:
        return Edit(kind, argument.name, argument.value, ast.Constant(None))
    kept = [each for each in call.keywords if each is not keyword]
    return Edit(kind, argument.name, call, ast.Call(call.func, call.args, kept))


def _dropped(content: Content, kind: EditKind) -> Iterator[Edit]:
    match content:
        case ast.Dict(keys=keys, values=values):
            for number, key in enumerate(keys):
                if key is None:
                    continue
                fewer = ast.Dict(_without(keys, number), _without(values, number))
                yield Edit(kind, _text(key), content, fewer, (key,))
        case ast.Assign(targets=[ast.Subscript(slice=key)]):
            yield Edit(kind, _text(key), content, ast.Pass())


def _without(values: list[T], number: int) -> list[T]:
    return values[:number] + values[number + 1 :]


def _entries(content: Content) -> Iterator[tuple[ast.expr, ast.expr]]:
    match content:
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                if key is not None:
                    yield key, value
        case ast.DictComp(key=key, value=value):
            yield key, value
        case ast.Assign(targets=[ast.Subscript(slice=key)], value=value):
            yield key, value


def _text(name: ast.expr) -> str:
    return str(name.value) if isinstance(name, ast.Constant) else ast.unparse(name)


def _may_need_escaping(syntax: ClientSyntax, value: ast.expr) -> bool:
    """Return whether a part of a path is neither a number nor an address."""
    name = ast.unparse(value)
    if any(word in name.lower() for word in _ADDRESSES):
        return False
    function = syntax.function(value)
    given = function.args.args if function else []
    types = {each.arg: each.annotation for each in given if each.annotation}
    return name not in types or ast.unparse(types[name]) != "int"
