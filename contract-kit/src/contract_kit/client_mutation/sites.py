"""The sites where a client can be spoiled, and the client spoiled at one of them."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from contract_kit.client_mutation.client_syntax import ClientSyntax
from contract_kit.client_mutation.edit import Edit
from contract_kit.client_mutation.edit_kinds import EditKind
from contract_kit.client_mutation.field_edits import field_edits
from contract_kit.client_mutation.request_edits import request_edits
from contract_kit.client_mutation.response_edits import response_edits


@dataclass(frozen=True)
class Site:
    """Where a client can be spoiled, and how; `number` counts those of one module."""

    number: int
    line: int
    function: str
    kind: EditKind
    detail: str
    # Of these lines one is executed by each test that can notice.
    lines: frozenset[int]

    @property
    def edit(self) -> str:
        """Name the edit, as a justification names it: `header forgotten: ETag`."""
        return f"{self.kind}: {self.detail}"


@dataclass(frozen=True)
class SpoiledClient:
    """A client with one edit: its tree, and the statement of the module that has it."""

    tree: ast.Module
    statement: ast.stmt


def sites_in(source: str) -> list[Site]:
    """List the sites of a client, in the order of its lines."""
    syntax = ClientSyntax(source)
    edits = _edits(syntax)
    details = _distinct(
        (syntax.qualified_name(edit.old), edit.kind, edit.detail) for edit in edits
    )
    return [
        Site(
            number,
            min(edit.lines(syntax)),
            syntax.qualified_name(edit.old),
            edit.kind,
            detail,
            frozenset(_executed(syntax, edit)),
        )
        for number, (edit, detail) in enumerate(zip(edits, details, strict=True))
    ]


def spoil(source: str, number: int) -> SpoiledClient:
    """Make the edit of one site."""
    syntax = ClientSyntax(source)
    edit = _edits(syntax)[number]
    around = [edit.old, *syntax.ancestors(edit.old)]
    place = syntax.tree.body.index(around[-2])  # type: ignore[arg-type]
    edit.make(syntax)
    return SpoiledClient(syntax.tree, syntax.tree.body[place])


def _edits(syntax: ClientSyntax) -> list[Edit]:
    found = (*request_edits(syntax), *response_edits(syntax), *field_edits(syntax))
    return sorted(found, key=lambda edit: min(edit.lines(syntax)))


def _executed(syntax: ClientSyntax, edit: Edit) -> set[int]:
    """List lines that matter; what a module begins with is read where it is named."""
    if syntax.function(edit.old) or isinstance(edit.old, ast.FunctionDef):
        return edit.lines(syntax)
    statement = syntax.statement(edit.old)
    names = {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return {
        node.lineno
        for function in syntax.functions
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and node.id in names
    }


def _distinct(names: Iterator[tuple[str, str, str]]) -> Iterator[str]:
    """Number the details of edits that have the same name in one function."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for name in names:
        seen[name] += 1
        yield name[2] if seen[name] == 1 else f"{name[2]} ({seen[name]})"
