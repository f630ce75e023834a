"""The command writes the page and the picture."""

import pytest
from click.testing import CliRunner

from contract_kit.command_line import main

from ..pact_of_every_rule import write_sample


@pytest.fixture
def report(tmp_path):
    write_sample(tmp_path)
    words = ("report", "--pacts", str(tmp_path))
    return lambda *more: CliRunner().invoke(main, [*words, *map(str, more)])


def test_command_writes_page_and_picture(report, tmp_path):
    page, drawing = tmp_path / "contracts.html", tmp_path / "contracts.svg"

    done = report(
        *("--title", "Contracts of the house", "--page", page, "--picture", drawing)
    )

    assert (done.exit_code, done.output) == (0, "")
    assert "<title>Contracts of the house</title>" in page.read_text("utf-8")
    assert drawing.read_text("utf-8").startswith("<svg")


def test_command_that_writes_nothing_makes_no_sense(report):
    done = report()

    assert (done.exit_code, done.stdout) == (2, "")
    assert "Name what to write: --page FILE" in done.stderr


@pytest.mark.parametrize(
    ("content", "complaint"),
    [(None, "found.json cannot be read: No such file"), ("{", "found.json is no JSON")],
)
def test_results_that_cannot_be_read_are_named(report, tmp_path, content, complaint):
    found = tmp_path / "found.json"
    if content:
        found.write_text(content)

    done = report("--results", found, "--page", tmp_path / "page.html")

    assert done.exit_code == 2
    assert complaint in done.stderr
