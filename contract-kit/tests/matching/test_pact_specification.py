"""The engine comes to the verdicts that the cases of Pact's specification demand."""

import pytest

from .cases_of_other_tools import ALL, AN_EXPRESSION
from .pact_engine import accepted_answers
from .specification_cases import HOW_MANY, PUBLISHED, published

VERSIONS = HOW_MANY if PUBLISHED.exists() else []


@pytest.mark.parametrize("version", ["ours", *VERSIONS])
def test_every_case_of_the_specification_comes_out_as_it_says(version):
    cases = ALL if version == "ours" else published(version)

    wrong = [
        (each.name, found)
        for each in cases
        if bool(found := each.mismatches()) == each.matches
    ]

    assert wrong == []
    assert len(cases) == HOW_MANY.get(version, len(ALL))


def test_strict_engine_accepts_nothing_that_the_verifier_refuses(tmp_path):
    by_verifier = accepted_answers(
        [(each.read(each.expected), each.answer) for each in ALL], tmp_path
    )

    compared = list(zip(ALL, by_verifier, strict=True))

    lenient = [each.name for each, accepts in compared if each.matches and not accepts]
    assert lenient == [f"{AN_EXPRESSION}, version 3.0"]
    assert [
        each.name
        for each, accepts in compared
        if not accepts and not each.mismatches(strict=True)
    ] == []
