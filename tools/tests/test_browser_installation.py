from pathlib import Path

import pytest

from tools.browser_installation import find_browser
from tools.errors import Refusal


@pytest.fixture(autouse=True)
def _empty_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("SHOP_BROWSER", raising=False)


def program(path: Path) -> Path:
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_browser_that_is_named_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named, own = program(tmp_path / "mine"), program(tmp_path / "own")
    monkeypatch.setenv("SHOP_BROWSER", str(named))

    assert find_browser(own) == named


def test_named_browser_that_is_none_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_BROWSER", str(tmp_path / "teapot"))

    with pytest.raises(Refusal, match="teapot is no program"):
        find_browser(tmp_path / "own")


def test_own_build_comes_before_the_system(tmp_path: Path) -> None:
    own = program(tmp_path / "own")
    program(tmp_path / "chromium")

    assert find_browser(own) == own


def test_chromium_of_the_system_comes_last(tmp_path: Path) -> None:
    chromium = program(tmp_path / "chromium")

    assert find_browser(tmp_path / "own") == chromium


def test_browser_without_a_window_does_the_same_for_less(tmp_path: Path) -> None:
    program(tmp_path / "chromium")
    shell = program(tmp_path / "chromium-headless-shell")

    assert find_browser(tmp_path / "own") == shell


def test_whoever_watches_needs_a_window(tmp_path: Path) -> None:
    chromium = program(tmp_path / "chromium")
    program(tmp_path / "chromium-headless-shell")

    assert find_browser(tmp_path / "own", headed=True) == chromium


def test_machine_without_browser_has_none(tmp_path: Path) -> None:
    assert find_browser(tmp_path / "own") is None
