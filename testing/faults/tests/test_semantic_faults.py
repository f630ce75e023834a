"""Semantic faults change a meaning; who notices is counted, and nothing is guessed."""

from collections import Counter
from pathlib import Path

import pytest

from testing.faults.contract_tests import ContractTests, modules_to_run
from testing.faults.detection_score import (
    Detection,
    DetectionScore,
    Finding,
    chosen,
    find,
)
from testing.faults.edit import Edit, FaultStale
from testing.faults.fault import InteractionName, Side
from testing.faults.semantic_fault import SemanticFault
from testing.faults.semantic_faults import SEMANTIC_FAULTS
from testing.faults.semantic_report import PAGE, run_semantic_faults
from tools.applications import ROOT
from tools.contracts.contract_settings import INTEGRATIONS, consumer_tests
from tools.errors import Refusal

SANDBOX = "payment-sandbox/src/payment_sandbox/payments.py"
CAPTURE = InteractionName("order-service", "payment-sandbox", "a capture")


def fault_of(old: str, new: str) -> SemanticFault:
    edit = Edit(SANDBOX, old, new)
    return SemanticFault(
        "somebody thinks again", "payment-sandbox", Side.PROVIDER, edit
    )


HARMLESS = fault_of('"""Take the money that was', '"""Get the money that was')
REFUND = fault_of(
    "    payment.state = PaymentState.CANCELLED\n    return payment\n",
    "    return payment\n",
)
DEAF = fault_of('UNKNOWN_METHOD = "unknown"\n', 'raise RuntimeError("deaf")\n')


def test_names_are_not_given_twice() -> None:
    repeated = [
        name for name, count in Counter(map(str, SEMANTIC_FAULTS)).items() if count > 1
    ]

    assert repeated == []


def test_every_provider_has_faults() -> None:
    providers = {
        each.application for each in SEMANTIC_FAULTS if each.noticed_by == Side.PROVIDER
    }

    assert providers == {
        "order-service",
        "payment-sandbox",
        "product-service",
        "user-service",
    }


def test_nearly_all_still_fits_the_shop() -> None:
    """The whole run refuses each that does not; one refactoring need not stop here."""
    stale = [str(each) for each in SEMANTIC_FAULTS if not _fits(each.edit)]

    assert len(stale) < len(SEMANTIC_FAULTS) / 10, stale


def test_every_module_of_consumer_tests_is_run() -> None:
    """The interactions of one that is not would count as broken by every fault."""
    run = modules_to_run(ROOT, ContractTests(of_consumers=frozenset(INTEGRATIONS)))

    consumers = [str(path.relative_to(ROOT)) for path in consumer_tests()]
    assert sorted(run) == consumers


def test_change_of_mind_is_noticed_by_name() -> None:
    finding = find(REFUND)

    assert finding.detection == Detection.NOTICED
    assert {each.provider for each in finding.interactions} == {"payment-sandbox"}


@pytest.mark.parametrize(
    ("fault", "detection"),
    [
        (HARMLESS, Detection.UNNOTICED),
        (DEAF, Detection.BROKEN),
        (fault_of("no such text", "none"), Detection.STALE),
    ],
)
def test_what_no_contract_names_is_not_called_noticed(
    fault: SemanticFault, detection: Detection
) -> None:
    assert find(fault).detection == detection


def test_share_counts_what_could_be_planted() -> None:
    noticed = Finding(REFUND, Detection.NOTICED, (CAPTURE,))
    score = DetectionScore((*[noticed] * 19, Finding(HARMLESS, Detection.UNNOTICED)))

    assert score.percent == 95
    assert score.is_good
    assert not DetectionScore(
        (*score.findings, Finding(DEAF, Detection.BROKEN))
    ).is_good
    assert not DetectionScore(
        (*score.findings, Finding(HARMLESS, Detection.UNNOTICED))
    ).is_good


def test_page_lists_what_was_planted(tmp_path: Path) -> None:
    page = tmp_path / "faults.md"
    page.write_text(PAGE.read_text("utf-8"), "utf-8")

    assert run_semantic_faults([HARMLESS], page) == 1

    assert page.read_text("utf-8").startswith("# Planted faults")
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
    except (FaultStale, FileNotFoundError):
        return False
    return True
