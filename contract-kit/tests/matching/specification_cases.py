"""Cases as Pact's specification writes them: expected, actual, and whether they match.

The specification's own 568 lie beside the project where somebody has put them, and are
no part of it. Those here stand for what tools of other languages write.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contract_kit.matching import (
    ActualRequest,
    ActualResponse,
    Headers,
    Mismatch,
    expected_bytes,
    request_mismatches,
    response_mismatches,
)
from contract_kit.pact_files import Interaction, read_pact
from contract_kit.pact_files.pact_document import parse_document

PUBLISHED = Path(__file__).parents[3].parent / "shared" / "data" / "pact-specification"
HOW_MANY = {"2.0": 178, "3.0": 195, "4.0": 195}
_WHOLE = {"request": {"method": "GET", "path": "/"}, "response": {"status": 200}}


@dataclass(frozen=True)
class SpecificationCase:
    """One half of an interaction, and what came in its place."""

    name: str
    version: str
    kind: str
    expected: dict[str, Any]
    actual: dict[str, Any]
    matches: bool

    def mismatches(self, *, strict: bool = False) -> list[Mismatch]:
        """Compare both halves, each read as the package reads the file of a pact."""
        expected = self.read(self.expected)
        if self.kind == "response":
            return response_mismatches(expected, self.answer, strict=strict)
        sent = self.read(self.actual).request
        query, (headers, body) = sent.get("query", {}), _wire(sent)
        request = ActualRequest(sent["method"], sent["path"], query, headers, body)
        return request_mismatches(expected, request, strict=strict)

    @property
    def answer(self) -> ActualResponse:
        """The response that came."""
        sent = self.read(self.actual).response
        return ActualResponse(sent["status"], *_wire(sent))

    def read(self, half: dict[str, Any]) -> Interaction:
        """Read one half as the only interaction of a pact."""
        halves = {**_WHOLE, self.kind: _WHOLE[self.kind] | half}
        document = {
            "consumer": {"name": "counter"},
            "provider": {"name": "tea-service"},
            "interactions": [{"description": self.name, **halves}],
            "metadata": {"pactSpecification": {"version": self.version}},
        }
        content = json.dumps(document).encode()
        (interaction,) = read_pact(parse_document(content, f"{self.name}.json"))
        return interaction


def _wire(part: Mapping[str, Any]) -> tuple[Headers, bytes]:
    headers = [
        (name, value)
        for name, values in part.get("headers", {}).items()
        for value in values
    ]
    return headers, expected_bytes(part)


def published(version: str) -> list[SpecificationCase]:
    """Read the cases that the specification publishes for one of its versions."""
    return [
        _read(path, version)
        for path in sorted((PUBLISHED / f"v{version[0]}").rglob("*.json"))
    ]


def _read(path: Path, version: str) -> SpecificationCase:
    written = json.loads(path.read_text("utf-8-sig"))
    kind = path.relative_to(PUBLISHED).parts[2]
    halves = written["expected"], written["actual"]
    return SpecificationCase(path.stem, version, kind, *halves, written["match"])
