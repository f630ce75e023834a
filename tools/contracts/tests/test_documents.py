"""Every provider's own document is held against what is promised in its name."""

from dataclasses import replace

from contract_kit import read_pacts
from tools.contracts.arrows import PACTS, PROVIDERS
from tools.contracts.documents import (
    disagreements,
    held_documents,
    summary,
    whole_report,
)


def test_documents_of_all_providers_are_held() -> None:
    found = held_documents(read_pacts(PACTS))

    assert sorted(held.provider for held in found) == PROVIDERS
    assert summary(found).startswith(f"{len(read_pacts(PACTS))} promises against 4 ")


def test_promise_that_the_document_does_not_know_is_told() -> None:
    kept, *_ = (one for one in read_pacts(PACTS) if one.provider == "product-service")
    headers = {**kept.response.get("headers", {}), "X-Scent": ["basil"]}
    promise = replace(kept, response={**kept.response, "headers": headers})

    found = held_documents([promise])

    [complaint] = map(str, disagreements(found))
    assert complaint.endswith("X-Scent is promised, and the document does not know it")
    assert f"  {complaint}" in whole_report(found)
