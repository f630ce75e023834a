"""A version is read by the settings of its own commit, wherever its folder is today."""

import pytest

from contract_kit.deployment import UsageError, layout_of
from contract_kit.settings import settings_in

from .sample_repository import TABLE, TEA, verdict

MOVED = TABLE.replace("tea-service]", 'tea-service]\nfolder = "services/tea"').replace(
    "counter]", 'counter]\nfolder = "clients/counter"'
)


@pytest.fixture
def moved(shop):
    """Everything runs as it was before two folders moved, and the pacts with them."""
    shop.settles(TABLE)
    shop.deploy("counter", "tea-service", "water-service")
    for old, new in (
        ("tea-service", "services/tea"),
        ("counter", "clients/counter"),
        ("pacts", "contracts"),
    ):
        (shop.root / new).parent.mkdir(exist_ok=True)
        shop.git("mv", old, new)
    shop.settles(f"[tool.contract-kit]\npacts = 'contracts'\n{MOVED}")
    shop.layout = layout_of(settings_in(shop.root))
    return shop


@pytest.mark.parametrize("name", ["counter", "tea-service"])
def test_folder_that_moved_is_found_where_it_was(moved, name):
    answer = moved.ask(name)

    assert verdict(answer).startswith("Yes:"), answer
    assert "1 interaction" in answer


def test_what_ran_before_the_move_is_really_verified(moved):
    less = {"name": TEA["name"]}
    tea = moved.root / "services/tea/src/tea_service/__init__.py"
    tea.write_text(tea.read_text().replace(repr(TEA), repr(less)))
    moved.commit("do without the price")

    answer = moved.ask("tea-service")

    assert verdict(answer).startswith("No:")
    assert "missing the following keys: price" in answer


def test_commit_without_settings_is_read_by_those_of_today(running):
    running.layout = layout_of_table(running, TABLE)

    assert verdict(running.ask("counter")).startswith("Yes:")


def test_settings_that_cannot_be_read_are_named_with_their_commit(running):
    commit = running.settles("[tool.contract-kit]\npact = 'pacts'\n")

    with pytest.raises(UsageError, match=f"at {commit[:9]}, .* nothing is called 'pac"):
        running.ask("counter")


def test_who_lives_elsewhere_may_be_written_down_afterwards(shop):
    without = TABLE.replace('elsewhere = ["old-phone"]\n', "")
    shop.interaction("old-phone", "tea-service", {"/tea": {"price": "4.20"}})
    shop.settles(without)
    shop.deploy("old-phone", "counter")
    shop.settles(TABLE)
    shop.layout = layout_of(settings_in(shop.root))

    answer = shop.ask("tea-service")

    assert verdict(answer).startswith("Yes:"), answer


def layout_of_table(shop, table):
    """Settings that are written and not committed."""
    (shop.root / "pyproject.toml").write_text(table)
    layout = layout_of(settings_in(shop.root))
    shop.git("checkout", "--quiet", "pyproject.toml")
    return layout
