"""`contract-kit stub`: plays providers at their ports until somebody stops it."""

import logging
import threading
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

import click

from contract_kit.command_options import pacts_option
from contract_kit.commands._usage_errors import Unanswerable
from contract_kit.pact_files import Interaction, pacts_or_exit
from contract_kit.stub import NoInteractions, Stub, create_stub, serve


@click.command("stub")
@click.argument("providers", nargs=-1, required=True, metavar="PROVIDER[=PORT]...")
@pacts_option
@click.option("--consumer", multiple=True, help="Play what this consumer expects.")
@click.option("--prefer", multiple=True, help="A state or description to choose first.")
def command(
    providers: Sequence[str],
    pacts: Path,
    consumer: Sequence[str],
    prefer: Sequence[str],
) -> None:
    """Play providers from the pacts; every request and every gap is printed.

    Anything that no interaction expects is answered with 501 and the nearest ones.
    """
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    interactions = pacts_or_exit(pacts)
    with ExitStack() as playing, suppress(KeyboardInterrupt):
        for named in providers:
            provider, _, port = named.partition("=")
            stub = _stub(provider, interactions, consumer, prefer)
            url = playing.enter_context(serve(stub, _port(named, port)))
            click.echo(f"{provider} is played at {url}")
        threading.Event().wait()


def _stub(
    provider: str,
    interactions: Sequence[Interaction],
    consumers: Sequence[str],
    prefer: Sequence[str],
) -> Stub:
    try:
        return create_stub(provider, interactions, consumers=consumers, prefer=prefer)
    except NoInteractions as error:
        raise Unanswerable(f"{error} Known: {_providers(interactions)}.") from None


def _port(named: str, port: str) -> int:
    if port and not port.isdecimal():
        raise Unanswerable(f"{named!r} names no port: write PROVIDER=5002.")
    return int(port or 0)


def _providers(interactions: Iterable[Interaction]) -> str:
    return ", ".join(sorted({interaction.provider for interaction in interactions}))
