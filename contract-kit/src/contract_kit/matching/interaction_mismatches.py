"""All that keeps a request or a response from being what an interaction expects."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contract_kit.matching.actual_messages import ActualRequest, ActualResponse
from contract_kit.matching.bodies import compare_body
from contract_kit.matching.headers import compare_headers
from contract_kit.matching.matcher_checks import text_fault
from contract_kit.matching.matching_rules import named_rules, path_ruling
from contract_kit.matching.mismatch import (
    Mismatch,
    against_rule,
    other_value,
)
from contract_kit.matching.status_codes import compare_status
from contract_kit.matching.text_values import compare_parameters
from contract_kit.matching.url_paths import same_path
from contract_kit.pact_files import Interaction


def request_mismatches(
    interaction: Interaction,
    request: ActualRequest,
    *,
    path_is_settled: bool = False,
    strict: bool = False,
) -> list[Mismatch]:
    """List what keeps a request from being the one that was agreed.

    `path_is_settled` says that the caller has compared the path already, by its route;
    `strict` refuses also what pact's engine refuses and its specification allows.
    """
    agreed = interaction.request
    rulings = named_rules(agreed, "header")
    return [
        *_compare_method(agreed, request),
        *(() if path_is_settled else _compare_path(agreed, request)),
        *compare_parameters(
            "query",
            agreed.get("query", {}),
            request.query,
            named_rules(agreed, "query"),
        ),
        *compare_headers(agreed.get("headers", {}), request.headers, rulings),
        *compare_body(
            agreed, request.headers, request.body, allows_more=False, strict=strict
        ),
    ]


def response_mismatches(
    interaction: Interaction, response: ActualResponse, *, strict: bool = False
) -> list[Mismatch]:
    """List what keeps a response from being the expected one; `strict` as above."""
    expected = interaction.response
    rulings = named_rules(expected, "header")
    return [
        *compare_status(expected, response.status),
        *compare_headers(expected.get("headers", {}), response.headers, rulings),
        *compare_body(
            expected, response.headers, response.body, allows_more=True, strict=strict
        ),
    ]


def distance(mismatches: Sequence[Mismatch]) -> tuple[bool, bool, int]:
    """Return how far an exchange is from an interaction; the least is the nearest.

    One about another address is farther away than one with another outcome.
    """
    places = {mismatch.place for mismatch in mismatches}
    return bool(places & {"method", "path"}), "status" in places, len(mismatches)


def _compare_method(
    agreed: Mapping[str, Any], request: ActualRequest
) -> Iterator[Mismatch]:
    if agreed["method"].upper() != request.method.upper():
        yield Mismatch("method", f"is {request.method}, agreed was {agreed['method']}")


def _compare_path(
    agreed: Mapping[str, Any], request: ActualRequest
) -> Iterator[Mismatch]:
    ruling = path_ruling(agreed)
    if ruling is None and not same_path(agreed["path"], request.path):
        yield other_value("path", agreed["path"], request.path)
    for matcher in ruling.matchers if ruling else ():
        if fault := text_fault(matcher, agreed["path"], request.path):
            yield against_rule("path", request.path, fault)
