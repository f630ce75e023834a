"""Holds the examples of interactions against both documents, as a last net.

Some differences are seen in no schema: security, for one. An interaction that agrees
with the old document and not with the new one is broken by something.
"""

from collections.abc import Iterator, Sequence

from contract_kit.openapi import OpenApiDocument, inconsistencies
from contract_kit.openapi_changes.operation_comparison import Difference
from contract_kit.pact_files import Interaction


def other_inconsistencies(
    old: OpenApiDocument, new: OpenApiDocument, interactions: Sequence[Interaction]
) -> Iterator[Difference]:
    """List what the new document finds wrong with interactions and the old did not."""
    for interaction in interactions:
        known = {one.finding for one in inconsistencies([interaction], old)}
        for one in inconsistencies([interaction], new):
            if one.finding not in known:
                request = interaction.request
                operation = new.operation_of(request["method"], request["path"])
                place = operation or f"{request['method']} {request['path']}"
                sentence = f"{one.finding.part}: {one.finding.sentence}"
                yield Difference(str(place), sentence, (interaction,))
