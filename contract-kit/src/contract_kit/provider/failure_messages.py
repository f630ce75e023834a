"""Turns what pact's core reports about a failed interaction into words."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from contract_kit.consumer.matchers import IN_WORDS
from contract_kit.pact_files import Interaction
from contract_kit.provider.states import StateProblem

_STATE_FAILED = "state change handlers has failed"
_NO_ANSWER = "error sending request"
_DURATION = re.compile(r"([0-9.]+) ?(ms|us|µs|ns|m|s|h)")
_UNITS = {"h": 3600, "m": 60, "s": 1, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}
_EXPRESSION = re.compile(r"\$\{(\w+)\}")
# In the order in which they are shown: a wrong status explains most of the rest.
_PLACES = {
    "StatusMismatch": "status",
    "HeaderMismatch": "header {key}",
    "BodyTypeMismatch": "body",
    "BodyMismatch": "body {path}",
    "MetadataMismatch": "metadata {key}",
}
_ORDER = list(_PLACES)


def in_words(
    result: Mapping[str, Any],
    patience: float,
    problems: Iterable[StateProblem] = (),
) -> tuple[str, ...]:
    """Return what is wrong with a verified interaction; nothing where it is kept."""
    if result["result"] == "OK":
        return ()
    found = result.get("mismatch", {})
    message = str(found.get("message", ""))
    is_late = _seconds(result) >= patience
    if _STATE_FAILED in message:
        known = _states_in_words(result["providerStates"], problems)
        return tuple(known) or (_state_trouble(patience, is_late=is_late),)
    if _NO_ANSWER in message:
        return (_silence(patience, is_late=is_late),)
    mismatches = sorted(found.get("mismatches", []), key=_rank)
    lines = [_sentence(mismatch) for mismatch in mismatches]
    return tuple(lines) or (message or "failed, and pact does not say why",)


def missing_values(
    interaction: Interaction, supplied: Mapping[str, Collection[str]]
) -> Iterator[str]:
    """Name the values that no state supplied; pact sends the example then, silently."""
    if not all(state.name in supplied for state in interaction.states):
        return
    known = {
        name
        for state in interaction.states
        for name in (*state.params, *supplied[state.name])
    }
    asked = _EXPRESSION.findall(json.dumps(interaction.request.get("generators", {})))
    for name in sorted(set(asked) - known):
        yield (
            f"asks with ${{{name}}}, and none of its states returns that value: "
            f'return {{"{name}": ...}} from one of them'
        )


def _states_in_words(
    states: Iterable[str], problems: Iterable[StateProblem]
) -> Iterator[str]:
    sentences = [
        problem.sentence
        for problem in problems
        if problem.state in states or not problem.state
    ]
    yield from dict.fromkeys(sentences)


def _state_trouble(patience: float, *, is_late: bool) -> str:
    if is_late:
        return (
            f"a state took more than {patience:g} s to bring about: let its function "
            "do less, or give verify_provider more patience=..."
        )
    return (
        "a state could not be brought about: ask the provider for it at "
        "/_contract/state to see why"
    )


def _silence(patience: float, *, is_late: bool) -> str:
    if is_late:
        return (
            f"no answer came within {patience:g} s: let the provider answer sooner, or "
            "give verify_provider more patience=..."
        )
    return (
        "the connection broke off before an answer came: read what the provider has "
        "logged"
    )


def _seconds(result: Mapping[str, Any]) -> float:
    """Read how long an interaction took; pact writes `823ms`, `30.1s` or `1m 2s`."""
    parts = _DURATION.findall(str(result.get("duration", "")))
    return sum(float(number) * _UNITS[unit] for number, unit in parts)


def _rank(mismatch: Mapping[str, Any]) -> tuple[int, str]:
    kind = mismatch["type"]
    place = _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
    return place, _sentence(mismatch)


def _sentence(mismatch: Mapping[str, Any]) -> str:
    place = _PLACES.get(mismatch["type"], mismatch["type"]).format_map(mismatch)
    # Pact repeats the place, and may add a trace of its own insides.
    text, _, _ = str(mismatch["mismatch"]).partition("\n\nStack backtrace")
    prefix = f"Mismatch with header '{mismatch.get('key')}': "
    for regex, words in IN_WORDS.items():
        text = text.replace(f"to match '{regex}'", f"to be {words}")
    return f"{place}: {text.removeprefix(prefix)}"
