"""Fresh pacts are compared byte for byte with the committed ones; sentences report."""

import json
import shutil

import pytest

from contract_kit.quality.committed_pacts_check import compare, report

pytest_plugins = ["pytester"]
NAME = "counter-tea-service.json"


@pytest.fixture
def committed(pacts, tmp_path):
    return shutil.copytree(pacts, tmp_path / "committed")


def edit(folder, alter):
    path = folder / NAME
    document = json.loads(path.read_text())
    alter(document)
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(f"{text}\n")


def sentences(pacts, committed):
    return [difference.sentence for difference in compare(pacts, committed)]


def test_same_folders_do_not_differ(pacts, committed):
    (committed / "README.md").write_text("# How to read a pact\n")

    assert compare(pacts, committed) == []
    assert report([]) == "The committed pacts are what the tests write."


def test_new_pact_is_missing(pacts, committed):
    (committed / NAME).unlink()

    assert sentences(pacts, committed) == [f"is missing in {committed}"]


def test_pact_that_nobody_writes_is_reported(pacts, committed):
    shutil.copy(committed / NAME, committed / "cook-tea-service.json")

    assert sentences(pacts, committed) == [
        f"is in {committed}, and no test writes it any more"
    ]


def test_new_and_gone_interactions_are_named(pacts, committed):
    def rename(pact):
        pact["interactions"][4]["description"] = "a request for some order"

    edit(committed, rename)

    assert sentences(pacts, committed) == [
        "'a request for an order, given somebody is signed in and an order was paid' "
        "is new",
        "'a request for some order, given somebody is signed in and an order was paid' "
        "is no longer declared",
    ]


def test_changed_field_is_named_with_both_values(pacts, committed):
    def alter(pact):
        answer = pact["interactions"][0]["response"]
        answer["body"]["content"]["price"] = "9.99"
        answer["body"]["content"]["brand"] = "Kew"
        del answer["headers"]["ETag"]

    edit(committed, alter)

    title = "'a request for a tea, given a tea is on the shelf' changed: "
    assert sentences(pacts, committed) == [
        title + "response.body.content.brand is gone",
        title + 'response.body.content.price is "4.20", "9.99" is committed',
        title + 'response.headers.ETag is new: ["\\"assam-1\\""]',
    ]


def test_other_number_of_entries_is_named(pacts, committed):
    def alter(pact):
        pact["interactions"][5]["response"]["body"]["content"]["teas"] *= 2

    edit(committed, alter)

    (sentence,) = sentences(pacts, committed)
    assert sentence.endswith("content.teas has 1 entries, 2 are committed")


def test_true_is_not_one(pacts, committed):
    def alter(pact):
        pact["interactions"][0]["response"]["body"]["content"]["loose"] = 1

    edit(committed, alter)

    (sentence,) = sentences(pacts, committed)
    assert sentence.endswith("content.loose is true, 1 is committed")


def test_other_bytes_of_the_same_pact_are_reported(pacts, committed):
    path = committed / NAME
    path.write_text(path.read_text().rstrip())

    assert sentences(pacts, committed) == [
        "says the same in other bytes: somebody edited it"
    ]


def test_report_ends_with_what_to_run(pacts, committed):
    (committed / NAME).unlink()

    text = report(
        compare(pacts, committed), "run `nox -s pacts`, and commit the result"
    )

    assert text.splitlines() == [
        f"{NAME}: is missing in {committed}",
        "What to do: run `nox -s pacts`, and commit the result.",
    ]
