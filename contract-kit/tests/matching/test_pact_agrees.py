"""Matching comes to the verdict of pact's own engine, case by case."""

import json
import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from contract_kit.matching import Mismatch, request_mismatches, response_mismatches
from contract_kit.pact_files import Interaction, pact_paths, read_pact, read_pacts

from ..pact_of_every_rule import write_sample
from .changed_messages import UNCHANGED, answers, requests
from .generated_bodies import as_answer, as_request, generate_interactions
from .pact_engine import accepted_answers, accepted_requests

# A project compares its own pacts as well; twenty thousand answers take a minute.
_FOLDER = os.environ.get("JUDGED_PACTS")
every_pact = pytest.mark.parametrize(
    "pact",
    [None, *(pact_paths(Path(_FOLDER)) if _FOLDER else [])],
    ids=lambda path: path.stem if path else "sample",
)


@dataclass(frozen=True)
class Case:
    interaction: Interaction
    mutation: str
    is_accepted_by_pact: bool
    mismatches: list[Mismatch]

    @property
    def is_agreed(self) -> bool:
        return self.is_accepted_by_pact == (not self.mismatches)

    def __str__(self) -> str:
        pact = "accepts" if self.is_accepted_by_pact else "refuses"
        ours = "; ".join(map(str, self.mismatches)) or "no mismatch"
        return f"{self.interaction.title} [{self.mutation}]: pact {pact}, ours: {ours}"


def is_flag_as_text(case: Case) -> bool:
    """A flag is true or false; pact takes the text "true" for it, too."""
    return case.is_accepted_by_pact and all(
        mismatch.problem.endswith("neither true nor false")
        for mismatch in case.mismatches
    )


OTHER_KINDS = (" null", " in a list", " an empty list", " an empty object")


def is_injected_value(case: Case) -> bool:
    """A state supplies the value at run time; pact's mock insists on the example.

    Another kind of value is never excused: both refuse it.
    """
    if case.mutation.endswith(OTHER_KINDS):
        return False
    generators = case.interaction.request.get("generators", {})
    members = [path.removeprefix("$") for path in generators.get("body", {})]
    places = [
        *(["path"] if "path" in generators else []),
        *(f"query {name}" for name in generators.get("query", {})),
        *(f"header {name}" for name in generators.get("header", {})),
        *(f"field {member.removeprefix('.')}" for member in members),
        *("$" + re.sub(r"\.(\w+)", r"['\1']", member) for member in members),
    ]
    return not case.is_accepted_by_pact and case.mutation.startswith(tuple(places))


DELIBERATE: list[Callable[[Case], bool]] = [is_flag_as_text, is_injected_value]


def interactions(pact, folder):
    if pact:
        return list(read_pact(json.loads(pact.read_text("utf-8"))))
    return sample(folder)


def sample(folder):
    folder.mkdir(exist_ok=True)
    write_sample(folder)
    return read_pacts(folder)


def compared_answers(interactions, folder):
    folder.mkdir(exist_ok=True)
    # Interactions that differ elsewhere are asked once about the same change of the
    # same thing under the same rules; drawn answers show that places do not disturb
    # others.
    made = list(
        {
            question(each, answer): (each, name, answer)
            for each in interactions
            for name, answer in answers(each)
        }.values()
    )
    verdicts = accepted_answers(
        [(interaction, answer) for interaction, _, answer in made], folder
    )
    return [
        Case(interaction, mutation, verdict, response_mismatches(interaction, answer))
        for (interaction, mutation, answer), verdict in zip(made, verdicts, strict=True)
    ]


def question(interaction, answer):
    """List what a verdict is about: all rules, and what differs from the contract."""
    agreed = interaction.response
    promised = agreed["status"], agreed.get("headers"), agreed.get("matchingRules")
    body = agreed.get("body", {})
    change = body, answer.body.decode()
    with suppress(ValueError):
        if "json" in body.get("contentType", "") and answer.body:
            change = difference(body["content"], json.loads(answer.body))
    return written([promised, answer.status, answer.headers, change])


def difference(agreed, promised, place=()):
    """Find the one place where two documents differ, and what stands there in both."""
    known, offered = members(agreed), members(promised)
    changed = [
        name for name in known if written(known[name]) != written(offered.get(name))
    ]
    if not known or known.keys() != offered.keys() or len(changed) != 1:
        return place, agreed, promised
    (name,) = changed
    return difference(known[name], offered[name], (*place, name))


def members(document):
    if isinstance(document, list):
        return dict(enumerate(document))
    return document if isinstance(document, dict) else {}


def written(document):
    """Write a document so that 1, 1.0 and true are three things."""
    return json.dumps(document, sort_keys=True)


def compared_requests(interaction):
    mutations, made = zip(*requests(interaction), strict=True)
    verdicts = accepted_requests(interaction, made)
    return [
        Case(interaction, mutation, verdict, request_mismatches(interaction, request))
        for mutation, request, verdict in zip(mutations, made, verdicts, strict=True)
    ]


def disagreements(cases):
    return [
        str(case)
        for case in cases
        if not case.is_agreed and not any(excuses(case) for excuses in DELIBERATE)
    ]


def refused_as_agreed(cases):
    agreed = [case for case in cases if case.mutation == UNCHANGED]
    assert agreed
    return [
        str(case) for case in agreed if case.mismatches or not case.is_accepted_by_pact
    ]


@every_pact
def test_matching_and_pact_agree_on_every_answer(pact, tmp_path):
    cases = compared_answers(
        interactions(pact, tmp_path / "sample"), tmp_path / "answers"
    )

    assert disagreements(cases) == []
    assert refused_as_agreed(cases) == []


@every_pact
def test_matching_and_pact_agree_on_every_request(pact, tmp_path):
    cases = [
        case
        for interaction in interactions(pact, tmp_path)
        for case in compared_requests(interaction)
    ]

    assert disagreements(cases) == []
    assert refused_as_agreed(cases) == []


def test_matching_and_pact_agree_on_drawn_answers(tmp_path):
    drawn = [as_answer(drawn_one) for drawn_one in generate_interactions(400)]

    verdicts = accepted_answers(drawn, tmp_path)

    cases = [
        Case(pair[0], pair[1].body.decode(), verdict, response_mismatches(*pair))
        for pair, verdict in zip(drawn, verdicts, strict=True)
    ]
    assert disagreements(cases) == []
    assert 100 < sum(verdicts) < 300


def test_matching_and_pact_agree_on_drawn_requests():
    drawn = [as_request(drawn_one) for drawn_one in generate_interactions(200)]

    verdicts = [accepted_requests(pair[0], [pair[1]])[0] for pair in drawn]

    cases = [
        Case(pair[0], pair[1].body.decode(), verdict, request_mismatches(*pair))
        for pair, verdict in zip(drawn, verdicts, strict=True)
    ]
    assert disagreements(cases) == []
    assert 20 < sum(verdicts) < 150


def test_deliberate_differences_are_differences_still(tmp_path):
    flags, injected = (
        next(each for each in sample(tmp_path) if each.description == description)
        for description in (
            "the switches of a teapot",
            "an order that a state has placed",
        )
    )

    cases = compared_answers([flags], tmp_path) + compared_requests(injected)

    differing = [case for case in cases if not case.is_agreed]
    assert all(any(excuses(case) for case in differing) for excuses in DELIBERATE)
