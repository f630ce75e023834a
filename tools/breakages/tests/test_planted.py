"""What is planted changes a meaning; who notices is counted, and nothing is guessed."""

from collections import Counter
from pathlib import Path

import pytest

from tools.applications import ROOT
from tools.breakages.breakage import Edit, End, GalleryStale, Promised
from tools.breakages.checks import Checks, modules_to_run
from tools.breakages.planted import PAGE, plant_everything
from tools.breakages.planting import Planting
from tools.breakages.plantings import PLANTINGS
from tools.breakages.survey import Finding, Outcome, Survey, chosen, find
from tools.contracts.arrows import ARROWS, consumer_tests
from tools.refusal import Refusal

SANDBOX = "payment-sandbox/src/payment_sandbox/payments.py"
CAPTURE = Promised("order-service", "payment-sandbox", "a capture")


def planted(old: str, new: str) -> Planting:
    edit = Edit(SANDBOX, old, new)
    return Planting("somebody thinks again", "payment-sandbox", End.PROVIDER, edit)


HARMLESS = planted('"""Take the money that was', '"""Get the money that was')
REFUND = planted(
    "    payment.state = PaymentState.CANCELLED\n    return payment\n",
    "    return payment\n",
)
DEAF = planted('UNKNOWN_METHOD = "unknown"\n', 'raise RuntimeError("deaf")\n')


def test_names_are_not_given_twice() -> None:
    repeated = [
        name for name, count in Counter(map(str, PLANTINGS)).items() if count > 1
    ]

    assert repeated == []


def test_every_application_means_something_that_is_planted() -> None:
    providers = {
        each.application for each in PLANTINGS if each.noticed_by == End.PROVIDER
    }

    assert providers == {
        "order-service",
        "payment-sandbox",
        "product-service",
        "user-service",
    }


def test_nearly_all_still_fits_the_shop() -> None:
    """The whole run refuses each that does not; one refactoring need not stop here."""
    stale = [str(each) for each in PLANTINGS if not _fits(each.edit)]

    assert len(stale) < len(PLANTINGS) / 10, stale


def test_every_module_of_promises_is_asked() -> None:
    """The promises of one that is not would count as broken, whatever is planted."""
    asked = modules_to_run(ROOT, Checks(promising=frozenset(ARROWS)))

    promising = [str(path.relative_to(ROOT)) for path in consumer_tests()]
    assert sorted(asked) == promising


def test_change_of_mind_is_noticed_by_name() -> None:
    finding = find(REFUND)

    assert finding.outcome == Outcome.NOTICED
    assert {each.provider for each in finding.promises} == {"payment-sandbox"}


@pytest.mark.parametrize(
    ("planting", "outcome"),
    [
        (HARMLESS, Outcome.UNNOTICED),
        (DEAF, Outcome.BROKEN),
        (planted("no such text", "none"), Outcome.STALE),
    ],
)
def test_what_no_contract_names_is_not_called_noticed(
    planting: Planting, outcome: Outcome
) -> None:
    assert find(planting).outcome == outcome


def test_share_counts_what_could_be_planted() -> None:
    noticed = Finding(REFUND, Outcome.NOTICED, (CAPTURE,))
    survey = Survey((*[noticed] * 19, Finding(HARMLESS, Outcome.UNNOTICED)))

    assert survey.percent == 95
    assert survey.is_good
    assert not Survey((*survey.findings, Finding(DEAF, Outcome.BROKEN))).is_good
    assert not Survey((*survey.findings, Finding(HARMLESS, Outcome.UNNOTICED))).is_good


def test_page_tells_what_was_planted(tmp_path: Path) -> None:
    page = tmp_path / "breakages.md"
    page.write_text(PAGE.read_text("utf-8"), "utf-8")

    assert plant_everything([HARMLESS], page) == 1

    assert page.read_text("utf-8").startswith("# The gallery of breakages")
    assert page.read_text("utf-8").endswith(
        "| payment-sandbox | somebody thinks again | NOT NOTICED |\n"
    )


def test_words_choose_what_is_planted() -> None:
    assert chosen([HARMLESS, REFUND], ["payment-sandbox", "thinks"]) == [
        HARMLESS,
        REFUND,
    ]
    with pytest.raises(Refusal, match="Nothing that is planted is called 'tulips'"):
        chosen([HARMLESS], ["tulips"])


def _fits(edit: Edit) -> bool:
    try:
        edit.applied((ROOT / edit.path).read_text("utf-8"))
    except (GalleryStale, FileNotFoundError):
        return False
    return True
