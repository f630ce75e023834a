"""What would be loaded from another host is found in pages and in style sheets."""

from pathlib import Path

import pytest

from tools.docs.foreign_resources import foreign_parts
from tools.docs.markdown_pages import MarkdownPage, pages


@pytest.mark.parametrize(
    ("part", "named"),
    [
        (
            '<script src="https://cdn.example/x.js"></script>',
            "https://cdn.example/x.js",
        ),
        (
            '<link rel="stylesheet" href="//fonts.example/a.css">',
            "//fonts.example/a.css",
        ),
        ('<img src="http://pictures.example/a.png">', "http://pictures.example/a.png"),
    ],
)
def test_part_from_another_host_is_named(part: str, named: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"<html>{part}</html>")

    (found,) = foreign_parts(tmp_path)

    assert found.startswith("page.html: ")
    assert found.endswith(named)


def test_font_from_another_host_is_named(tmp_path: Path) -> None:
    style = "@font-face { src: url('https://fonts.example/a.woff2') }"
    (tmp_path / "a.css").write_text(style)

    (found,) = foreign_parts(tmp_path)

    assert "https://fonts.example/a.woff2" in found


def test_links_and_own_parts_are_nobodys_concern(tmp_path: Path) -> None:
    own = (
        '<script src="../_static/a.js"></script><a href="https://docs.pact.io">Pact</a>'
    )
    (tmp_path / "page.html").write_text(own)

    assert list(foreign_parts(tmp_path)) == []


@pytest.mark.parametrize("page", pages(), ids=str)
def test_page_has_no_marks_of_a_merge(page: MarkdownPage) -> None:
    marks = ("<<<<<<< ", ">>>>>>> ")

    assert not [line for line in page.lines if line.startswith(marks)]
