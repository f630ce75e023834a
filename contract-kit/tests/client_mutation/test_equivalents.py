"""Equivalent mutants are listed with a reason, few of them, and none for long."""

from dataclasses import replace

import pytest

from contract_kit.client_mutation import (
    ClientMutant,
    ClientScore,
    EditKind,
    Equivalent,
    UnreadableEquivalents,
    equivalent_findings,
    findings,
    read_equivalents,
)
from contract_kit.client_mutation.mutant_runs import Result

REASON = "tea numbers are digits, which are never escaped"
ENTRY = f"""
[[equivalent]]
client = "tea_client.py"
function = "TeaServiceClient.tea"
edit = "path escaped twice: slug"
reason = "{REASON}"
"""
SLUG = Equivalent(
    "tea_client.py", "TeaServiceClient.tea", "path escaped twice: slug", REASON
)


def mutant(detail, result, kind=EditKind.PATH_ESCAPED_TWICE):
    where = ("counter", "tea_client.py", 7, "TeaServiceClient.tea")
    return ClientMutant(*where, kind, detail, result, ("test_tea.py::test_tea",))


def score(*mutants, equivalents=(SLUG,)):
    keys = frozenset(each.key for each in equivalents)
    return ClientScore("counter", "tea_client.py", mutants, keys)


KILLED = [mutant(f"part{number}", Result.KILLED) for number in range(19)]
SURVIVED = mutant("slug", Result.SURVIVED)


def test_file_is_read(tmp_path):
    file = tmp_path / "equivalents.toml"
    file.write_text(ENTRY, "utf-8")

    assert read_equivalents(file) == [SLUG]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (ENTRY.replace("edit =", "edits ="), "must have exactly"),
        (ENTRY.replace(f'"{REASON}"', "7"), "every value is a text"),
        (ENTRY.replace(REASON, "it is fine"), "say why nobody could notice"),
        ("[[equivalent", "equivalents.toml"),
    ],
)
def test_entry_that_says_too_little_is_refused(tmp_path, text, reason):
    file = tmp_path / "equivalents.toml"
    file.write_text(text, "utf-8")

    with pytest.raises(UnreadableEquivalents, match=reason):
        read_equivalents(file)


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(UnreadableEquivalents, match=r"none\.toml"):
        read_equivalents(tmp_path / "none.toml")


def test_equivalent_mutant_is_no_survivor():
    found = score(*KILLED, SURVIVED)

    assert (found.sites, found.killed, found.equivalent) == (20, 19, 1)
    assert found.survivors == []
    assert found.is_enough
    assert list(findings([found], [SLUG])) == []


def test_one_survivor_of_twenty_is_enough_and_two_are_not():
    other = mutant("kind", Result.SURVIVED)

    assert score(*KILLED, SURVIVED, equivalents=()).is_enough
    two = score(*KILLED, SURVIVED, other, equivalents=())
    assert not two.is_enough
    assert [str(each) for each in two.survivors] == list(findings([two], []))


@pytest.mark.parametrize(("fields", "complaints"), [(1, 1), (60, 0)])
def test_five_percent_of_all_sites_may_be_called_equivalent(
    tmp_path, fields, complaints
):
    client = tmp_path / "tea_client.py"
    client.write_text("def f(r):\n" + "    r['name']\n" * fields, "utf-8")
    excuses = [replace(SLUG, edit=str(number)) for number in range(3)]

    found = list(equivalent_findings(excuses, [client, client], tmp_path))

    assert len(found) == complaints
    assert all(
        each.startswith("3 of 1 edits are called equivalent, more than 5%.")
        for each in found
    )


def test_client_without_any_site_is_named():
    assert list(findings([score()], [])) == [
        "tea_client.py: nothing in it can be spoiled. Is it a client?"
    ]


def test_reason_that_is_not_needed_any_more_is_named():
    killed = score(*KILLED, mutant("slug", Result.KILLED))

    assert list(findings([killed], [SLUG])) == [
        "tea_client.py, TeaServiceClient.tea: path escaped twice: slug: a test notices "
        "it, or there is none. Take the entry out."
    ]


def test_reason_about_a_client_that_was_not_measured_stays():
    other = Equivalent("other.py", "f", "path escaped twice: slug", REASON)

    assert list(findings([score(*KILLED)], [other])) == []


def test_stillborn_mutant_is_not_counted():
    found = score(*KILLED, mutant("GET becomes POST", Result.STILLBORN))

    assert found.sites == 19
