"""The README is honest about how much of the repository is the shop."""

import re

import pytest

from tools.applications import APPLICATIONS, ROOT
from tools.docs.markdown_pages import tracked

README = (ROOT / "README.md").read_text("utf-8")
SHOP = tuple(f"{application.folder}/src/" for application in APPLICATIONS)
TOOLS = ("tools/", "testing/", "bench/")


def is_test(name: str) -> bool:
    return "/tests/" in name or name.startswith("e2e/")


PARTS = {
    "the five applications": lambda name: name.startswith(SHOP),
    "service-kit": lambda name: name.startswith("service-kit/src/"),
    "contract-kit": lambda name: name.startswith("contract-kit/src/"),
    "tools, testing and bench": lambda name: (
        name.startswith(TOOLS) and not is_test(name)
    ),
    "tests of all of these, and e2e": is_test,
}


@pytest.mark.parametrize("part", PARTS)
def test_readme_states_the_size_of_each_part(part: str) -> None:
    files = [name for name in tracked() if name.endswith(".py") and PARTS[part](name)]
    lines = sum((ROOT / name).read_bytes().count(b"\n") for name in files)

    (claimed,) = re.findall(
        rf"^\| {re.escape(part)} \| ([\d,]+) \|$", README, re.MULTILINE
    )

    assert lines == pytest.approx(int(claimed.replace(",", "")), rel=0.1), (
        f"README.md: {part} has {lines:,} lines"
    )
