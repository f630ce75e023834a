"""Every command of contract-kit has one page, and every setting a line in a table."""

import re
from collections.abc import Iterator

import pytest

from contract_kit.settings import SettingsError, settings_of
from tools.applications import ROOT
from tools.docs.command_reference import (
    command_called,
    command_names,
    command_reference,
    options_of,
)

FOLDER = ROOT / "docs" / "contract-kit"
PAGES = FOLDER / "commands"
TOCTREE = re.compile(r"^```\{toctree\}\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SETTING = re.compile(r"^\| ((?:`[^`]+`(?:, )?)+) \|", re.MULTILINE)


def listed() -> list[str]:
    """Return the pages that the table of contents of the commands names."""
    (inside,) = TOCTREE.findall((PAGES / "index.md").read_text("utf-8"))
    return [line for line in inside.splitlines() if line and line[0] != ":"]


def test_every_command_is_in_the_table_of_contents_and_nothing_else() -> None:
    assert listed() == list(command_names())


def test_every_command_has_a_page_and_nothing_else_has() -> None:
    pages = {page.stem for page in PAGES.glob("*.md")} - {"index"}

    assert pages == set(command_names())


@pytest.mark.parametrize("name", command_names())
def test_page_of_a_command_says_what_it_takes(name: str) -> None:
    written = (PAGES / f"{name}.md").read_text("utf-8")

    assert written.startswith(f"# contract-kit {name}\n")
    assert f"\n<!-- generated: command {name} -->\n" in written


@pytest.mark.parametrize("name", command_names())
def test_generated_part_has_every_option(name: str) -> None:
    options = options_of(command_called(name))

    written = command_reference(name)

    assert f"contract-kit {name} [OPTIONS]" in written
    assert options <= set(re.findall(r"--[a-z-]+", written))


def test_generated_part_has_subcommands() -> None:
    written = command_reference("openapi")

    assert "### `contract-kit openapi diff`" in written
    assert "contract-kit openapi diff [OPTIONS] OLD NEW" in written


def test_every_setting_is_explained_and_nothing_else_is() -> None:
    written = (FOLDER / "settings.md").read_text("utf-8").partition("\n## ")[0]

    explained = [
        name
        for cell in SETTING.findall(written)
        for name in re.findall(r"`(.+?)`", cell)
    ]

    assert sorted(explained) == sorted(known_settings())


def known_settings(table: str = "") -> Iterator[str]:
    """List what may stand in the table: a refused name is answered with the known."""
    for name in re.split(", ", complaint(f"{table}.teapot").split(" Known: ")[1][:-1]):
        inside = complaint(f"{table}.{name}.teapot")
        if "nothing is called" in inside:
            yield from known_settings(f"{table}.{name}")
        elif "is not of type 'object'" in inside:
            yield from known_settings(f"{table}.{name}.NAME")
        else:
            yield f"{table}.{name}".removeprefix(".")


def complaint(setting: str) -> str:
    """Return what is said about a setting that is the number 1."""
    with pytest.raises(SettingsError) as caught:
        settings_of(f"[tool.contract-kit]\n{setting[1:]} = 1\n", ROOT)
    return str(caught.value)
