"""A run of contract tests names what failed, and a run that cannot begin is no run."""

from pathlib import Path

import pytest

from tools.contracts.runs import run_tests


def test_failing_module_is_named_in_the_results(tmp_path: Path) -> None:
    module = tmp_path / "test_tea.py"
    module.write_text("def test_tea_is_hot():\n    assert False\n")

    assert run_tests([module]).failed == ("test_tea_is_hot",)


def test_run_that_cannot_begin_stops_the_check(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="did not run: see above"):
        run_tests([tmp_path / "test_missing.py"])
