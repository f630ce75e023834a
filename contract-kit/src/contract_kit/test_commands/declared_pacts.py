"""Lets a command declare what its consumer expects, and finds what nobody needs.

After it has passed it runs once more for every expected field, while the preload keeps
this field from the client. A command that still passes does not use the field.
"""

import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from contract_kit.pact_files import Integration, Interaction, read_pacts
from contract_kit.quality.actual_response_fields import ActualField
from contract_kit.test_commands.command_run import (
    CALLS,
    DROP,
    OUTPUT,
    ConsumerCommand,
    demand_packages,
    run_command,
)
from contract_kit.test_commands.expected_exchanges import (
    ExpectedExchange,
    expected_exchanges,
    wrong_counts,
)
from contract_kit.test_commands.normalised_pacts import normalise_folder


@dataclass(frozen=True)
class DeclaredPacts:
    """What came of a command: what is to be mended, and how many fields are unused."""

    complaints: tuple[str, ...] = ()
    unused: Counter[Integration] = field(default_factory=Counter)


def declare_pacts(command: ConsumerCommand, output: Path) -> DeclaredPacts:
    """Run a command that writes its pacts, and calls once for each interaction.

    Raises `CommandUnavailable` and `UnreadablePact`.
    """
    with tempfile.TemporaryDirectory() as name:
        calls = Path(name) / "calls"
        written = write_pacts(command, output, {CALLS: str(calls)})
        if written.complaints:
            return written
        exchanges = expected_exchanges(_interactions(command, output))
        wrong = wrong_counts(exchanges, _read(calls))
        return DeclaredPacts(tuple(f"{command.consumer}: {text}." for text in wrong))


def write_pacts(
    command: ConsumerCommand, output: Path, variables: Mapping[str, str] | None = None
) -> DeclaredPacts:
    """Run a command that writes its pacts, and do no more."""
    demand_packages(command)
    output.mkdir(parents=True, exist_ok=True)
    orders = {OUTPUT: str(output), **(variables or {})}
    done = run_command(command, command.test, orders)
    if not done.has_passed:
        return _wrong(command, f"failed:\n{done.output}")
    normalise_folder(output)
    if _interactions(command, output):
        return DeclaredPacts()
    return _wrong(
        command,
        f"wrote no pact of {command.consumer}: its tests write it into the folder that "
        f"{OUTPUT} names.",
    )


def find_unused_fields(command: ConsumerCommand, pacts: Path) -> DeclaredPacts:
    """Leave out each field that the pacts of a consumer expect: the command fails."""
    exchanges = expected_exchanges(_interactions(command, pacts))
    cases = [(exchange, each) for exchange in exchanges for each in exchange.fields()]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(lambda case: _without(command, *case), cases))
    unused = [
        case for case, (is_unused, _) in zip(cases, found, strict=True) if is_unused
    ]
    return DeclaredPacts(
        tuple(sentence for _, sentence in found if sentence),
        Counter(
            Integration(each.consumer, each.provider)
            for exchange, _ in unused
            for each in exchange.interactions
        ),
    )


def _wrong(command: ConsumerCommand, text: str) -> DeclaredPacts:
    return DeclaredPacts((f"{command.consumer}: `{command.test}` {text}",))


def _without(
    command: ConsumerCommand, exchange: ExpectedExchange, lost: ActualField
) -> tuple[bool, str]:
    """Return whether nobody needs a field, and the sentence about that."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        orders = {
            OUTPUT: str(place / "pacts"),
            CALLS: str(place / "calls"),
            DROP: exchange.order(lost),
        }
        (place / "pacts").mkdir()
        done = run_command(command, command.test, orders)
        was_lost = any(call["dropped"] for call in _read(place / "calls"))
    if not was_lost:
        return False, (
            f"{command.consumer}: {lost} of {exchange} could not be left out, so "
            "nobody knows whether it is read: give each matcher an example."
        )
    if not done.has_passed:
        return False, ""
    return True, (
        f"{command.consumer}: `{command.test}` passes although the provider forgets "
        f"{lost} of {exchange}. Stop expecting it, or assert what the client makes "
        "of it."
    )


def _interactions(command: ConsumerCommand, folder: Path) -> list[Interaction]:
    return [one for one in read_pacts(folder) if one.consumer == command.consumer]


def _read(calls: Path) -> Iterator[dict[str, Any]]:
    if calls.exists():
        yield from map(json.loads, calls.read_text("utf-8").splitlines())
