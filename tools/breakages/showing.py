"""Shows breakages to a person: as a list, as a difference, and who has noticed."""

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.breakages.breakage import Breakage
from tools.breakages.verdict import Verdict

_COLOURS = {"+": "\033[32m", "-": "\033[31m", "@": "\033[36m"}
_PLAIN = "\033[0m"


def listed(gallery: Iterable[Breakage]) -> str:
    """Write name and deed of each breakage, one a line."""
    return _table((each.name, each.deed) for each in gallery)


def difference(breakage: Breakage, shop: Path, *, in_colours: bool) -> str:
    """Write what a breakage changes in a copy of the shop."""
    lines = _difference(breakage, shop)
    return "\n".join(_coloured(line) if in_colours else line for line in lines)


def told(breakage: Breakage, verdict: Verdict) -> str:
    """Repeat what the tests say about the promises that were to break."""
    said = (verdict.words_about(each) for each in breakage.caught_by)
    words = list(dict.fromkeys(filter(None, said)))
    if further := len(verdict.red) - len(words):
        words.append(f"Further red tests: {further}")
    return "\n\n".join(words)


def conclusion(breakage: Breakage, verdict: Verdict) -> str:
    """Name the promises that have caught a breakage, or those that let it pass."""
    if passed := verdict.lets_pass(breakage):
        names = "\n".join(f"  {each} ({each.provider})" for each in sorted(passed))
        return (
            f"NOT CAUGHT: `{breakage.name}` passes these promises. Strengthen them, or "
            f"correct tools/breakages:\n{names}"
        )
    return "\n".join(f"Caught by: {each}" for each in breakage.caught_by)


def row(breakage: Breakage, verdict: Verdict) -> str:
    """Write name → caught by, one promise a line."""
    passed = verdict.lets_pass(breakage)
    first, *others = [
        f"NOT CAUGHT by {each}" if each in passed else str(each)
        for each in breakage.caught_by
    ]
    return _table([(breakage.name, first), *(("", other) for other in others)])


def trouble(verdict: Verdict) -> str:
    """Write what is red or unkept where nothing should be."""
    red = [f"{test.name}\n{test.words}" for test in verdict.red]
    unkept = [f"Not kept: {each}" for each in sorted(verdict.broken)]
    return "\n".join([*red, *unkept])


def _difference(breakage: Breakage, shop: Path) -> Iterator[str]:
    for path, (before, after) in breakage.changed_texts(shop).items():
        yield from difflib.unified_diff(
            before.splitlines(), after.splitlines(), path, path, n=2, lineterm=""
        )


def _coloured(line: str) -> str:
    colour = _COLOURS.get(line[:1])
    return f"{colour}{line}{_PLAIN}" if colour else line


def _table(rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{first:24} {second}" for first, second in rows)
