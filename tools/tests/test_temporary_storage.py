import shutil
from pathlib import Path

import pytest

from tools import temporary_storage
from tools.temporary_storage import temporary_folder


def test_tests_write_to_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = shutil.disk_usage(tmp_path).free
    monkeypatch.setattr(temporary_storage, "LEAST_ROOM", room // 2)

    assert temporary_folder({}, tmp_path) == {"TMPDIR": str(tmp_path)}


def test_little_memory_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = shutil.disk_usage(tmp_path).total
    monkeypatch.setattr(temporary_storage, "LEAST_ROOM", room + 1)

    assert temporary_folder({}, tmp_path) == {}


def test_machine_without_such_memory_uses_its_disk(tmp_path: Path) -> None:
    assert temporary_folder({}, tmp_path / "nowhere") == {}


def test_choice_of_whoever_runs_the_tests_counts(tmp_path: Path) -> None:
    assert temporary_folder({"TMPDIR": "/elsewhere"}, tmp_path) == {}
