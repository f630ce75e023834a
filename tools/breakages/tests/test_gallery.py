import re
from pathlib import Path

import pytest

from contract_kit import read_pacts
from tools.applications import ROOT
from tools.breakages.breakage import Breakage, Edit, End, GalleryStale, Promised
from tools.breakages.checks import Checks, checks_of, judge
from tools.breakages.gallery import GALLERY, breakage_called, demand_promises
from tools.breakages.scratch import scratch_copy
from tools.breakages.tour import judge_broken
from tools.refusal import Refusal

EVERYTHING = checks_of(*GALLERY)
HELD = sorted({provider for _, provider in EVERYTHING.held})
UNBROKEN = [
    Checks(promising=EVERYTHING.promising),
    *(
        Checks(held=frozenset(arrow for arrow in EVERYTHING.held if arrow[1] == held))
        for held in HELD
    ),
]


@pytest.mark.parametrize("checks", UNBROKEN, ids=["consumers", *HELD])
def test_unbroken_copy_keeps_its_promises(checks: Checks) -> None:
    with scratch_copy() as scratch:
        verdict = judge(scratch, checks)

    assert verdict.is_green, verdict.red


@pytest.mark.parametrize("breakage", GALLERY, ids=lambda breakage: breakage.name)
def test_breakage_is_caught_by_name(breakage: Breakage) -> None:
    with scratch_copy() as scratch:
        verdict = judge_broken(scratch, breakage)

    assert verdict.lets_pass(breakage) == set()


@pytest.mark.parametrize("breakage", GALLERY, ids=lambda breakage: breakage.name)
def test_breakage_has_a_name_and_a_deed(breakage: Breakage) -> None:
    assert breakage.caught_by
    assert breakage.deed.startswith("Somebody ")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", breakage.name)


def test_names_are_not_given_twice() -> None:
    names = [breakage.name for breakage in GALLERY]

    assert len(names) == len(set(names))


def test_every_contract_has_caught_something() -> None:
    arrows = {
        (promise.consumer, promise.provider) for promise in read_pacts(ROOT / "pacts")
    }

    caught = {arrow for breakage in GALLERY for arrow in breakage.arrows}

    assert arrows - caught == set(), "Add a breakage that only these contracts catch."


def test_unknown_name_is_answered_with_the_one_meant() -> None:
    with pytest.raises(Refusal, match="Did you mean `renamed-price`?"):
        breakage_called("rename-prices")


@pytest.mark.parametrize("text", ["rose", "tulip tulip"])
def test_edit_that_does_not_fit_once_is_stale(text: str) -> None:
    with pytest.raises(GalleryStale, match="instead of once"):
        Edit("garden.txt", "tulip", "thistle").applied(text)


def test_edit_of_a_file_that_is_gone_is_stale(tmp_path: Path) -> None:
    edit = Edit("garden.txt", "tulip", "thistle")
    breakage = Breakage("weedy-garden", "Somebody weeded.", (edit,), End.PROVIDER, ())

    with pytest.raises(GalleryStale, match=r"edits garden\.txt, which is gone"):
        breakage.changed_texts(tmp_path)


def test_promise_that_nobody_makes_any_more_is_stale() -> None:
    forgotten = Promised("frontend", "order-service", "a look at the tulips")
    breakage = Breakage(
        "weedy-garden", "Somebody weeded.", (), End.PROVIDER, (forgotten,)
    )

    with pytest.raises(GalleryStale, match="frontend: a look at the tulips"):
        demand_promises([breakage], read_pacts(ROOT / "pacts"))
