"""The judge is held to the verdict of pact's own engine, case by case."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from contract_kit.judge import Mismatch, answer_mismatches, request_mismatches
from contract_kit.pact_files import Interaction, read_pact, read_pacts

from .drawn_bodies import as_answer, as_request, draw_agreements
from .mutants import UNCHANGED, answers, requests
from .rust_verdicts import accepted_answers, accepted_requests
from .sample_pacts import write_sample

# The longer pacts take minutes here: pact reads a whole file anew for each promise.
PACTS = Path(__file__).parents[2] / "pacts"
SHORT = [
    PACTS / f"{arrow}.json"
    for arrow in ("order-service-payment-sandbox", "product-service-user-service")
]
FOLDERS = ["sample", *(["repository"] if all(map(Path.exists, SHORT)) else [])]


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
        judge = "; ".join(map(str, self.mismatches)) or "no mismatch"
        return (
            f"{self.interaction.title} [{self.mutation}]: pact {pact}, judge: {judge}"
        )


def is_flag_as_text(case: Case) -> bool:
    """A flag is true or false; pact takes the text "true" for it, too."""
    return case.is_accepted_by_pact and all(
        mismatch.problem.endswith("neither true nor false")
        for mismatch in case.mismatches
    )


def is_injected_value(case: Case) -> bool:
    """A state supplies the value at run time; pact's mock insists on the example."""
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


@pytest.fixture(scope="module", params=FOLDERS)
def interactions(request, tmp_path_factory):
    if request.param == "repository":
        documents = [json.loads(path.read_text("utf-8")) for path in SHORT]
        return [promise for one in documents for promise in read_pact(one)]
    return sample(tmp_path_factory.mktemp("pacts"))


def sample(folder):
    write_sample(folder)
    return read_pacts(folder)


@pytest.fixture(scope="module")
def answer_cases(interactions, tmp_path_factory):
    return judged_answers(interactions, tmp_path_factory.mktemp("answers"))


@pytest.fixture(scope="module")
def request_cases(interactions):
    return [
        case for interaction in interactions for case in judged_requests(interaction)
    ]


def judged_answers(interactions, folder):
    made = [(each, *mutant) for each in interactions for mutant in answers(each)]
    verdicts = accepted_answers(
        [(interaction, answer) for interaction, _, answer in made], folder
    )
    return [
        Case(interaction, mutation, verdict, answer_mismatches(interaction, answer))
        for (interaction, mutation, answer), verdict in zip(made, verdicts, strict=True)
    ]


def judged_requests(interaction):
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


def test_judge_and_pact_agree_on_every_answer(answer_cases):
    assert disagreements(answer_cases) == []


def test_judge_and_pact_agree_on_every_request(request_cases):
    assert disagreements(request_cases) == []


def test_what_was_agreed_is_accepted_by_both(answer_cases, request_cases):
    unchanged = [
        case for case in answer_cases + request_cases if case.mutation == UNCHANGED
    ]

    assert [str(case) for case in unchanged if case.mismatches] == []
    assert all(case.is_accepted_by_pact for case in unchanged)


def test_judge_and_pact_agree_on_drawn_answers(tmp_path):
    drawn = [as_answer(agreement) for agreement in draw_agreements(400)]

    verdicts = accepted_answers(drawn, tmp_path)

    cases = [
        Case(pair[0], pair[1].body.decode(), verdict, answer_mismatches(*pair))
        for pair, verdict in zip(drawn, verdicts, strict=True)
    ]
    assert disagreements(cases) == []
    assert 100 < sum(verdicts) < 300


def test_judge_and_pact_agree_on_drawn_requests():
    drawn = [as_request(agreement) for agreement in draw_agreements(200)]

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

    cases = judged_answers([flags], tmp_path) + judged_requests(injected)

    differing = [case for case in cases if not case.is_agreed]
    assert all(any(excuses(case) for case in differing) for excuses in DELIBERATE)
