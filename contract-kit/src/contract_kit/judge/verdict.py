"""The verdict: all that keeps an exchange from being what an interaction promises."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contract_kit.judge.bodies import compare_body
from contract_kit.judge.exchange import Answer, Request
from contract_kit.judge.headers import compare_headers
from contract_kit.judge.matchers import text_fault
from contract_kit.judge.mismatch import (
    Mismatch,
    UnknownRule,
    against_rule,
    other_value,
)
from contract_kit.judge.paths import same_path
from contract_kit.judge.rules import named_rules, path_ruling
from contract_kit.judge.texts import compare_parameters
from contract_kit.pact_files import Interaction


def request_mismatches(
    interaction: Interaction, request: Request, *, path_is_settled: bool = False
) -> list[Mismatch]:
    """List what keeps a request from being the one that was agreed.

    `path_is_settled` says that the caller has compared the path already, by its route.
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
        *compare_body(agreed, request.headers, request.body, allows_more=False),
    ]


def answer_mismatches(interaction: Interaction, answer: Answer) -> list[Mismatch]:
    """List what keeps an answer from being the one that was promised."""
    promised = interaction.response
    rulings = named_rules(promised, "header")
    return [
        *_compare_status(promised, answer),
        *compare_headers(promised.get("headers", {}), answer.headers, rulings),
        *compare_body(promised, answer.headers, answer.body, allows_more=True),
    ]


def distance(mismatches: Sequence[Mismatch]) -> tuple[bool, bool, int]:
    """Tell how far an exchange is from an interaction; the least is the nearest.

    One about another address is farther away than one with another outcome.
    """
    places = {mismatch.place for mismatch in mismatches}
    return bool(places & {"method", "path"}), "status" in places, len(mismatches)


def _compare_method(agreed: Mapping[str, Any], request: Request) -> Iterator[Mismatch]:
    if agreed["method"].upper() != request.method.upper():
        yield Mismatch("method", f"is {request.method}, agreed was {agreed['method']}")


def _compare_path(agreed: Mapping[str, Any], request: Request) -> Iterator[Mismatch]:
    ruling = path_ruling(agreed)
    if ruling is None and not same_path(agreed["path"], request.path):
        yield other_value("path", agreed["path"], request.path)
    for matcher in ruling.matchers if ruling else ():
        if fault := text_fault(matcher, agreed["path"], request.path):
            yield against_rule("path", request.path, fault)


def _compare_status(promised: Mapping[str, Any], answer: Answer) -> Iterator[Mismatch]:
    if promised.get("matchingRules", {}).get("status"):
        raise UnknownRule("The judge knows no rules about the status.")
    if promised["status"] != answer.status:
        yield Mismatch(
            "status", f"is {answer.status}, promised was {promised['status']}"
        )
