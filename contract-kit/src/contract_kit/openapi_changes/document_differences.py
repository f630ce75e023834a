"""Walks through two documents, operation by operation, and lists what differs."""

import re
from collections.abc import Iterable, Iterator, Sequence

from contract_kit.openapi import OpenApiDocument, Operation
from contract_kit.openapi_changes.operation_comparison import Difference, OperationPair
from contract_kit.openapi_changes.request_differences import request_differences
from contract_kit.openapi_changes.response_differences import response_differences
from contract_kit.pact_files import Interaction

_FREE = re.compile(r"\{[^{}]*\}")


def differences(
    old: OpenApiDocument, new: OpenApiDocument, interactions: Sequence[Interaction]
) -> Iterator[Difference]:
    """List every difference of two documents of one provider."""
    calls = _calls(old, interactions)
    present = {_address(one): one for one in new.operations}
    for operation in old.operations:
        mine = calls.get(str(operation), [])
        other = present.pop(_address(operation), None)
        if other is None:
            yield Difference(
                str(operation), "is removed", tuple(mine), "nobody calls it"
            )
        else:
            pair = OperationPair(old, new, operation, other, mine)
            yield from request_differences(pair)
            yield from response_differences(pair)
    for operation in present.values():
        yield Difference(str(operation), "is added")


def _calls(
    document: OpenApiDocument, interactions: Iterable[Interaction]
) -> dict[str, list[Interaction]]:
    found: dict[str, list[Interaction]] = {}
    for one in interactions:
        operation = document.operation_of(one.request["method"], one.request["path"])
        if operation:
            found.setdefault(str(operation), []).append(one)
    return found


def _address(operation: Operation) -> tuple[str, str]:
    # What a free part is called is nobody's business but the document's.
    return operation.method, _FREE.sub("{}", operation.path)
