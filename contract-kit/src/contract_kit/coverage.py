"""Holds recorded traffic against the contracts: what is said, and was never agreed.

A call is contracted when one promise between its caller and its provider agrees with it
in method, route, query, headers and body, and with the answer that came.

Paths are compared by the route they take, so an id in a path may be any. Everywhere
else a value keeps to its rule, and where there is none it is the very value of the
example. So a consumer's test has to use a matcher wherever real values vary; where a
missing one is all that is wrong, the finding says so.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from contract_kit.coverage_report import Arrow, Count, Coverage, Finding
from contract_kit.judge import (
    Mismatch,
    UnknownRule,
    answer_mismatches,
    distance,
    request_mismatches,
)
from contract_kit.pact_files import Interaction, read_pacts
from contract_kit.routes import Routes
from contract_kit.traffic_files import Exchange, Traffic, read_traffic

_NOBODY = "nobody"
_ONLY_LITERALS = (
    "Only values differ that the contract spells out: use a matcher for them in the "
    "consumer's test."
)


@dataclass(frozen=True)
class _Verdict:
    """Which promises a call keeps; or the nearest one, and what is different there."""

    exchange: Exchange
    kept: tuple[Interaction, ...] = ()
    nearest: Interaction | None = None
    mismatches: tuple[Mismatch, ...] = ()


def measure_coverage(
    promises: Sequence[Interaction],
    traffic: Traffic,
    *,
    outsiders: Collection[str] = (),
) -> Coverage:
    """Hold each recorded call against the promises between its two applications.

    `outsiders` are callers that are no applications, such as the tests themselves.
    """
    verdicts = [
        _judge(exchange, promises, traffic.routes)
        for exchange in traffic.exchanges
        if exchange.consumer not in outsiders
    ]
    exercised = {id(promise) for verdict in verdicts for promise in verdict.kept}
    never = tuple(each for each in promises if id(each) not in exercised)
    providers = {promise.provider for promise in promises}
    return Coverage(
        _counts(promises, verdicts, never),
        tuple(_findings(verdicts)),
        never,
        tuple(sorted(providers - traffic.routes.keys())),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the coverage of a recorded run from the command line."""
    parser = argparse.ArgumentParser(prog="contract_kit.coverage")
    parser.add_argument("--pacts", type=Path, default=Path("pacts"))
    parser.add_argument("--traffic", type=Path, required=True)
    parser.add_argument("--outsider", action="append", default=[])
    parser.add_argument("--json", type=Path, help="write the result to this file, too")
    chosen = parser.parse_args(arguments)
    coverage = measure_coverage(
        read_pacts(chosen.pacts),
        read_traffic(chosen.traffic),
        outsiders=chosen.outsider,
    )
    if chosen.json:
        chosen.json.write_text(json.dumps(coverage.document(), indent=2), "utf-8")
    sys.stdout.write(f"{coverage.text()}\n")
    return coverage.exit_code


def _judge(
    exchange: Exchange, promises: Sequence[Interaction], routes: Mapping[str, Routes]
) -> _Verdict:
    if exchange.consumer is None:
        silence = Mismatch("header X-Consumer", "is missing: nobody says who calls")
        return _Verdict(exchange, mismatches=(silence,))
    theirs = [promise for promise in promises if _along(promise) == _arrow(exchange)]
    if not theirs:
        nothing = Mismatch("contract", "is missing: these two have agreed on nothing")
        return _Verdict(exchange, mismatches=(nothing,))
    likely = [promise for promise in theirs if _is_likely(promise, exchange)]
    kept = tuple(each for each in likely if not _mismatches(each, exchange, routes))
    if kept:
        return _Verdict(exchange, kept)
    compared = [(each, _mismatches(each, exchange, routes)) for each in theirs]
    nearest, mismatches = min(compared, key=lambda each: distance(each[1]))
    return _Verdict(exchange, nearest=nearest, mismatches=tuple(mismatches))


def _is_likely(promise: Interaction, exchange: Exchange) -> bool:
    """Spare the judge what can be seen from afar: most are about other things."""
    agreed = promise.request["method"], promise.response["status"]
    return agreed == (exchange.request.method, exchange.answer.status)


def _mismatches(
    promise: Interaction, exchange: Exchange, routes: Mapping[str, Routes]
) -> list[Mismatch]:
    method, path = promise.request["method"], promise.request["path"]
    agreed = routes.get(promise.provider, Routes()).route_of(method, path)
    both_known = bool(agreed and exchange.route)
    try:
        return [
            *(_route_mismatch(agreed, exchange.route) if both_known else ()),
            *request_mismatches(promise, exchange.request, path_is_settled=both_known),
            *answer_mismatches(promise, exchange.answer),
            *(
                Mismatch(f"body of the {side}", "is too long to have been recorded")
                for side in exchange.left_out
            ),
        ]
    except UnknownRule as trouble:
        return [Mismatch("contract", f"cannot be judged: {trouble}")]


def _route_mismatch(agreed: str | None, taken: str | None) -> Iterator[Mismatch]:
    if agreed != taken:
        yield Mismatch("path", f"takes the route {taken}, agreed was {agreed}")


def _counts(
    promises: Sequence[Interaction],
    verdicts: Sequence[_Verdict],
    never: Sequence[Interaction],
) -> dict[Arrow, Count]:
    calls = Counter(_arrow(verdict.exchange) for verdict in verdicts)
    contracted = Counter(_arrow(each.exchange) for each in verdicts if each.kept)
    agreed = Counter(_along(promise) for promise in promises)
    unsaid = Counter(_along(promise) for promise in never)
    return {
        arrow: Count(
            calls[arrow],
            contracted[arrow],
            agreed[arrow],
            agreed[arrow] - unsaid[arrow],
        )
        for arrow in sorted(calls.keys() | agreed.keys())
    }


def _findings(verdicts: Sequence[_Verdict]) -> Iterator[Finding]:
    """Tell calls apart by where they differ, lest a thousand ids be as many lines."""
    alike: dict[tuple[object, ...], list[_Verdict]] = {}
    for verdict in verdicts:
        if not verdict.kept:
            places = tuple(mismatch.place for mismatch in verdict.mismatches)
            key = _arrow(verdict.exchange), _call(verdict.exchange), places
            alike.setdefault(key, []).append(verdict)
    for group in alike.values():
        yield _finding(group[0], len(group))


def _finding(verdict: _Verdict, times: int) -> Finding:
    exchange, request = verdict.exchange, verdict.exchange.request
    query = urlencode(request.query, doseq=True)
    only_literals = all(mismatch.is_literal for mismatch in verdict.mismatches)
    return Finding(
        _arrow(exchange),
        _call(exchange),
        f"{request.method} {request.path}{'?' if query else ''}{query}",
        times,
        tuple(str(mismatch) for mismatch in verdict.mismatches),
        verdict.nearest.title if verdict.nearest else None,
        _ONLY_LITERALS if only_literals else None,
    )


def _call(exchange: Exchange) -> str:
    place = exchange.route or exchange.request.path
    return f"{exchange.request.method} {place} {exchange.answer.status}"


def _arrow(exchange: Exchange) -> Arrow:
    return Arrow(exchange.consumer or _NOBODY, exchange.provider)


def _along(promise: Interaction) -> Arrow:
    return Arrow(promise.consumer, promise.provider)


if __name__ == "__main__":
    sys.exit(main())
