"""Compares the status of a response: with one, with a class of them, or by a rule."""

from collections.abc import Iterator, Mapping
from typing import Any

from contract_kit.matching.matcher_checks import value_fault
from contract_kit.matching.matching_rules import WrittenMatcher, status_ruling
from contract_kit.matching.mismatch import Mismatch, UnknownRule

STATUS_CLASSES = {
    "info": range(100, 200),
    "success": range(200, 300),
    "redirect": range(300, 400),
    "clientError": range(400, 500),
    "serverError": range(500, 600),
    "nonError": range(100, 400),
    "error": range(400, 600),
}


def compare_status(expected: Mapping[str, Any], status: int) -> Iterator[Mismatch]:
    """Compare a status with what a response is expected to have."""
    ruling = status_ruling(expected)
    if ruling is None and expected["status"] != status:
        yield Mismatch("status", f"is {status}, expected was {expected['status']}")
    for matcher in ruling.matchers if ruling else ():
        if fault := _fault(matcher, expected["status"], status):
            yield Mismatch("status", f"is {status}, which {fault}")


def allows_status(expected: Mapping[str, Any], status: int) -> bool:
    """Return whether a response may have a status."""
    return not any(compare_status(expected, status))


def statuses_of(matcher: WrittenMatcher) -> range | list[int]:
    """Return which statuses a rule allows."""
    allowed = matcher["status"]
    if isinstance(allowed, list):
        return allowed
    if allowed not in STATUS_CLASSES:
        raise UnknownRule(f"The class of statuses {allowed!r} is not supported.")
    return STATUS_CLASSES[allowed]


def _fault(matcher: WrittenMatcher, agreed: int, status: int) -> str | None:
    if matcher["match"] != "statusCode":
        return value_fault(matcher, agreed, status)
    if status in statuses_of(matcher):
        return None
    return f"is no {matcher['status']}"
