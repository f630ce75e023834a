"""A result is known while nothing that it depends on has changed, and no longer."""

import subprocess

import pytest

from contract_kit.check import content_digest as module
from contract_kit.check.check_cache import CheckCache
from contract_kit.check.content_digest import content_digest


@pytest.fixture(params=["git", "plain"])
def root(tmp_path, request):
    (tmp_path / "counter/src").mkdir(parents=True)
    (tmp_path / "counter/src/client.py").write_text("price = 1\n")
    (tmp_path / "other.py").write_text("")
    if request.param == "git":
        (tmp_path / ".gitignore").write_text("__pycache__/\n")
        subprocess.run(["git", "init", "--quiet", tmp_path], check=True)  # noqa: S603, S607
    return tmp_path


def digest(root):
    return content_digest(root, [root / "counter"], "consumer counter")


def test_another_content_is_another_digest(root):
    before = digest(root)

    (root / "counter/src/client.py").write_text("price = 2\n")

    assert digest(root) != before


def test_new_file_is_another_digest(root):
    before = digest(root)

    (root / "counter/src/basket.py").write_text("")

    assert digest(root) != before


def test_removed_file_is_another_digest(root):
    (root / "counter/src/basket.py").write_text("")
    before = digest(root)

    (root / "counter/src/basket.py").unlink()

    assert digest(root) != before


def test_what_python_leaves_behind_does_not_count(root):
    before = digest(root)

    (root / "counter/src/__pycache__").mkdir()
    (root / "counter/src/__pycache__/client.pyc").write_bytes(b"code")
    (root / "other.py").write_text("elsewhere = True\n")
    (root / "counter/src/client.py").touch()

    assert digest(root) == before


def test_other_packages_are_another_digest(root, monkeypatch):
    before = digest(root)

    monkeypatch.setattr(module, "environment", lambda: "requests==0.1")

    assert digest(root) != before


@pytest.mark.parametrize("content", ["", "{", "[]"])
def test_damaged_result_is_no_result(content, tmp_path):
    cache = CheckCache(tmp_path)
    cache.keep("key", {"counter": 3})
    assert cache.find("key") == {"counter": 3}

    (tmp_path / "key").write_text(content)

    assert cache.find("key") is None


def test_fresh_check_knows_nothing(tmp_path):
    CheckCache(tmp_path).keep("key", {"counter": 3})

    assert CheckCache(tmp_path, is_fresh=True).find("key") is None
