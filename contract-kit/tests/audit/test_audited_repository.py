"""Where the folder is in a repository, git knows what the consumer has left behind."""

import os
import subprocess

import pytest

from contract_kit.audit import Fault, audit_folder

from .foreign_pacts import LOOK, NONE, SOUND, pact, put

TESTS = """
const agree = (words, provider) => pact("counter", "tea-service", words)
it("asks", () => agree('a request for a tea'))
it("fails", () => agree(`a request for an ${kind} tea`))
it("lists", () => agree("a request " +
    "for all teas", "tea-service"))
"""


class Repository:
    def __init__(self, root):
        self.root, self.hour = root, 10
        (root / "pacts").mkdir()
        (root / "counter").mkdir()
        self.git("init", "--quiet")

    def git(self, *words):
        moment = f"2026-11-21T{self.hour}:00:00Z"
        own = {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_DATE": moment,
            "GIT_COMMITTER_DATE": moment,
        }
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@tea.example")
        command = ["git", *who, *words]
        subprocess.run(  # noqa: S603
            command, cwd=self.root, check=True, env=os.environ | own
        )

    def commit(self, **documents):
        put(self.root / "pacts", **documents)
        self.hour += 1
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", "tea: go on")

    def test(self, text, name="counter/tea.pact.spec.ts"):
        (self.root / name).write_text(text)

    def faults(self):
        findings = audit_folder(self.root / "pacts").findings
        return [(one.fault, one.interaction) for one in findings]


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path)


def test_pact_that_its_tests_declare_is_fresh(repository):
    repository.test(TESTS)
    repository.commit(sound=SOUND)

    assert repository.faults() == []


def test_interaction_that_nobody_declares_is_stale(repository):
    repository.test(TESTS.replace("an ${kind} tea", "coffee"))
    repository.commit(sound=SOUND)

    assert repository.faults() == [
        (
            Fault.UNDECLARED,
            "a request for an unknown tea, given no tea is on the shelf",
        )
    ]


def test_nothing_is_reported_where_descriptions_are_made_up(repository):
    repository.test("agree(describe(tea), 'tea-service')")
    repository.commit(sound=SOUND)

    assert repository.faults() == []


def test_pact_that_is_older_than_its_tests_is_a_hint(repository):
    repository.test(TESTS)
    repository.commit(sound=SOUND)
    repository.test(f"{TESTS}\n// the price, too")
    repository.commit()

    audit = audit_folder(repository.root / "pacts")

    assert repository.faults() == [(Fault.STALE, "")]
    assert "is of 2026-11-21, and counter has changed on 2026-11-21 (" in str(
        audit.findings[0]
    )
    assert (audit.score, audit.faults) == (100, ())


def test_change_of_another_application_is_no_hint(repository):
    (repository.root / "till").mkdir()
    repository.test(TESTS)
    repository.commit(sound=SOUND)
    repository.test("done()", "till/till.ts")
    repository.commit()

    assert repository.faults() == []


def test_pact_that_is_not_committed_yet_is_fresh(repository):
    repository.test(TESTS)
    repository.commit(sound=SOUND)
    repository.test(f"{TESTS}\n// the price, too")
    repository.commit()
    put(repository.root / "pacts", sound=pact(LOOK, NONE))

    assert repository.faults() == []


def test_provider_that_nothing_else_names_is_found(repository):
    repository.test(TESTS.replace("tea-service", "tea"))
    repository.commit(sound=SOUND)

    assert repository.faults() == [(Fault.PROVIDER_NAME, "")]


def test_repository_of_pacts_alone_names_nobody(repository):
    repository.commit(sound=SOUND)

    assert repository.faults() == []
    assert audit_folder(repository.root).findings == ()


def test_tests_may_lie_under_any_name(repository):
    repository.test(TESTS, "counter/prüfung.ts")
    repository.commit(sound=SOUND)

    assert repository.faults() == []


def test_clone_without_history_is_not_asked(repository):
    repository.test(TESTS.replace("an ${kind} tea", "coffee"))
    repository.commit(sound=SOUND)
    repository.commit(other=pact(LOOK, NONE, consumer="till"))
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.root}", "copy")

    assert audit_folder(repository.root / "copy" / "pacts").findings == ()
