"""Makes sure that pact's verifier has really compared every response."""

from collections.abc import Mapping, Sequence
from typing import Any


class NotVerified(RuntimeError):
    """The verifier has reported nothing about a response."""


def demand_results(wanted: int, results: Sequence[Mapping[str, Any]]) -> None:
    """Raise `NotVerified` unless each of so many answers was really looked at.

    What failed on its way looks like a failed interaction otherwise, and a contract
    that noticed nothing would seem strong.
    """
    if len(results) != wanted:
        raise NotVerified(f"Only {len(results)} of {wanted} responses were compared.")
    for result in results:
        mismatch = result.get("mismatch", {})
        if mismatch.get("type") == "error":
            raise NotVerified(
                f"A response was not compared: {mismatch.get('message')}."
            )
