"""Reads an OpenAPI 3.1 document: its operations, and which of them a call is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote

Json = Mapping[str, Any]
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_FREE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, eq=False)
class Operation:
    """A method at an address pattern."""

    method: str
    path: str
    parameters: Sequence[Json]
    written: Json

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def statuses(self) -> list[str]:
        """The statuses of all answers that are documented."""
        return list(self.written.get("responses", {}))

    def parameters_in(self, place: str) -> dict[str, Json]:
        """Return the parameters of one place by name; names of headers are lower."""
        found = [one for one in self.parameters if one["in"] == place]
        fold = str.lower if place == "header" else str
        return {fold(one["name"]): one for one in found}

    def parts_of(self, path: str) -> dict[str, str] | None:
        """Read the free parts of a path; None where it is another address."""
        found = self._pattern.fullmatch(path)
        names = _FREE.findall(self.path)
        if found is None:
            return None
        return dict(zip(names, map(unquote, found.groups()), strict=True))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        fixed = _FREE.split(self.path)[::2]
        return re.compile("([^/]+)".join(map(re.escape, fixed)))


class OpenApiDocument:
    """The OpenAPI document of a provider."""

    def __init__(self, document: Json) -> None:
        """Take what the provider publishes."""
        self.written = document
        # An address without free parts is meant where both would do.
        self.operations = sorted(
            _operations(self), key=lambda operation: operation.path.count("{")
        )

    def operation_of(self, method: str, path: str) -> Operation | None:
        """Find the operation that a call is."""
        for operation in self.operations:
            is_here = operation.parts_of(path) is not None
            if operation.method == method.upper() and is_here:
                return operation
        return None

    def resolved(self, part: Json) -> Json:
        """Follow references within the document; what stands beside one counts."""
        while "$ref" in part:
            beside = {name: each for name, each in part.items() if name != "$ref"}
            part = {**self.at(part["$ref"]), **beside}
        return part

    def at(self, reference: str) -> Json:
        """Return what a reference such as `#/components/schemas/Tea` names."""
        place: Any = self.written
        for step in reference.removeprefix("#/").split("/"):
            place = place[step.replace("~1", "/").replace("~0", "~")]
        found: Json = place
        return found


def _operations(document: OpenApiDocument) -> Iterator[Operation]:
    for path, item in document.written.get("paths", {}).items():
        shared = item.get("parameters", ())
        for method in _METHODS:
            if method in item:
                written = item[method]
                parameters = [*shared, *written.get("parameters", ())]
                yield Operation(
                    method.upper(),
                    path,
                    [document.resolved(one) for one in parameters],
                    written,
                )
