import pytest

from setup.layout import SERVERS
from tools.applications import ROOT
from tools.images.recipes import RECIPES, Recipe
from tools.images.standins import official_name

EACH = pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)


@EACH
def test_stand_in_knows_for_whom_it_stands(recipe: Recipe) -> None:
    assert official_name(recipe).startswith(f"{recipe.name}:")


@EACH
def test_entry_point_of_a_stand_in_lies_there(recipe: Recipe) -> None:
    wanted = any(line.startswith("COPY") for line in recipe.lines)

    assert (ROOT / "tools" / "images" / f"{recipe.name}.sh").exists() == wanted


@EACH
def test_servers_are_the_user_that_owns_their_secrets(recipe: Recipe) -> None:
    for line in recipe.lines:
        if "usermod" in line:
            assert f"--uid {SERVERS} " in line
            assert f"--gid {SERVERS} " in line
