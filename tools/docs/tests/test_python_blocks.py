import pytest

from tools.docs.markdown_pages import Block, pages
from tools.docs.python_blocks import faults

BLOCKS = [
    block
    for page in pages()
    for block in page.blocks
    if block.language == "python" and not block.caption
]


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_python_of_a_page_is_sound(block: Block) -> None:
    found = list(faults(block))

    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("import contract_kit.teapot", "there is no module contract_kit.teapot"),
        ("from service_kit.money import Teapot", "service_kit.money has no Teapot"),
        ("teapot = pour(3)", "no file of the repository has these lines"),
        ("def pour(:", "this is no Python"),
    ],
)
def test_python_that_would_not_run_is_found(code: str, fault: str) -> None:
    block = Block("docs/tea.md", 7, "python", "", (code,))

    (found,) = faults(block)

    assert found.startswith(f"docs/tea.md:7: {fault}")
