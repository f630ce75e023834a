"""Finds pacts that their consumer has left behind, as far as git knows.

The surest sign is an interaction that nobody declares any more. A pact that is only
older than the tests that write it may be right all the same: that is a hint.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from contract_kit.audit.audited_pacts import AuditedPact
from contract_kit.audit.findings import AuditFinding, Fault
from contract_kit.audit.git_queries import GitHistory

_AGAIN = "let the consumer's contract tests write it anew"
_CODE = (
    *(".cs", ".dart", ".ex", ".exs", ".go", ".groovy", ".java", ".js", ".jsx", ".kt"),
    *(".kts", ".mjs", ".php", ".py", ".rb", ".rs", ".scala", ".swift", ".ts", ".tsx"),
)
_LITERAL = re.compile(
    r'"((?:[^"\\\n]|\\.)*)"|' + r"'((?:[^'\\\n]|\\.)*)'" + r"|`((?:[^`\\]|\\.)*)`"
)
_JOINED = re.compile(r"([\"'])\s*[+.]?\s*\n\s*[+.]?\s*[frFR]?\1")
# What f-strings, templates, formats and interpolation leave open.
_HOLE = re.compile(r"\$?\{[^{}]*\}|#\{[^{}]*\}|%[sdvq]|\$\w+")
# Where tests make up more descriptions than this, nothing can be concluded.
_KNOWN = 0.5


def stale_pacts(
    pacts: Sequence[AuditedPact], history: GitHistory
) -> Iterator[AuditFinding]:
    """List interactions that nobody declares any more, and pacts older than tests."""
    for pact in pacts:
        home = _home(pact.consumer, history.tracked)
        code = [name for name in history.tracked if name.startswith(home)]
        texts = {name: history.text_of(name) for name in code if _is_code(name)}
        yield from _undeclared(pact, texts.values())
        yield from _older(pact, home, texts, history)


def _undeclared(pact: AuditedPact, texts: Iterable[str]) -> Iterator[AuditFinding]:
    literals = {literal for text in texts for literal in _literals(text)}
    templates = [_template(one) for one in literals if _HOLE.search(one)]
    gone = [
        one
        for one in pact.interactions
        if one.description not in literals
        and not any(form.fullmatch(one.description) for form in templates)
    ]
    if len(gone) < len(pact.interactions) * _KNOWN:
        for interaction in gone:
            yield pact.finding(
                Fault.UNDECLARED,
                f"no code of {pact.consumer} declares this any more",
                f"{_AGAIN}, into an empty folder",
                interaction,
            )


def _literals(text: str) -> Iterator[str]:
    for found in _LITERAL.finditer(_JOINED.sub("", text)):
        yield next((part for part in found.groups() if part is not None), "")


def _template(literal: str) -> re.Pattern[str]:
    fixed = _HOLE.split(literal)
    # With next to nothing fixed it would fit anything.
    is_specific = len("".join(fixed).split()) > 1
    return re.compile(".*".join(map(re.escape, fixed)) if is_specific else "(?!)")


def _older(
    pact: AuditedPact, home: str, texts: dict[str, str], history: GitHistory
) -> Iterator[AuditFinding]:
    words = {one.description for one in pact.interactions}
    sources = [
        name for name, text in texts.items() if any(one in text for one in words)
    ]
    if not sources and home:
        sources = [home]
    written = history.last_commit([pact.path.resolve()])
    changed = history.last_commit(sources) if sources else None
    if written is None or changed is None or history.is_changed(pact.path.resolve()):
        return
    if changed.seconds > written.seconds:
        yield pact.finding(
            Fault.STALE,
            f"is of {written.day}, and {pact.consumer} has changed on {changed.day} "
            f"({changed.name})",
            f"{_AGAIN}: the same bytes are no news",
        )


def _home(consumer: str, names: Sequence[str]) -> str:
    """Find the folder that is called like the consumer; the whole repository else."""
    wanted = _letters(consumer)
    folders = {str(one) for name in names for one in PurePosixPath(name).parents}
    found = [one for one in folders if _letters(PurePosixPath(one).name) == wanted]
    return f"{min(found, key=len)}/" if found else ""


def _is_code(name: str) -> bool:
    return name.endswith(_CODE)


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
