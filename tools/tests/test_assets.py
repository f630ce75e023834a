from pathlib import Path

import pytest

from tools import assets


def test_shop_starts_without_any_npm_but_says_so_loudly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assets.bring_htmx(tmp_path / "no-python", static=tmp_path / "static")

    output = capsys.readouterr().out
    assert "!!! htmx is missing: the shop works" in output
    assert "There is no npm on this machine." in output
    assert not (tmp_path / "static").exists()
