"""What is done from the command line: settling orders, and comparing the books."""

import json
import logging
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError

from order_service.mismatches import Mismatch, Remedy
from order_service.reconciliation import compare_books, mend
from order_service.states import GIVE_UP_AFTER
from order_service.sweeping import backlog, sweep
from service_kit.http_client import CallFailed
from service_kit.periodic_process import ShouldEnd, run_periodically

_NOTHING_KNOWN = 2
_SECONDS_BETWEEN_ROUNDS = 0.2
_SECONDS_BETWEEN_FIGURES = 60.0
log = logging.getLogger(__name__)


@click.command("sweep")
@click.option("--once", is_flag=True, help="One round, instead of going on for ever.")
@with_appcontext
def sweep_orders(once: bool) -> None:
    """Settle the orders that wait; several of these may run."""
    if once:
        driven = sweep(lambda: False)
        click.echo(f"Driven: {driven}. {_unfinished()}")
    else:
        run_periodically(_Round(), _SECONDS_BETWEEN_ROUNDS)


@click.command("reconcile")
@click.option("--release", is_flag=True, help="Mend what can be mended safely.")
@click.option("--json", "report", type=click.Path(path_type=Path), help="A report.")
@with_appcontext
def reconcile(release: bool, report: Path | None) -> None:
    """Compare orders, reservations and payments; ends with 1 while any do not agree.

    2 means that a service does not answer, and nothing is known.
    """
    try:
        found = compare_books()
        mended = [mismatch for mismatch in found if release and mend(mismatch)]
        remaining = compare_books() if mended else found
    except (CallFailed, DBAPIError) as error:
        click.echo(f"The books cannot be compared: {error}", err=True)
        sys.exit(_NOTHING_KNOWN)
    if report is not None:
        report.write_text(_report(remaining, mended))
    for line in _table(remaining, mended):
        click.echo(line)
    sys.exit(1 if remaining else 0)


class _Round:
    """One round after the other, with a figure in the log from time to time."""

    def __init__(self) -> None:
        self._figures_at = time.monotonic()

    def __call__(self, should_end: ShouldEnd) -> None:
        sweep(should_end)
        if time.monotonic() >= self._figures_at:
            self._figures_at = time.monotonic() + _SECONDS_BETWEEN_FIGURES
            _note_figures()


def _note_figures() -> None:
    unfinished = backlog()
    is_late = unfinished.oldest > GIVE_UP_AFTER
    log.log(
        logging.WARNING if is_late else logging.INFO,
        "The oldest unfinished order is %d seconds old.",
        unfinished.oldest.total_seconds(),
        extra={
            "unfinished_orders": unfinished.orders,
            "oldest_unfinished_seconds": int(unfinished.oldest.total_seconds()),
        },
    )


def _unfinished() -> str:
    unfinished = backlog()
    seconds = int(unfinished.oldest.total_seconds())
    return f"Unfinished: {unfinished.orders}, the oldest for {seconds} seconds."


def _report(remaining: Sequence[Mismatch], mended: Sequence[Mismatch]) -> str:
    lists = {"mismatches": remaining, "mended": mended}
    written = {name: [asdict(one) for one in ones] for name, ones in lists.items()}
    return json.dumps(written, indent=2) + "\n"


def _table(remaining: Sequence[Mismatch], mended: Sequence[Mismatch]) -> Iterator[str]:
    for mismatch in mended:
        yield _row(_OUTCOMES[mismatch.remedy], mismatch)
    for mismatch in remaining:
        yield _row("open", mismatch)
    if remaining:
        yield f"{len(remaining)} mismatches remain."
    else:
        yield "Orders, reservations and payments agree."


def _row(outcome: str, mismatch: Mismatch) -> str:
    name = mismatch.number or mismatch.order_id
    return f"{outcome:<6}  {mismatch.kind:<20}  {name:<32}  {mismatch.sentence}"


_OUTCOMES = {Remedy.UNDO: "undone", Remedy.WAKE: "woken", None: ""}
