"""A run of contract tests names what failed, and a run that cannot begin is no run."""

import sys

import pytest

from contract_kit.check.pytest_run import PytestDidNotRun, run_tests, whole_modules


def test_failing_module_is_named_in_the_results(tmp_path):
    module = tmp_path / "test_tea.py"
    module.write_text("def test_tea_is_hot():\n    assert False\n")

    assert run_tests(tmp_path, [module]).failed == ("test_tea_is_hot",)


def test_run_that_cannot_begin_stops_the_check(tmp_path):
    with pytest.raises(PytestDidNotRun, match="did not run: see above"):
        run_tests(tmp_path, [tmp_path / "test_missing.py"])


def test_workers_are_asked_for_only_where_there_are_some(monkeypatch):
    assert whole_modules() == ("--dist", "loadfile")

    monkeypatch.setitem(sys.modules, "xdist", None)

    assert whole_modules() == ()
