"""Plays providers at their ports until somebody stops it: `product-service=5002`."""

import argparse
import logging
import sys
import threading
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from contract_kit.pact_files import Interaction, pacts_or_exit
from contract_kit.stub.playing import NothingPromised, create_stub, serve


def main(arguments: Sequence[str] | None = None) -> None:
    """Play the providers that are named, and tell of each request and each gap."""
    parser = argparse.ArgumentParser(prog="contract_kit.stub")
    parser.add_argument("providers", nargs="+", metavar="PROVIDER=PORT")
    parser.add_argument("--pacts", type=Path, default=Path("pacts"))
    parser.add_argument("--consumer", action="append", default=[])
    parser.add_argument("--prefer", action="append", default=[])
    chosen = parser.parse_args(arguments)
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    promises = pacts_or_exit(chosen.pacts)
    with ExitStack() as playing, suppress(KeyboardInterrupt):
        for named in chosen.providers:
            provider, _, port = named.partition("=")
            try:
                stub = create_stub(
                    provider, promises, consumers=chosen.consumer, prefer=chosen.prefer
                )
            except NothingPromised as error:
                parser.error(f"{error} Known: {_providers(promises)}.")
            url = playing.enter_context(serve(stub, int(port or 0)))
            sys.stdout.write(f"{provider} is played at {url}\n")
            sys.stdout.flush()
        threading.Event().wait()


def _providers(promises: Iterable[Interaction]) -> str:
    return ", ".join(sorted({promise.provider for promise in promises}))


if __name__ == "__main__":
    main()
