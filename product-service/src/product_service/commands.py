"""What is done from the command line: filling the catalogue, and tidying up."""

import sys
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from product_service.config import current_settings
from product_service.errors import FeedBroken
from product_service.feed_import import Tally, import_feed
from product_service.feed_parser import FeedProduct, read_feed
from product_service.initial_catalogue import (
    has_products,
    insert_missing,
    read_initial_catalogue,
)
from product_service.reservations import expire_reservations
from service_kit.clock import now
from service_kit.periodic_process import run_periodically

catalogue_commands = AppGroup("catalogue", help="Fill the catalogue.")


@catalogue_commands.command()
@click.option("--if-empty", is_flag=True, help="Only where nothing was ever sold.")
def stock(if_empty: bool) -> None:
    """Put in the shop's own catalogue; products that are there stay as they are."""
    if if_empty and has_products():
        click.echo("The shelves have been filled before.")
        return
    stocked = insert_missing(read_initial_catalogue(_currency()))
    total = stocked.new + stocked.kept
    click.echo(f"{total} products: {stocked.new} new, {stocked.kept} there already")


@catalogue_commands.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_file(file: Path) -> None:
    """Take in a products feed of the DummyJSON shape, whole or not at all."""
    try:
        tally = _imported(read_feed(file))
    except FeedBroken as error:
        raise click.ClickException(f"{file}: {error} Nothing was changed.") from None
    click.echo(
        f"{tally.total} products: {tally.new} new, {tally.changed} changed, "
        f"{tally.unchanged} unchanged"
    )


@click.command("expire-reservations")
@click.option("--every", type=click.FloatRange(min=0.1), help="Go on, in such seconds.")
@with_appcontext
def expire_overdue(every: float | None) -> None:
    """Release the reservations whose time is over."""
    if every is None:
        click.echo(f"{expire_reservations(now())} reservations released")
    else:
        run_periodically(lambda _should_end: expire_reservations(now()), every)


def _imported(feed: list[FeedProduct]) -> Tally:
    with click.progressbar(length=len(feed), label="Import", file=sys.stderr) as bar:
        return import_feed(feed, _currency(), tick=lambda: bar.update(1))


def _currency() -> str:
    return current_settings().currency
