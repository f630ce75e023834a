"""Which modules are clients, and whose, as the settings say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from contract_kit.client_mutation.measurement import ConsumerClients
from contract_kit.client_mutation.sites import sites_in
from contract_kit.existing_paths import existing_path, python_modules_in
from contract_kit.settings import Settings


class UnknownClient(Exception):
    """A module is no client of any consumer, or there are no clients at all."""


def consumers_in(settings: Settings) -> list[ConsumerClients]:
    """List the consumers that name clients; raise `UnknownClient` where none does."""
    found = [
        ConsumerClients(
            each.name, tuple(each.test_modules()), tuple(_modules(each.clients))
        )
        for each in settings.consumers.values()
        if each.clients
    ]
    if not found:
        raise UnknownClient(
            "No clients are known: name them as the `clients` of a consumer in "
            "[tool.contract-kit.consumers]."
        )
    return found


def chosen_clients(
    consumers: Iterable[ConsumerClients], modules: Sequence[Path]
) -> list[ConsumerClients]:
    """Keep these modules alone, all where none is named; raise `UnknownClient`."""
    known = list(consumers)
    wanted = {existing_path(module).resolve() for module in modules}
    clients = {client.resolve() for each in known for client in each.clients}
    for module in sorted(wanted - clients):
        raise UnknownClient(
            f"{module} is no client of any consumer: name it among the `clients` of "
            "its consumer in [tool.contract-kit.consumers]."
        )
    kept = [replace(each, clients=tuple(_kept(each.clients, wanted))) for each in known]
    return [each for each in kept if each.clients]


def _modules(paths: Iterable[Path]) -> Iterator[Path]:
    """Take what is named, and in a folder each module that has a site."""
    for path in paths:
        for module in python_modules_in([path]):
            if module == path or sites_in(module.read_text("utf-8")):
                yield module


def _kept(clients: Iterable[Path], wanted: set[Path]) -> Iterator[Path]:
    return (each for each in clients if not wanted or each.resolve() in wanted)
