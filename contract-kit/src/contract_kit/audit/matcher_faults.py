"""Finds matchers that accept too much, and those that never get to match anything."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from contract_kit.audit.audited_pacts import AuditedPact
from contract_kit.audit.findings import AuditFinding, Fault
from contract_kit.audit.interaction_parts import PARTS, content_of, is_json, part_of
from contract_kit.audit.regular_expressions import is_anchored, takes_nothing
from contract_kit.pact_files import Interaction
from contract_kit.quality.vague_matchers import vague_matchers

Json = Mapping[str, Any]
_STEP = re.compile(r"\.([^.\[\]]+)|\[['\"]((?:[^'\"\\]|\\.)*)['\"]\]|\[(\d+|\*)\]")
# Version 2 writes `$.query.size[0]`, and the bracket at its end may be lost.
_NUMBERED = re.compile(r"\[(?:\d+|\*)\]?$")
# An empty list is a finding of its own, and a whole object under one rule is the habit
# of other languages: each member is still demanded, with its type.
_REPORTED_ELSEWHERE = frozenset({"list", "inside"})


def matcher_faults(pact: AuditedPact) -> Iterator[AuditFinding]:
    """List the matchers of a pact that do not do what they seem to do."""
    for interaction in pact.interactions:
        for name in PARTS:
            for category, place, matchers in _rules(part_of(interaction, name)):
                part = part_of(interaction, name)
                where = f"{name} {category} {place}".strip()
                yield from _unreachable(
                    pact, interaction, part, (category, place), where
                )
                for matcher in matchers:
                    yield from _regex(pact, interaction, matcher, where)
                    yield from _empty(
                        pact, interaction, part, (category, place), matcher, where
                    )
        yield from _vague(pact, interaction)


def _rules(part: Json) -> Iterator[tuple[str, str, list[Json]]]:
    for category, rules in part.get("matchingRules", {}).items():
        if "matchers" in rules:
            yield category, "", rules["matchers"]
        else:
            for place, rule in rules.items():
                yield category, place, rule["matchers"]


def _unreachable(
    pact: AuditedPact,
    interaction: Interaction,
    part: Json,
    spot: tuple[str, str],
    where: str,
) -> Iterator[AuditFinding]:
    category, place = spot
    if not _is_there(part, category, place):
        yield pact.finding(
            Fault.UNREACHABLE,
            "is the place of a matcher, and the example has no such place, so that "
            "nothing is ever matched",
            "correct the path, or give the example what the matcher speaks of",
            *(interaction, where),
        )


def _is_there(part: Json, category: str, place: str) -> bool:
    match category:
        case "header":
            names = {name.lower() for name in part.get("headers", {})}
            return _NUMBERED.sub("", place).lower() in names
        case "query":
            return _NUMBERED.sub("", place) in part.get("query", {})
        case "body" if "body" not in part or content_of(part) in (None, ""):
            return False
        case "body" if is_json(part):
            return bool(_examples(content_of(part), place))
    return True


def _examples(content: Any, place: str) -> list[Any]:
    """Find all values of an example at the path of a rule."""
    found = [content]
    for name, quoted, index in _STEP.findall(place):
        step = name or re.sub(r"\\(.)", r"\1", quoted) or index
        found = [inner for value in found for inner in _inside(value, step)]
    return found


def _inside(value: Any, step: str) -> list[Any]:
    if isinstance(value, dict):
        if step == "*":
            return list(value.values())
        return [value[step]] if step in value else []
    if isinstance(value, list):
        if step == "*":
            return value
        return [value[int(step)]] if step.isdigit() and int(step) < len(value) else []
    return []


def _regex(
    pact: AuditedPact, interaction: Interaction, matcher: Json, where: str
) -> Iterator[AuditFinding]:
    if matcher["match"] != "regex":
        return
    expression = str(matcher.get("regex", ""))
    if not is_anchored(expression):
        yield pact.finding(
            Fault.UNANCHORED,
            f"/{expression}/ accepts whatever merely contains a match",
            f"begin it with ^ and end it with $: {pact.language.pattern}",
            *(interaction, where),
        )
    elif takes_nothing(expression):
        yield pact.finding(
            Fault.VAGUE,
            f"/{expression}/ accepts the empty text",
            "demand something: ^.+$, or what the consumer can read",
            *(interaction, where),
        )


def _empty(
    pact: AuditedPact,
    interaction: Interaction,
    part: Json,
    spot: tuple[str, str],
    matcher: Json,
    where: str,
) -> Iterator[AuditFinding]:
    category, place = spot
    if category != "body" or matcher["match"] != "type" or not is_json(part):
        return
    for example in _examples(content_of(part), place)[:1]:
        if example in ([], {}) and not isinstance(example, bool):
            yield pact.finding(
                Fault.EMPTY_EXAMPLE,
                f"the example is {example!r}, so that anything may be inside",
                "give the example an entry with all that is read: "
                f"{pact.language.filled_list}; and expect the empty one by a second "
                "interaction, in a state of its own",
                *(interaction, where),
            )
        elif example is None:
            yield pact.finding(
                Fault.EMPTY_EXAMPLE,
                "the example is null, so that only null is ever accepted",
                "write two interactions in two states: one with a value, one with null",
                *(interaction, where),
            )
        elif isinstance(example, list) and not matcher.get("min"):
            yield pact.finding(
                Fault.EMPTY_EXAMPLE,
                "accepts an empty list, in which nothing is checked",
                f"demand an entry: {pact.language.filled_list}",
                *(interaction, where),
            )


def _vague(pact: AuditedPact, interaction: Interaction) -> Iterator[AuditFinding]:
    blank: list[str] = []
    for found in vague_matchers(interaction):
        where = " ".join(filter(None, (found.part, found.category, found.place)))
        if "empty text" in found.fault:
            blank.append(where)
        elif not _REPORTED_ELSEWHERE & set(found.fault.split()):
            yield pact.finding(
                Fault.VAGUE,
                found.fault,
                f"write one that is narrower, such as {pact.language.whole_number} or "
                f"{pact.language.pattern}",
                *(interaction, where),
            )
    if blank:
        others = f" and {len(blank) - 1} more" * (len(blank) > 1)
        yield pact.finding(
            Fault.BLANK,
            "accepts the empty text",
            f"where the consumer needs one, write {pact.language.pattern}",
            *(interaction, f"{blank[0]}{others}"),
        )
