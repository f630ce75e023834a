"""Finds names of providers that match nothing: spelled in two ways, or known to nobody.

A pact is verified by the provider of this very name; under another one it waits for
ever, and everything is green.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from contract_kit.audit.audited_pacts import AuditedPact
from contract_kit.audit.findings import AuditFinding, Fault
from contract_kit.audit.git_queries import GitHistory

_ALIKE = 0.9


def provider_names(
    pacts: Sequence[AuditedPact], history: GitHistory | None
) -> Iterator[AuditFinding]:
    """List pacts whose provider is spelled otherwise elsewhere, or named nowhere."""
    names = [name for pact in pacts for name in (pact.provider, pact.consumer)]
    for pact in pacts:
        others = sorted(
            (name for name in set(names) if _is_misspelt(pact.provider, name, names)),
            key=lambda name: (-names.count(name), name),
        )
        if others:
            yield pact.finding(
                Fault.PROVIDER_NAME,
                f"is for {pact.provider!r}, and other pacts say {others[0]!r}",
                "take one spelling, that under which the provider is verified",
            )
        elif history and _is_named_nowhere(pact, history):
            yield pact.finding(
                Fault.PROVIDER_NAME,
                f"is for {pact.provider!r}, and nothing else in this repository says "
                "that",
                "name the provider as it is verified, or delete the pact",
            )


def _is_named_nowhere(pact: AuditedPact, history: GitHistory) -> bool:
    """Return whether a repository names the consumer, and not the provider."""
    is_home = bool(history.files_with([pact.consumer]))
    return is_home and not history.files_with([pact.provider])


def _is_misspelt(name: str, other: str, names: Sequence[str]) -> bool:
    """Return whether a name looks like a slip for another, which is as frequent."""
    if name == other or names.count(name) > names.count(other):
        return False
    if _letters(name) == _letters(other):
        return True
    if re.findall(r"\d+", name) != re.findall(r"\d+", other):
        return False
    likeness = SequenceMatcher(None, _letters(name), _letters(other)).ratio()
    return likeness >= _ALIKE and names.count(name) < names.count(other)


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
