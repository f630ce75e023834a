from pathlib import Path

import pytest

from tools import fingerprints
from tools.fingerprints import Stamp, fingerprint

HERE = Path(__file__)


def test_task_is_done_once(tmp_path: Path) -> None:
    stamp = Stamp(tmp_path / "stamps" / "packages")
    wanted = fingerprint([HERE])

    assert not stamp.fits(wanted)
    stamp.put(wanted)
    assert stamp.fits(wanted)


def test_task_cut_short_is_done_again(tmp_path: Path) -> None:
    stamp = Stamp(tmp_path / "packages")
    stamp.put("done")

    stamp.remove()

    assert not stamp.fits("done")


def test_changed_word_changes_the_fingerprint() -> None:
    assert fingerprint([HERE], "3.11") != fingerprint([HERE], "3.13")


@pytest.mark.parametrize("change", ["content", "name"])
def test_changed_file_changes_the_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    monkeypatch.setattr(fingerprints, "ROOT", tmp_path)
    file = tmp_path / "requirements.txt"
    file.write_text("flask==3.1.0")
    before = fingerprint([file])

    if change == "content":
        file.write_text("flask==3.1.1")
    else:
        file = file.rename(tmp_path / "other.txt")

    assert fingerprint([file]) != before
