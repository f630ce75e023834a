import re
from pathlib import Path

import pytest

from contract_kit import read_pacts
from testing.faults.contract_tests import (
    ContractTests,
    contract_tests_of,
    run_contract_tests,
)
from testing.faults.edit import Edit, FaultStale, changed_texts
from testing.faults.fault import Fault, InteractionName, Side
from testing.faults.named_faults import FAULTS, check_interactions_exist, fault_called
from testing.faults.run_faults import run_broken
from testing.faults.scratch_copy import scratch_copy
from tools.applications import ROOT
from tools.errors import Refusal

EVERYTHING = contract_tests_of(*FAULTS)
PROVIDERS = sorted({provider for _, provider in EVERYTHING.of_providers})
UNBROKEN = [
    ContractTests(of_consumers=EVERYTHING.of_consumers),
    *(
        ContractTests(
            of_providers=frozenset(
                integration
                for integration in EVERYTHING.of_providers
                if integration.provider == provider
            )
        )
        for provider in PROVIDERS
    ),
]


@pytest.mark.parametrize("tests", UNBROKEN, ids=["consumers", *PROVIDERS])
def test_unbroken_copy_keeps_its_contracts(tests: ContractTests) -> None:
    with scratch_copy() as copy:
        results = run_contract_tests(copy, tests)

    assert results.have_passed, results.failed


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_is_caught_by_name(fault: Fault) -> None:
    with scratch_copy() as copy:
        results = run_broken(copy, fault)

    assert results.not_caught(fault) == set()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_has_a_name_and_a_description(fault: Fault) -> None:
    assert fault.caught_by
    assert fault.description.startswith("Somebody ")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", fault.name)


def test_names_are_not_given_twice() -> None:
    names = [fault.name for fault in FAULTS]

    assert len(names) == len(set(names))


def test_every_contract_has_caught_something() -> None:
    integrations = {
        (each.consumer, each.provider) for each in read_pacts(ROOT / "pacts")
    }

    caught = {integration for fault in FAULTS for integration in fault.integrations}

    assert integrations - caught == set(), (
        "Add a fault that only these contracts catch."
    )


def test_unknown_name_is_answered_with_the_one_meant() -> None:
    with pytest.raises(Refusal, match="Did you mean `renamed-price`?"):
        fault_called("rename-prices")


@pytest.mark.parametrize("text", ["rose", "tulip tulip"])
def test_edit_that_does_not_fit_once_is_stale(text: str) -> None:
    with pytest.raises(FaultStale, match="instead of once"):
        Edit("garden.txt", "tulip", "thistle").applied(text)


def test_edit_of_a_file_that_is_gone_is_stale(tmp_path: Path) -> None:
    edit = Edit("garden.txt", "tulip", "thistle")
    fault = Fault("weedy-garden", "Somebody weeded.", (edit,), Side.PROVIDER, ())

    with pytest.raises(FaultStale, match=r"edits garden\.txt, which is gone"):
        changed_texts(tmp_path, fault.edits)


def test_interaction_that_is_in_no_pact_is_stale() -> None:
    forgotten = InteractionName("frontend", "order-service", "a look at the tulips")
    fault = Fault("weedy-garden", "Somebody weeded.", (), Side.PROVIDER, (forgotten,))

    with pytest.raises(FaultStale, match="frontend: a look at the tulips"):
        check_interactions_exist([fault], read_pacts(ROOT / "pacts"))
