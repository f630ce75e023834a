"""What may go wrong with a response: a status or an error is taken for another."""

import ast
from collections.abc import Iterator

from contract_kit.client_mutation.client_syntax import ClientSyntax, Function
from contract_kit.client_mutation.edit import Edit
from contract_kit.client_mutation.edit_kinds import EditKind
from contract_kit.client_mutation.request_arguments import RequestArguments

_CONFUSED, _SWALLOWED = EditKind.STATUS_CONFUSED, EditKind.ERROR_SWALLOWED
_STATUSES = range(100, 600)


def response_edits(syntax: ClientSyntax) -> Iterator[Edit]:
    """List every edit of what a client makes of a response."""
    for function in syntax.functions:
        yield from _swallowing(syntax, function)
    for node in ast.walk(syntax.tree):
        match node:
            case ast.Compare():
                yield from _confused_values(node)
                yield from _widened_status(node)
            case ast.ExceptHandler():
                yield _confused_error(syntax, node)
                yield from _widened_error(node)
            case ast.Raise() if not _is_handled(syntax, node):
                yield Edit(_SWALLOWED, ast.unparse(node), node, ast.Pass())
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr="raise_for_status"))):
                yield Edit(_SWALLOWED, ast.unparse(node), node, ast.Pass())
            case ast.match_case():
                yield from _confused_cases(node)
    yield from _confused_tables(syntax)


def _swallowing(syntax: ClientSyntax, function: Function) -> Iterator[Edit]:
    """Make a public function that sends a request return None when that fails."""
    arguments = RequestArguments(syntax)
    calls = [call for call in syntax.calls(function) if arguments.sends(call)]
    if function.name.startswith("_") or not calls:
        return
    wrapped = ast.parse("try: pass\nexcept Exception: return None").body[0]
    assert isinstance(wrapped, ast.Try)  # noqa: S101 - so it was written
    wrapped.body = function.body
    fields = dict(ast.iter_fields(function)) | {"body": [wrapped]}
    detail = f"of {function.name}"
    yield Edit(_SWALLOWED, detail, function, type(function)(**fields), tuple(calls))


def _confused_values(comparison: ast.Compare) -> Iterator[Edit]:
    """Replace each value that is looked for by one that no response holds."""
    for member in _compared(comparison):
        other = _other(member, comparison)
        if other is not None:
            yield Edit(_CONFUSED, ast.unparse(member), member, other)


def _compared(comparison: ast.Compare) -> Iterator[ast.expr]:
    """List the values of a comparison; what a field is looked for by is none."""
    is_membership = isinstance(comparison.ops[0], ast.In | ast.NotIn)
    if not is_membership:
        yield comparison.left
    for side in comparison.comparators:
        if isinstance(side, ast.Tuple | ast.Set | ast.List):
            yield from side.elts
        elif not is_membership:
            yield side


def _other(value: ast.expr, comparison: ast.Compare) -> ast.expr | None:
    match value:
        case ast.Constant(value=bool()):
            return None
        case ast.Constant(value=int(number)) if number in _STATUSES:
            is_order = not isinstance(comparison.ops[0], ast.Eq | ast.NotEq | ast.In)
            return ast.Constant(number + (100 if is_order else 1))
        case ast.Constant(value=str(text)):
            return ast.Constant(f"{text}_")
        case ast.Attribute(value=ast.Name(id="HTTPStatus")):
            return ast.Constant(0)
    return None


def _confused_error(syntax: ClientSyntax, handler: ast.ExceptHandler) -> Edit:
    """Pass an error on that was understood, or swallow one that was passed on."""
    caught = ast.unparse(handler.type) if handler.type else "any error"
    is_raising = any(isinstance(node, ast.Raise) for node in ast.walk(handler))
    source = "return None" if is_raising else "raise"
    if is_raising and syntax.function(handler) is None:
        source = "pass"
    body = ast.parse(f"def f():\n  {source}").body[0]
    assert isinstance(body, ast.FunctionDef)  # noqa: S101 - so it was written
    other = ast.ExceptHandler(handler.type, handler.name, body.body)
    kind = _SWALLOWED if is_raising else _CONFUSED
    return Edit(kind, f"except {caught}", handler, other)


def _widened_status(comparison: ast.Compare) -> Iterator[Edit]:
    """Take every status of a class, such as 4xx, for the one that is looked for."""
    match comparison:
        case ast.Compare(
            left=left, ops=[ast.Eq()], comparators=[ast.Constant(value=int(status))]
        ) if status in _STATUSES:
            kind = status // 100
            other = ast.parse(f"0 // 100 == {kind}", mode="eval").body
            assert isinstance(other, ast.Compare)  # noqa: S101 - so it was written
            assert isinstance(other.left, ast.BinOp)  # noqa: S101
            other.left.left = left
            yield Edit(_CONFUSED, f"{status} is every {kind}xx", comparison, other)


def _widened_error(handler: ast.ExceptHandler) -> Iterator[Edit]:
    """Take every error for the one that is caught."""
    if handler.type is not None and ast.unparse(handler.type) != "Exception":
        caught = ast.unparse(handler.type)
        every = ast.Name("Exception", ast.Load())
        detail = f"except {caught} is every error"
        yield Edit(_CONFUSED, detail, handler.type, every, (handler,))


def _is_handled(syntax: ClientSyntax, node: ast.Raise) -> bool:
    around = syntax.ancestors(node)
    return any(isinstance(each, ast.ExceptHandler) for each in around)


def _confused_cases(case: ast.match_case) -> Iterator[Edit]:
    match case.pattern:
        case ast.MatchOr(patterns=patterns):
            for pattern in patterns:
                kept = [each for each in patterns if each is not pattern]
                other = ast.MatchOr(kept) if len(kept) > 1 else kept[0]
                text = ast.unparse(pattern)
                yield Edit(_CONFUSED, text, case.pattern, other, (pattern,))
        case ast.MatchValue() | ast.MatchSingleton():
            never = ast.match_case(case.pattern, ast.Constant(False), case.body)
            text = ast.unparse(case.pattern)
            yield Edit(_CONFUSED, text, case, never, (case.pattern,))


def _confused_tables(syntax: ClientSyntax) -> Iterator[Edit]:
    """Remove an entry from a table of the module, which maps statuses and words."""
    for statement in syntax.tree.body:
        match statement:
            case (
                ast.Assign(value=ast.Dict() as table)
                | ast.AnnAssign(value=ast.Dict() as table)
            ):
                yield from _shorter_tables(table)


def _shorter_tables(table: ast.Dict) -> Iterator[Edit]:
    for number, key in enumerate(table.keys):
        if isinstance(key, ast.Constant):
            keys = table.keys[:number] + table.keys[number + 1 :]
            values = table.values[:number] + table.values[number + 1 :]
            yield Edit(_CONFUSED, str(key.value), table, ast.Dict(keys, values))
