"""Holds recorded traffic against the contracts: what is said, and was never agreed.

A call is contracted when one promise between its caller and its provider agrees with it
in method, route, query, headers and body, and with the answer that came.

Paths are compared by the route they take, so an id in a path may be any. Everywhere
else a value keeps to its rule, and where there is none it is the very value of the
example. So a consumer's test has to use a matcher wherever real values vary; where a
missing one is all that is wrong, the finding says so.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from contract_kit.coverage_report import (
    Arrow,
    Count,
    Coverage,
    Finding,
    write_report,
)
from contract_kit.judge import (
    Mismatch,
    UnknownRule,
    answer_mismatches,
    distance,
    request_mismatches,
)
from contract_kit.pact_files import Interaction, pacts_or_exit
from contract_kit.routes import Routes
from contract_kit.traffic_files import Exchange, Traffic, read_traffic

_NOBODY = "nobody"
_INDEX = re.compile(r"\[\d+\]")
_ONLY_LITERALS = (
    "Only values differ that the contract spells out: use a matcher for them in the "
    "consumer's test."
)


@dataclass(frozen=True)
class _Agreed:
    """A promise, and the route that its request takes where the provider told it."""

    promise: Interaction
    route: str | None


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
    is_part: bool = False,
) -> Coverage:
    """Hold each recorded call against the promises between its two applications.

    `outsiders` are callers that are no applications, such as the tests themselves.
    `is_part` says that only some of the tests ran, which need not call anybody.
    """
    agreed = _by_arrow(promises, traffic.routes)
    verdicts = [
        _judge(exchange, agreed.get(_arrow(exchange), ()))
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
        is_part,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the coverage of a recorded run from the command line."""
    parser = argparse.ArgumentParser(prog="contract_kit.coverage")
    parser.add_argument("--pacts", type=Path, default=Path("pacts"))
    parser.add_argument("--traffic", type=Path, required=True)
    parser.add_argument(
        "--outsider", action="append", default=[], help="a caller without contracts"
    )
    parser.add_argument(
        "--part", action="store_true", help="some tests were left out: allow silence"
    )
    parser.add_argument(
        "--report", type=Path, help="write all of it to this file: as JSON to *.json"
    )
    chosen = parser.parse_args(arguments)
    coverage = measure_coverage(
        pacts_or_exit(chosen.pacts),
        read_traffic(chosen.traffic),
        outsiders=chosen.outsider,
        is_part=chosen.part,
    )
    if chosen.report:
        write_report(coverage, chosen.report)
        sys.stdout.write(f"{coverage.summary(chosen.report)}\n")
    else:
        sys.stdout.write(f"{coverage.text()}\n")
    return coverage.exit_code


def _by_arrow(
    promises: Iterable[Interaction], routes: Mapping[str, Routes]
) -> dict[Arrow, list[_Agreed]]:
    agreed: dict[Arrow, list[_Agreed]] = {}
    for promise in promises:
        method, path = promise.request["method"], promise.request["path"]
        route = routes.get(promise.provider, Routes()).route_of(method, path)
        agreed.setdefault(_along(promise), []).append(_Agreed(promise, route))
    return agreed


def _judge(exchange: Exchange, agreed: Sequence[_Agreed]) -> _Verdict:
    if exchange.consumer is None:
        silence = Mismatch("header X-Consumer", "is missing: nobody says who calls")
        return _Verdict(exchange, mismatches=(silence,))
    if not agreed:
        nothing = Mismatch("contract", "is missing: these two have agreed on nothing")
        return _Verdict(exchange, mismatches=(nothing,))
    likely = [each for each in agreed if _is_likely(each.promise, exchange)]
    kept = tuple(each.promise for each in likely if _is_kept(each, exchange))
    if kept:
        return _Verdict(exchange, kept)
    compared = [(each.promise, _told(_mismatches(each, exchange))) for each in agreed]
    nearest, mismatches = min(compared, key=lambda each: distance(each[1]))
    return _Verdict(exchange, nearest=nearest, mismatches=mismatches)


def _is_likely(promise: Interaction, exchange: Exchange) -> bool:
    """Spare the judge what can be seen from afar: most are about other things."""
    agreed = promise.request["method"], promise.response["status"]
    return agreed == (exchange.request.method, exchange.answer.status)


def _is_kept(agreed: _Agreed, exchange: Exchange) -> bool:
    # The first mismatch is enough: an answer to another question is not even read.
    return next(_mismatches(agreed, exchange), None) is None


def _mismatches(agreed: _Agreed, exchange: Exchange) -> Iterator[Mismatch]:
    both_known = bool(agreed.route and exchange.route)
    try:
        if both_known:
            yield from _route_mismatch(agreed.route, exchange.route)
        promise, asked = agreed.promise, exchange.request
        yield from request_mismatches(promise, asked, path_is_settled=both_known)
        yield from answer_mismatches(promise, exchange.answer)
    except UnknownRule as trouble:
        yield Mismatch("contract", f"cannot be judged: {trouble}")
    for side in exchange.left_out:
        yield Mismatch(f"body of the {side}", "is too long to have been recorded")


def _told(mismatches: Iterable[Mismatch]) -> tuple[Mismatch, ...]:
    """Take one of those that are alike: what every entry of a list lacks is one."""
    first: dict[str, Mismatch] = {}
    for mismatch in mismatches:
        first.setdefault(_anywhere(mismatch), mismatch)
    return tuple(first.values())


def _anywhere(mismatch: Mismatch) -> str:
    return _INDEX.sub("[*]", mismatch.place)


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
            places = tuple(_anywhere(mismatch) for mismatch in verdict.mismatches)
            asked = tuple(sorted(verdict.exchange.request.query))
            key = _arrow(verdict.exchange), _call(verdict.exchange), asked, places
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
