"""A spoiled client is noticed by its consumer's contract tests, or it is named."""

import shutil
from pathlib import Path

import pytest

from contract_kit.client_mutation import (
    ConsumerClients,
    EditKind,
    FailedContractTests,
    findings,
    score_clients,
    table,
)

from .conftest import SAMPLE, SMALL_TEST

COUNTER = ConsumerClients(
    "counter",
    (Path("test_counter.py"), Path("test_odd_names.py")),
    (Path("tea_client.py"),),
)
# The counter's tests let no other error come than those that it knows.
KNOWN_GAPS = {
    ("TeaServiceClient.tea", "status treated as another: 404 is every 4xx"),
    ("TeaServiceClient.tea", "status treated as another: 304 is every 3xx"),
    ("TeaServiceClient.teas", "error swallowed: of teas"),
    ("TeaServiceClient.names", "error swallowed: of names"),
    ("TeaServiceClient.order", "status treated as another: 409 is every 4xx"),
    ("TeaServiceClient.is_paid", "path escaped twice: number"),
    ("TeaServiceClient.is_paid", "error swallowed: of is_paid"),
    ("TeaServiceClient.subscribe", "error swallowed: of subscribe"),
}


@pytest.fixture(scope="session")
def sample_score(tea_folder):
    (score,) = score_clients(COUNTER, tea_folder)
    return score


def test_each_kind_of_edit_is_made_and_noticed(sample_score):
    killed = {mutant.kind for mutant in sample_score.mutants if mutant.killed_by}

    assert killed == set(EditKind)


def test_what_no_test_notices_is_named(sample_score):
    survivors = {(each.function, each.edit) for each in sample_score.survivors}

    assert survivors == KNOWN_GAPS
    assert sample_score.sites == sample_score.killed + len(KNOWN_GAPS)


def test_survivor_says_where_it_is_and_which_test_to_write(sample_score):
    source = (SAMPLE / "tea_client.py").read_text("utf-8")
    line = source[: source.index('"/teas", params=')].count("\n") + 1

    (survivor,) = [each for each in sample_score.survivors if "teas" in each.detail]

    assert str(survivor) == (
        f"tea_client.py:{line} in TeaServiceClient.teas: error swallowed: of teas. "
        "2 tests execute it, such as "
        "test_counter.py::test_teas_of_a_kind_are_listed, and none notices. Write a "
        "test: let an interaction answer with an error, and assert what the client "
        "raises."
    )


def test_neither_client_nor_pact_is_written(tea_folder, sample_score):
    assert sample_score.killed
    assert {path.name for path in tea_folder.iterdir()} - {"__pycache__"} == {
        "tea_client.py",
        "test_counter.py",
        "test_odd_names.py",
    }
    sample = (SAMPLE / "tea_client.py").read_bytes()
    assert (tea_folder / "tea_client.py").read_bytes() == sample


def test_assertion_that_is_taken_out_leaves_a_survivor(tea_folder, tmp_path):
    folder = shutil.copytree(tea_folder, tmp_path / "tea")
    story = folder / "test_counter.py"
    assertion = (
        '    assert (tea.name, tea.price, tea.is_loose) == ("Assam", "4.20", True)'
    )
    text = story.read_text("utf-8")
    assert text.count(assertion) == 2
    story.write_text(text.replace(assertion, "    assert tea.name"), "utf-8")

    (score,) = score_clients(COUNTER, folder)

    new = {(each.function, each.edit) for each in score.survivors} - KNOWN_GAPS
    assert new == {
        ("_tea", f"field read from another place: {name}")
        for name in (
            "name is read as price",
            "price is read as loose",
            "loose is read as name",
        )
    }
    assert not score.is_enough
    assert "_tea: field read from another place: price" in "\n".join(
        findings([score], [])
    )


def small_score(folder):
    consumer = ConsumerClients(
        "counter", (Path("test_small.py"),), (Path("small_client.py"),)
    )
    (score,) = score_clients(consumer, folder, patience=1.0)
    return score


def test_endless_loop_and_broken_table_are_noticed(small_folder):
    mutants = {each.edit: each for each in small_score(small_folder).mutants}

    endless = mutants["field read from another place: busy is read as slug"]
    shorter = mutants["status treated as another: assam"]

    assert (endless.result, endless.has_hung) == ("killed", True)
    assert (shorter.result, shorter.has_hung) == ("killed", False)


def test_method_that_the_client_does_not_have_is_no_mutant(small_folder):
    score = small_score(small_folder)

    (method,) = [
        each
        for each in score.mutants
        if each.kind is EditKind.METHOD_CHANGED and each.function == "TeaClient.name"
    ]
    assert method.result == "stillborn"
    assert score.sites == len(score.mutants) - 1


def test_line_that_no_contract_test_executes_is_named(small_folder):
    client = small_folder / "small_client.py"
    more = '    def price(self):\n        return self.wire.get("/prices/1").json()\n'
    client.write_text(client.read_text("utf-8") + more, "utf-8")

    (survivor,) = [
        each for each in small_score(small_folder).survivors if "price" in each.detail
    ]

    assert "No contract test of counter executes it." in str(survivor)


def test_contract_tests_have_to_pass_first(small_folder):
    story = small_folder / "test_small.py"
    story.write_text(SMALL_TEST.replace('== "Assam"', '== "Dill"'), "utf-8")

    with pytest.raises(
        FailedContractTests, match=r"test_small\.py::test_name_is_read\n"
    ):
        small_score(small_folder)


def test_consumer_without_contract_tests_is_refused(small_folder):
    story = small_folder / "test_small.py"
    story.write_text("def test_nothing():\n    pass\n", "utf-8")

    with pytest.raises(FailedContractTests, match="none uses the fixture `agree`"):
        small_score(small_folder)


def test_tests_that_cannot_be_collected_are_shown(small_folder):
    (small_folder / "test_small.py").write_text("import no_such_module\n", "utf-8")

    with pytest.raises(FailedContractTests, match="No module named 'no_such_module'"):
        small_score(small_folder)


def test_table_shows_the_figures_of_each_client(sample_score):
    lines = table([sample_score]).splitlines()

    assert lines[0].split()[:3] == ["consumer", "client", "sites"]
    assert lines[1].split()[:3] == ["counter", "tea_client.py", str(sample_score.sites)]
