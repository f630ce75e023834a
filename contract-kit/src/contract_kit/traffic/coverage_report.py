"""What came out when traffic was held against the contracts, in words and as JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from contract_kit.pact_files import Integration, Interaction, integration_of

_MOST_DIFFERENCES = 8


@dataclass(frozen=True)
class IntegrationCoverage:
    """How much was sent along an integration, and how much of it was agreed."""

    calls: int
    contracted: int
    interactions: int
    exercised: int


@dataclass(frozen=True)
class UncontractedCall:
    """A call that no contract knows, for all that differ in the same places."""

    integration: Integration
    call: str
    example: str
    times: int
    differences: tuple[str, ...]
    nearest: str | None = None
    advice: str | None = None


@dataclass(frozen=True)
class Coverage:
    """The result: what was sent, what nobody agreed to, and what was never sent."""

    counts: Mapping[Integration, IntegrationCoverage]
    findings: tuple[UncontractedCall, ...]
    never_exercised: tuple[Interaction, ...]
    not_recording: tuple[str, ...]
    is_part: bool = False

    @property
    def is_complete(self) -> bool:
        """Return whether every call was contracted, and somebody recorded at all."""
        proves_something = self._recorded_anything or self.is_part
        return proves_something and not self.findings and not self.not_recording

    @property
    def exit_code(self) -> int:
        """Return the exit status."""
        return 0 if self.is_complete else 1

    def document(self) -> dict[str, Any]:
        """Write the result as JSON."""
        return {
            "is_complete": self.is_complete,
            "arrows": [
                {**integration._asdict(), **_counted(count)}
                for integration, count in self.counts.items()
            ],
            "uncontracted": [_document(finding) for finding in self.findings],
            "never_exercised": [
                {
                    "consumer": each.consumer,
                    "provider": each.provider,
                    "title": each.title,
                }
                for each in self.never_exercised
            ],
            "not_listening": list(self.not_recording),
        }

    def text(self) -> str:
        """Write the whole result as lines for a person."""
        return self._text(self.findings, self._unsaid())

    def summary(self, report: Path) -> str:
        """Write the result in short; the report has the rest."""
        unsaid = len(self.never_exercised)
        rest = f"{unsaid} interactions were never exercised: {report} lists them."
        return self._text(map(_shortened, self.findings), rest if unsaid else "")

    def _text(self, findings: Iterable[UncontractedCall], unsaid: str) -> str:
        found = map(_in_words, findings)
        parts = [self._table(), *found, *self._silence(), unsaid]
        return "\n\n".join(part for part in parts if part)

    @property
    def _recorded_anything(self) -> bool:
        return any(count.calls for count in self.counts.values())

    def _table(self) -> str:
        width = max((len(str(integration)) for integration in self.counts), default=0)
        return "\n".join(
            f"{integration!s:{width}}  {count.contracted} of {count.calls} calls "
            f"contracted, {count.exercised} of {count.interactions} interactions "
            "exercised"
            for integration, count in self.counts.items()
        )

    def _silence(self) -> Iterator[str]:
        for provider in self.not_recording:
            yield (
                f"NOT RECORDING {provider} has interactions to answer and recorded "
                "nothing: was CONTRACT_TRAFFIC set when it started?"
            )
        if not self._recorded_anything:
            yield "NOTHING RECORDED No call was made, so nothing is proven."

    def _unsaid(self) -> str:
        lines = [
            f"  {integration_of(each)}: {each.title}" for each in self.never_exercised
        ]
        return "\n".join(["Never exercised:", *lines]) if lines else ""


def write_report(coverage: Coverage, file: Path) -> None:
    """Write the whole result to a file: as JSON to *.json, else as text."""
    if file.suffix == ".json":
        content = json.dumps(coverage.document(), indent=2)
    else:
        content = coverage.text()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{content}\n", "utf-8")


def _counted(count: IntegrationCoverage) -> dict[str, int]:
    # These names are read by other programs, and keep their spelling.
    return {
        "calls": count.calls,
        "contracted": count.contracted,
        "promises": count.interactions,
        "exercised": count.exercised,
    }


def _document(finding: UncontractedCall) -> dict[str, Any]:
    written = asdict(finding)
    del written["integration"]
    return {"arrow": finding.integration._asdict(), **written}


def _in_words(finding: UncontractedCall) -> str:
    often = f" ({finding.times} times)" if finding.times > 1 else ""
    lines = [
        f"UNCONTRACTED {finding.integration}: {finding.call}{often}",
        f"  such as {finding.example}",
        *([f"  nearest interaction: {finding.nearest}"] if finding.nearest else []),
        *(f"    {difference}" for difference in finding.differences),
        *([f"  {finding.advice}"] if finding.advice else []),
    ]
    return "\n".join(lines)


def _shortened(finding: UncontractedCall) -> UncontractedCall:
    """Leave out differences that only repeat how far the nearest interaction is."""
    left = len(finding.differences) - _MOST_DIFFERENCES
    if left <= 1:
        return finding
    shown = finding.differences[:_MOST_DIFFERENCES]
    return replace(finding, differences=(*shown, f"and {left} more differences"))
