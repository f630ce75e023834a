"""Prints named faults: as a list, as a difference, and who has caught one."""

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from testing.faults.contract_results import ContractResults
from testing.faults.edit import changed_texts
from testing.faults.fault import Fault

_COLOURS = {"+": "\033[32m", "-": "\033[31m", "@": "\033[36m"}
_PLAIN = "\033[0m"


def fault_list(faults: Iterable[Fault]) -> str:
    """Write name and description of each fault, one a line."""
    return _table((each.name, each.description) for each in faults)


def difference(fault: Fault, shop: Path, *, in_colours: bool) -> str:
    """Write what a fault changes in a copy of the shop."""
    lines = _difference(fault, shop)
    return "\n".join(_coloured(line) if in_colours else line for line in lines)


def failures(fault: Fault, results: ContractResults) -> str:
    """Return what the tests report about the interactions that were to break."""
    found = (results.message_about(each) for each in fault.caught_by)
    messages = list(dict.fromkeys(filter(None, found)))
    if further := len(results.failed) - len(messages):
        messages.append(f"Further failed tests: {further}")
    return "\n\n".join(messages)


def conclusion(fault: Fault, results: ContractResults) -> str:
    """Name the interactions that have caught a fault, or those that let it pass."""
    if passed := results.not_caught(fault):
        names = "\n".join(f"  {each} ({each.provider})" for each in sorted(passed))
        return (
            f"NOT CAUGHT: `{fault.name}` passes these interactions. Strengthen them, "
            f"or correct testing/faults:\n{names}"
        )
    return "\n".join(f"Caught by: {each}" for each in fault.caught_by)


def row(fault: Fault, results: ContractResults) -> str:
    """Write name → caught by, one interaction a line."""
    passed = results.not_caught(fault)
    first, *others = [
        f"NOT CAUGHT by {each}" if each in passed else str(each)
        for each in fault.caught_by
    ]
    return _table([(fault.name, first), *(("", other) for other in others)])


def trouble(results: ContractResults) -> str:
    """Write what has failed where nothing should."""
    failed = [f"{test.name}\n{test.message}" for test in results.failed]
    broken = [f"Not kept: {each}" for each in sorted(results.broken)]
    return "\n".join([*failed, *broken])


def _difference(fault: Fault, shop: Path) -> Iterator[str]:
    for path, (before, after) in changed_texts(shop, fault.edits).items():
        yield from difflib.unified_diff(
            before.splitlines(), after.splitlines(), path, path, n=2, lineterm=""
        )


def _coloured(line: str) -> str:
    colour = _COLOURS.get(line[:1])
    return f"{colour}{line}{_PLAIN}" if colour else line


def _table(rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{first:24} {second}" for first, second in rows)
