"""What can be checked of contracts without running them: lint of pacts and of code."""

from collections.abc import Collection, Iterator

from contract_kit.pact_files import Integration, integration_of, read_all_interactions
from contract_kit.provider.registered_state_names import states_in
from contract_kit.quality.import_ban import pact_uses
from contract_kit.quality.lint import lint
from contract_kit.quality.unread_dataclass_fields import unread_fields
from contract_kit.settings import Settings


def complaints_about_sources(settings: Settings) -> list[str]:
    """List what is wrong with the pacts and with the code around them."""
    return [*_lint(settings), *_unread(settings), *_raw(settings)]


def expected_integrations(settings: Settings) -> Collection[Integration]:
    """Return the integrations that are listed; without a list, those with a pact."""
    found = {integration_of(each) for each in read_all_interactions(settings.pacts)}
    return settings.integrations or sorted(found)


def _lint(settings: Settings) -> Iterator[str]:
    services = settings.services.values()
    states = {service.name: states_in(service.states) for service in services}
    expected = expected_integrations(settings)
    found = lint(settings.pacts, states, expected, spared=settings.spared_secrets)
    yield from map(str, found)


def _unread(settings: Settings) -> Iterator[str]:
    for consumer in settings.consumers.values():
        if consumer.readers:
            yield from map(str, unread_fields(consumer.readers, consumer.packages))


def _raw(settings: Settings) -> Iterator[str]:
    found = pact_uses([settings.root], allowed=settings.raw_pact_allowed)
    yield from map(str, found)
