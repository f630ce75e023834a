"""Which pages of the storefront need a field: what `contract-kit impact` asks here."""

from collections.abc import Callable, Mapping, Sequence

from contract_kit.impact import PagesByField, find_pages
from contract_kit.pact_files import Interaction
from storefront import NAME
from tools.impact.in_process_storefront import in_process_storefront
from tools.impact.storefront_requests import PAGE_REQUESTS


def storefront_pages(
    interactions: Sequence[Interaction], call_of: Callable[[Interaction], str]
) -> Mapping[str, PagesByField]:
    """Open every page of the storefront, with every field lost once."""
    storefront = in_process_storefront(interactions)
    return {NAME: find_pages(storefront, PAGE_REQUESTS, call_of)}
