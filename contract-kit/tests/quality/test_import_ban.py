"""Nobody but the kit touches pact itself."""

from pathlib import Path

import pytest

from contract_kit.quality.import_ban import pact_uses

KIT = Path(__file__).parents[2]


@pytest.fixture
def found(tmp_path):
    def found(source, name="test_tea.py", **options):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
        return [use.sentence for use in pact_uses([tmp_path], **options)]

    return found


@pytest.mark.parametrize(
    "source",
    [
        "import pact",
        "import os, pact.match as match",
        "from pact import match",
        "from pact.verifier import Verifier",
        "import pact_ffi",
        "def late():\n    import pact",
        'importlib.import_module("pact")',
        '__import__("pact")',
        'pytest.importorskip("pact.match")',
    ],
)
def test_import_is_found(found, source):
    (sentence,) = found(source)

    assert "use contract_kit, which keeps its traps shut" in sentence


@pytest.mark.parametrize(
    ("source", "advice"),
    [
        ('Pact("counter", "tea-service")', "fixture `agree`"),
        ('library.Pact("counter", "tea-service")', "fixture `agree`"),
        ('Verifier("tea-service")', "`verify_provider`"),
    ],
)
def test_raw_call_is_found_with_what_to_use(found, source, advice):
    (sentence,) = found(source)

    assert advice in sentence


@pytest.mark.parametrize(
    "source",
    [
        "import impact, compact",
        "from .pact import tea",
        "from contract_kit import interactions_of",
        "class Verifier: pass\n\nVerifier()",
        'print("Pact")',
    ],
)
def test_innocent_code_is_left_alone(found, source):
    assert found(source) == []


def test_allowed_and_foreign_folders_are_passed_over(found, tmp_path):
    assert found("import pact", ".venv/lib/tea.py") == []
    assert found("import pact", "kit/tea.py", allowed=[tmp_path / "kit"]) == []


def test_use_says_where_it_is(tmp_path):
    path = tmp_path / "tea.py"
    path.write_text("\n\nimport pact\n")

    (use,) = pact_uses([tmp_path])

    assert str(use).startswith(f"{path}:3: imports pact")


def test_the_kit_itself_imports_pact_in_one_module_for_each_side():
    assert {use.path.name for use in pact_uses([KIT / "src"])} == {
        "pact_python_loader.py",
        "mock_provider.py",
        "pact_python_bridge.py",
        "verifier.py",
    }
