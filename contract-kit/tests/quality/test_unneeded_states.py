"""A state that an interaction does not need is found by leaving it out."""

import json
from pathlib import Path

import pytest

from contract_kit.pact_files import read_pacts
from contract_kit.quality.unneeded_states import (
    OmittedState,
    StateExemption,
    complaints_about,
    passed_without,
    write_omitted_states,
)

TEAPOT, KETTLE = {"name": "a teapot is there"}, {"name": "a kettle is there"}


def write_pact(folder: Path, **states: list[dict[str, str]]) -> Path:
    """Write a pact of interactions with their states, by description."""
    folder.mkdir()
    interactions = [
        {
            "type": "Synchronous/HTTP",
            "description": description,
            "providerStates": given,
            "request": {"method": "GET", "path": "/"},
            "response": {"status": 200},
        }
        for description, given in states.items()
    ]
    document = {
        "consumer": {"name": "counter"},
        "provider": {"name": "tea-service"},
        "interactions": interactions,
    }
    (folder / "counter-tea-service.json").write_text(json.dumps(document), "utf-8")
    return folder


@pytest.fixture
def cases(tmp_path: Path) -> list[OmittedState]:
    pacts = write_pact(tmp_path / "pacts", tea=[TEAPOT, KETTLE], water=[], cup=[TEAPOT])
    (tmp_path / "left-out").mkdir()
    return write_omitted_states(pacts, tmp_path / "left-out")


def test_each_state_is_left_out_once(cases: list[OmittedState], tmp_path: Path) -> None:
    written = read_pacts(tmp_path / "left-out")

    assert [each.title for each in written] == [
        "#0 tea, given a kettle is there",
        "#1 tea, given a teapot is there",
        "#2 cup",
    ]
    assert [case.state.name for case in cases] == [
        "a teapot is there",
        "a kettle is there",
        "a teapot is there",
    ]


def test_same_state_twice_is_left_out_twice(tmp_path: Path) -> None:
    pacts = write_pact(tmp_path / "pacts", tea=[TEAPOT, TEAPOT])

    cases = write_omitted_states(pacts, tmp_path)

    assert len(cases) == 2
    assert [len(each.states) for each in read_pacts(tmp_path)] == [1, 1]


def test_what_did_not_fail_was_kept(cases: list[OmittedState]) -> None:
    failed = ["test_interaction_is_kept[counter: #0 tea, given a kettle is there]"]

    kept = passed_without(cases, failed)

    assert kept == (cases[1], cases[2])


def test_interaction_that_is_kept_anyway_is_reported_with_its_state(
    cases: list[OmittedState],
) -> None:
    (words,) = complaints_about([cases[0]], [])

    assert "counter: tea, given a teapot is there and a kettle is there" in words
    assert "is kept without 'a teapot is there'" in words


@pytest.mark.parametrize("descriptions", [(), ("tea",), ("tea", "cup")])
def test_reason_excuses_what_it_describes(
    cases: list[OmittedState], descriptions: tuple[str, ...]
) -> None:
    reason = StateExemption(
        "so it is", "tea-service", "a teapot is there", descriptions
    )
    kept = [case for case in cases if case.state.name == "a teapot is there"]
    about = [case for case in kept if case.interaction.description in descriptions]

    assert list(complaints_about(about or kept, [reason])) == []


def test_reason_excuses_no_other_interaction(cases: list[OmittedState]) -> None:
    reason = StateExemption("so it is", "tea-service", "a teapot is there", ("tea",))

    (words,) = complaints_about([cases[0], cases[2]], [reason])

    assert "counter: cup" in words


def test_reason_that_nobody_needs_is_an_error(cases: list[OmittedState]) -> None:
    reason = StateExemption("so it was", "tea-service", "a kettle is there")

    (words,) = complaints_about([], [reason])

    assert "every interaction fails without it; delete the reason" in words


def test_description_that_a_reason_need_not_name_is_an_error(
    cases: list[OmittedState],
) -> None:
    reason = StateExemption(
        "so it is", "tea-service", "a teapot is there", ("tea", "cup")
    )

    (words,) = complaints_about([cases[0]], [reason])

    assert "'cup' breaks without it" in words
