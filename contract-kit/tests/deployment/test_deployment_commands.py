"""can-i-deploy and record-deployment as somebody types them: words, and a status."""

import json
import os
import select
import signal
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from contract_kit.command_line import main

from .sample_repository import TABLE, TEA

PATIENCE = 30
COMMAND = """\
import signal
import sys
from contract_kit.command_line import main
# Whatever runs in the background of a shell is deaf to Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
main(sys.argv[1:])
"""
ENDLESS = """\
with open({begun!r}, "w") as sign:
    sign.write("begun")
with open({end!r}) as never:
    never.read()
"""


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.delenv("PACT_BROKER_BASE_URL", raising=False)


@pytest.fixture
def tea_shop(shop):
    """The shop with settings of its own."""
    shop.settles(TABLE)
    return shop


@pytest.fixture
def run(tea_shop):
    def run(*words):
        return CliRunner().invoke(main, [*words, "--project", str(tea_shop.root)])

    return run


@pytest.fixture
def fifos(tmp_path):
    begun, end = tmp_path / "begun", tmp_path / "end"
    for fifo in (begun, end):
        os.mkfifo(fifo)
    door = os.open(begun, os.O_RDONLY | os.O_NONBLOCK)
    yield begun, end, door
    os.close(door)


def test_deployment_is_recorded_with_the_tag_to_push(run, tea_shop):
    result = run("record-deployment", "counter", "--to", "test")

    assert result.exit_code == 0
    assert "The tag deployed/test/counter is new" in result.output
    assert tea_shop.git("tag") == "deployed/test/counter"


def test_yes_ends_with_zero(run):
    run("record-deployment", "counter", "--to", "test")

    result = run("can-i-deploy", "water-service", "--to", "test")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].startswith("Yes: nobody in test")


def test_no_ends_with_one_and_says_what_to_do(run):
    run("record-deployment", "water-service", "--to", "test")

    result = run("can-i-deploy", "counter", "--to", "test")

    assert result.exit_code == 1
    assert result.stdout.count("Deploy tea-service to test first.") == 1


def test_question_that_makes_no_sense_ends_with_two_and_a_sentence(run):
    result = run("can-i-deploy", "counter", "--to", "test")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "This clone knows of nothing in 'test'." in result.stderr
    assert "contract-kit record-deployment counter --to test" in result.stderr


@pytest.mark.parametrize(
    "words", [("can-i-deploy", "counter"), ("record-deployment", "--to", "test")]
)
def test_missing_word_ends_with_two(run, words):
    assert run(*words).exit_code == 2


def test_answer_is_json_and_junit_for_programs(run, tea_shop, tmp_path):
    for name in ("counter", "tea-service"):
        run("record-deployment", name, "--to", "test")
    tea_shop.serves("tea-service", {"/tea": {"name": TEA["name"]}})
    commit = tea_shop.commit("do without the price")
    junit = tmp_path / "found.xml"

    words = ("--to", "test", "--json", "-", "--junit", str(junit))
    result = run("can-i-deploy", "tea-service", *words)

    found = json.loads(result.stdout)
    [pair], [complaint] = found["pairs"], found["complaints"]
    assert (result.exit_code, found["is_deployable"]) == (1, False)
    assert (found["version"], pair["provider_version"]) == (commit, commit)
    assert (pair["consumer"], pair["decision"]) == ("counter", "no")
    assert "missing the following keys: price" in pair["reasons"][0]
    assert complaint["text"].startswith("counter → tea-service: NO")
    assert result.stderr.endswith("may not be deployed to test.\n")
    assert ElementTree.parse(junit).getroot().get("failures") == "1"  # noqa: S314


def test_project_inside_of_a_repository_is_refused(tea_shop):
    tea_shop.write("till/pyproject.toml", TABLE)

    project = str(tea_shop.root / "till")
    words = ["can-i-deploy", "counter", "--to", "test", "--project", project]
    result = CliRunner().invoke(main, words)

    assert result.exit_code == 2
    assert "is the folder till of a repository" in result.stderr


def test_tests_are_where_the_settings_say(run, tea_shop):
    tea_shop.git("mv", "tea-service/tests/contract", "tea-service/proofs")
    tea_shop.git("mv", "counter/tests/contract", "counter/wishes")
    tea_shop.settles(
        "[tool.contract-kit]\n"
        "services.tea-service.verification = 'proofs/test_pacts.py'\n"
        "consumers.counter.tests = 'wishes/test_*.py'\n"
    )
    for name in ("counter", "tea-service"):
        run("record-deployment", name, "--to", "test")

    result = run("can-i-deploy", "counter", "--to", "test")

    assert (result.exit_code, len(tea_shop.rewritten)) == (0, 1), result.output


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)]
)
def test_question_that_is_cut_short_leaves_nothing_behind(
    run, tea_shop, tmp_path, fifos, number, status
):
    begun, end, door = fifos
    test = ENDLESS.format(begun=str(begun), end=str(end))
    tea_shop.write("tea-service/tests/contract/test_pacts.py", test)
    tea_shop.commit("wait for the kettle")
    run("record-deployment", "tea-service", "--to", "test")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    question = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", COMMAND, "can-i-deploy", "counter", "--to=test"],
        cwd=tea_shop.root,
        env=os.environ | {"TMPDIR": str(temporary)},
    )
    assert select.select([door], [], [], PATIENCE)[0], "it never began"
    assert list(temporary.iterdir()) != []

    question.send_signal(number)

    assert question.wait(PATIENCE) == status
    assert list(temporary.iterdir()) == []
    assert tea_shop.git("worktree", "list").count("\n") == 0
    with pytest.raises(OSError, match="No such device"):
        # Nobody reads at the other end: the verification has ended as well.
        os.open(end, os.O_WRONLY | os.O_NONBLOCK)
