"""A pact has to be what its consumer's tests write at that commit."""

import sys
from dataclasses import replace

import pytest

from contract_kit.deployment import UsageError
from contract_kit.test_commands import ConsumerCommand, normalise

from .sample_repository import TEA, WATER, verdict


def test_pact_that_does_not_say_what_its_client_reads_is_unknown(running):
    running.interaction("counter", "tea-service", {"/tea": TEA})
    file = "pacts/counter-tea-service.json"
    written = (running.root / file).read_text()
    running.write(file, written.replace('"price": "4.20"', '"name2": "x"'))
    running.commit("forget to write the pact anew")
    running.deploy("counter")

    as_provider = running.ask("tea-service")
    as_consumer = running.ask("counter")

    for answer in (as_provider, as_consumer):
        assert "is not what its own tests write at that commit" in answer
        assert "response.body.content.price is new" in answer
        assert verdict(answer).startswith("No: nobody could find out")


def test_pact_that_no_test_writes_any_more_is_unknown(running):
    (running.root / "counter/tests/contract/test_tea_service_pact.py").unlink()
    running.commit("test less")
    running.deploy("counter")

    assert "could write its pact anew" in running.ask("tea-service")


@pytest.mark.parametrize("how", ["forgotten", "ignored", "a folder", "elsewhere"])
def test_pact_that_was_written_and_not_committed_is_unknown(running, how):
    file = "pacts/counter-water-service.json"
    running.interaction("counter", "water-service", {"/steam": WATER})
    if how == "ignored":
        running.write(".gitignore", "/pacts/*water*\n")
    else:
        (running.root / file).unlink()
    if how == "a folder":
        running.write(f"{file}/README.md", "Here are pacts.\n")
    if how == "elsewhere":
        running.interaction("old-phone", "water-service", {"/water": WATER})
    running.commit("ask for steam, too")
    running.deploy("counter")

    as_consumer, as_provider = running.ask("counter"), running.ask("water-service")

    for answer in (as_consumer, as_provider):
        assert "write counter-water-service.json, and it is not in that" in answer
        assert verdict(answer).startswith("No: nobody could find out")
    assert verdict(running.ask("tea-service")).startswith("Yes")


def test_consumer_that_may_ask_unseen_is_unknown(running):
    broken = "def test_interactions_are_made():\n    raise RuntimeError\n"
    running.write("tea-service/tests/contract/test_water_service_pact.py", broken)
    running.commit("begin to ask for water")
    running.deploy("tea-service")

    with pytest.raises(UsageError, match="contract tests of tea-service .* fail"):
        running.ask("water-service")


def test_consumer_whose_contract_tests_fail_is_unknown(running):
    path = "counter/tests/contract/test_tea_service_pact.py"
    text = (running.root / path).read_text()
    running.write(path, f"{text}    assert not 'hot'\n")
    running.commit("break a test")
    running.deploy("counter")

    answer = running.ask("tea-service")

    assert "The contract tests of counter" in answer
    assert verdict(answer).startswith("No: nobody could find out")


def test_pact_is_written_anew_once_for_the_same_content(running):
    running.ask("tea-service")
    running.write("README.md", "A shop.\n")
    running.commit("say what it is")
    running.deploy("counter")

    running.ask("tea-service")

    assert running.rewritten == ["counter-tea-service.json"]


def writing(pact):
    folder = "pathlib.Path(os.environ['CONTRACT_KIT_PACTS'])"
    text = f"({folder} / 'counter-tea-service.json').write_text({pact!r})"
    return f"import os, pathlib; {text}"


@pytest.fixture
def commanded(running):
    """Test the counter by a command, of which pytest knows nothing."""

    def command(code):
        (running.root / "counter/tests/contract/test_tea_service_pact.py").unlink()
        running.write("counter/declare.py", code)
        line = f"{sys.executable} declare.py"
        command = ConsumerCommand("counter", running.root / "counter", line)
        running.layout = replace(running.layout, commands={"counter": command})
        running.commit("test in another way")
        running.deploy("counter")

    return command


def test_consumer_with_a_command_writes_its_pact_by_it(commanded, running):
    pact = (running.root / "pacts/counter-tea-service.json").read_text()
    text = normalise(pact.encode(), "counter-tea-service.json").decode()
    running.write("pacts/counter-tea-service.json", text)

    commanded(writing(pact))

    assert verdict(running.ask("tea-service")).startswith("Yes")


def test_command_that_writes_another_pact_leaves_the_question_open(commanded, running):
    pact = (running.root / "pacts/counter-tea-service.json").read_text()

    commanded(writing(pact.replace('"price": "4.20"', '"name2": "x"')))

    assert "is not what its own tests write" in running.ask("tea-service")


def test_command_that_fails_leaves_the_question_open(commanded, running):
    commanded("raise SystemExit('The pot is cold.')")

    answer = running.ask("tea-service")

    assert "The pot is cold." in answer
    assert verdict(answer).startswith("No: nobody could find out")
