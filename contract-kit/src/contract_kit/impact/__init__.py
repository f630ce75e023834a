"""Lists who would break if a response lost a field: field → consumers → pages.

Which consumers do, the pacts say. Which of a consumer's pages do, only the project
knows: its function, `impact` in the settings, opens them, and may use `find_pages`.
"""

from contract_kit.impact.pages_by_field import (
    PageApp,
    PagesByField,
    ResponseField,
    UndecidedPage,
    find_pages,
    interactions_on_pages,
)
from contract_kit.impact.project_pages import pages_of_project
from contract_kit.impact.provider_stubs import ProviderStubs
from contract_kit.impact.readers_by_call import call_fields, document
from contract_kit.impact.response_recording import NotVerified, record_responses

__all__ = [
    "ResponseField",
    "NotVerified",
    "PageApp",
    "PagesByField",
    "ProviderStubs",
    "UndecidedPage",
    "call_fields",
    "document",
    "find_pages",
    "interactions_on_pages",
    "pages_of_project",
    "record_responses",
]
