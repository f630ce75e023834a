"""What pages name is there; each kind of name that is not is found, in a sentence."""

import pytest

from tools.docs.allowed_names import NAMES
from tools.docs.markdown_pages import MarkdownPage, pages
from tools.docs.stale_names import command_faults, findings, inline_faults

HERE = MarkdownPage("README.md")


@pytest.mark.parametrize("page", pages(), ids=str)
def test_page_names_what_is_there(page: MarkdownPage) -> None:
    found = list(findings(page))

    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (".venv/bin/nox -s teapot", "there is no nox session teapot"),
        ("nox -s lint teapot", "there is no nox session teapot"),
        ("nox -s chaos -- --teapot 3", "nox -s chaos takes no option --teapot"),
        ("make teapot  # at five", "there is no make target teapot"),
        (".venv/bin/python -m bench.teapot", "there is no module bench.teapot"),
        (
            "flask --app order_service teapot",
            "flask --app order_service has no command",
        ),
    ],
)
def test_command_that_is_not_there_is_found(line: str, fault: str) -> None:
    (found,) = command_faults(line)

    assert found.startswith(fault)


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("TEAPOT_URL", "no program knows the name TEAPOT_URL"),
        ("--pour-tea", "no program takes the option --pour-tea"),
        ("tools/teapot.py", "there is no file tools/teapot.py"),
        ("e2e/teapots", "there is no file e2e/teapots"),
        ("teapot.html", "there is no file teapot.html"),
        ("nox -s teapot", "there is no nox session teapot"),
    ],
)
def test_name_that_is_not_there_is_found(code: str, fault: str) -> None:
    assert list(inline_faults(code, HERE)) == [fault]


@pytest.mark.parametrize(
    "code", ["application/json", "/api/order", "READY", "text/html", "and/or"]
)
def test_what_is_no_name_of_ours_is_left_alone(code: str) -> None:
    assert list(inline_faults(code, HERE)) == []


def test_every_exception_is_needed() -> None:
    named = {code for page in pages() for _, code in page.inline}

    assert named >= set(NAMES), (
        "tools/docs/allowed_names.py has names that no page says"
    )
