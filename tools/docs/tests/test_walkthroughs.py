"""Pages that lead through something lead there: all they say is done, in a copy."""

from pathlib import Path

import pytest

from tools.docs import walkthrough_check
from tools.docs.markdown_pages import Block, MarkdownPage, pages
from tools.docs.walkthrough_check import Astray, is_done, walk

LEADING = [page for page in pages() if any(map(is_done, page.blocks))]


@pytest.mark.parametrize("page", LEADING, ids=str)
def test_page_leads_where_it_says(page: MarkdownPage, tmp_path: Path) -> None:
    walk(page, tmp_path)


def test_some_pages_lead_somewhere() -> None:
    assert MarkdownPage("docs/start/first-contract.md") in LEADING


def test_change_that_no_longer_fits_is_named(tmp_path: Path) -> None:
    (tmp_path / "tea.py").write_text("leaves = 3\n")
    lines = (
        "--- a/tea.py",
        "+++ b/tea.py",
        "@@ -1 +1 @@",
        "-leaves = 2",
        "+leaves = 4",
    )
    block = Block("docs/tea.md", 7, "diff", "", lines)

    with pytest.raises(Astray, match=r"docs/tea\.md:7: this change does not fit"):
        walkthrough_check._apply(block, tmp_path)


@pytest.mark.parametrize("printed", ["3 cups in 2.1 s", "a spoon\n3 cups in 4 s\nlate"])
def test_output_may_have_more_than_the_page_shows(printed: str) -> None:
    block = Block("docs/tea.md", 7, "console", "", ())

    walkthrough_check._demand(block, "pour", ["...", "3 cups in ..."], printed)


def test_output_that_differs_is_shown() -> None:
    block = Block("docs/tea.md", 7, "console", "", ())

    with pytest.raises(
        Astray, match=r"`pour` does not say\n  3 cups\nIt says:\n2 cups"
    ):
        walkthrough_check._demand(block, "pour", ["3 cups"], "2 cups\n")


def test_lines_are_those_of_a_terminal_on_a_build_server_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "1")
    monkeypatch.setenv("COLUMNS", "200")

    output = walkthrough_check._run('echo "CI=$CI, $COLUMNS columns"', tmp_path)

    assert output == "CI=, 80 columns\n"
