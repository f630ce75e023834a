"""A command gets its orders from the environment, or names what it needs first."""

import os
import sys

import pytest

from contract_kit.test_commands import (
    CommandUnavailable,
    ConsumerCommand,
    declare_pacts,
    run_command,
)


@pytest.fixture
def python(tmp_path):
    def command(code, **more):
        (tmp_path / "counter.py").write_text(code)
        return ConsumerCommand("counter", tmp_path, f"{sys.executable} counter.py")

    return command


def test_orders_are_in_the_environment(python):
    command = python("import os; print(os.environ['CONTRACT_KIT_PACTS'])")

    done = run_command(command, command.test, {"CONTRACT_KIT_PACTS": "/teas"})

    assert (done.has_passed, done.output) == (True, "/teas")


def test_failure_shows_what_was_printed(python):
    command = python("raise SystemExit('The pot is empty.')")

    done = run_command(command, command.test)

    assert (done.has_passed, done.output) == (False, "The pot is empty.")


def test_options_of_node_are_kept_beside_the_preload(python, monkeypatch):
    monkeypatch.setenv("NODE_OPTIONS", "--no-warnings")
    command = python("import os; print(os.environ['NODE_OPTIONS'])")

    first, *preload = run_command(command, command.test).output.split()

    assert first == "--no-warnings"
    assert preload[0] == "--import"
    assert preload[1].endswith("/node_preload.mjs")


def test_missing_program_is_named(tmp_path):
    command = ConsumerCommand("counter", tmp_path, "teapot --test")

    with pytest.raises(CommandUnavailable, match="there is no teapot on this machine"):
        run_command(command, command.test)


def test_missing_packages_say_what_brings_them(tmp_path):
    (tmp_path / "package.json").write_text("{}")
    command = ConsumerCommand("counter", tmp_path, "npm test", "npm ci --offline")

    with pytest.raises(CommandUnavailable, match="run `npm ci --offline` in"):
        declare_pacts(command, tmp_path / "pacts")


def test_command_that_writes_nothing_is_reported_with_the_folder(python, tmp_path):
    found = declare_pacts(python("import sys"), tmp_path / "pacts")

    (complaint,) = found.complaints
    assert "wrote no pact of counter" in complaint
    assert "CONTRACT_KIT_PACTS" in complaint


def test_command_that_fails_says_so(python, tmp_path):
    found = declare_pacts(python("raise SystemExit('No tea.')"), tmp_path / "pacts")

    (complaint,) = found.complaints
    assert complaint.endswith("failed:\nNo tea.")
    assert os.listdir(tmp_path / "pacts") == []
