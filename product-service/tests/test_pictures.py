"""Every packet on the shelf is drawn from its recipe: the drawings must be safe to
serve, small, and all different, and the range must be complete."""

import gzip
import tomllib
from importlib.resources import files
from xml.etree import ElementTree

import pytest

from product_service.pictures import PLANTS, Recipe, describe, draw

LARGEST_GZIP = 3 * 1024
FACTS = {
    "botanical_name": str,
    "sowing_months": list,
    "height_cm": int,
    "spacing_cm": int,
    "depth_mm": int,
    "description": str,
}


def recipe_for(plant, *colours):
    return Recipe(plant, colours or ("#d9482b",), "#f4e2d2")


def parse(svg):
    # The drawing is our own, so it needs no armour against hostile XML.
    return ElementTree.fromstring(svg)  # noqa: S314


@pytest.fixture(scope="module")
def products():
    text = files("product_service").joinpath("catalogue_data.toml").read_text("utf-8")
    return tomllib.loads(text)["product"]


@pytest.mark.parametrize("plant", PLANTS)
def test_every_plant_draws_well_formed_svg(plant):
    recipe = recipe_for(plant)

    root = parse(draw(recipe, "Teapot"))

    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("viewBox") == "0 0 200 272"
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Teapot"


@pytest.mark.parametrize("plant", PLANTS)
def test_every_mark_used_is_kept_once(plant):
    root = parse(draw(recipe_for(plant), "Teapot"))

    kept = [node.get("id") for node in root.iter() if node.get("id")]
    used = {node.get("href") for node in root.iter() if node.get("href")}

    assert len(kept) == len(set(kept))
    assert used == {f"#{name}" for name in kept}


@pytest.mark.parametrize("plant", PLANTS)
def test_same_recipe_gives_same_drawing(plant):
    first = draw(recipe_for(plant), "Teapot")
    second = draw(Recipe.from_json(recipe_for(plant).to_json()), "Teapot")

    assert first == second


@pytest.mark.parametrize("plant", [*PLANTS, "teapot-tree"])
def test_names_are_escaped_in_drawings(plant):
    name = '"><script>alert(1)</script>\x00 & Ada'

    svg = draw(recipe_for(plant), name)

    assert "<script" not in svg
    label = parse(svg).get("aria-label")
    assert label == '"><script>alert(1)</script> & Ada'


@pytest.mark.parametrize("plant", PLANTS)
def test_drawings_need_nothing_from_outside(plant):
    svg = draw(recipe_for(plant), "Teapot")

    assert "url(" not in svg
    assert "<style" not in svg
    assert 'href="http' not in svg


@pytest.mark.parametrize("plant", [*PLANTS, "teapot-tree"])
def test_drawings_stay_small_on_the_wire(plant):
    svg = draw(recipe_for(plant), "Teapot")

    assert len(gzip.compress(svg.encode())) <= LARGEST_GZIP


@pytest.mark.parametrize("recipe", [None, recipe_for("teapot-tree")])
def test_unknown_plant_gives_packet_with_initial(recipe):
    root = parse(draw(recipe, "élan"))

    initial = root.find(".//{http://www.w3.org/2000/svg}text")

    assert initial is not None
    assert initial.text == "É"


def test_packet_without_a_name_still_draws():
    root = parse(draw(None, ""))

    assert root.find(".//{http://www.w3.org/2000/svg}text").text == "?"


def test_different_names_give_different_packets():
    packets = {draw(None, name) for name in ("Teapot", "Tulip", "Thistle")}

    assert len(packets) == 3


@pytest.mark.parametrize(
    ("recipe", "alt"),
    [
        (recipe_for("cornflower", "#4767c4"), "Drawing of a blue cornflower"),
        (recipe_for("cornflower", "#ee8a35"), "Drawing of an orange cornflower"),
        (
            recipe_for("tomato", "#d9482b"),
            "Drawing of three red tomatoes on the vine",
        ),
        (
            recipe_for("chard", "#d63a5a", "#f0b52c", "#f4e8d8"),
            "Drawing of chard with red, golden and cream stalks",
        ),
        (recipe_for("dahlia", "#8c2f5b"), "Drawing of a round crimson dahlia"),
        (recipe_for("teapot-tree"), "Drawing of a seed packet of Ada"),
        (None, "Drawing of a seed packet of Ada"),
    ],
)
def test_alt_text_says_what_is_drawn(recipe, alt):
    assert describe(recipe, "Ada") == alt


def test_recipe_survives_a_trip_through_json():
    recipe = Recipe("cornflower", ("#4767c4", "#2f4796"), "#dde4ee")

    assert Recipe.from_json(recipe.to_json()) == recipe


@pytest.mark.parametrize(
    "colour", ["red", "#FFF", "#12345g", '#000000"/>', "#000000\n", "url(#a)", ""]
)
def test_recipe_rejects_what_is_not_hex(colour):
    with pytest.raises(ValueError, match="Write a colour like #d9482b"):
        Recipe("cornflower", (colour,), "#dde4ee")

    with pytest.raises(ValueError, match="Write a colour like #d9482b"):
        Recipe("cornflower", ("#4767c4",), colour)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"plant": None}, "described in words"),
        ({"plant": "Corn flower"}, "lowercase words"),
        ({"colours": "#4767c4"}, "must be a list"),
        ({"colours": []}, "needs one to 6 colours"),
        ({"colours": [7]}, "described in words"),
        ({"ground": 7}, "described in words"),
    ],
)
def test_recipe_explains_what_is_wrong(change, sentence):
    data = {"plant": "cornflower", "colours": ["#4767c4"], "ground": "#dde4ee"}

    with pytest.raises(ValueError, match=sentence):
        Recipe.from_json({**data, **change})


@pytest.mark.parametrize("missing", ["plant", "colours", "ground"])
def test_recipe_needs_all_its_parts(missing):
    data = {"plant": "cornflower", "colours": ["#4767c4"], "ground": "#dde4ee"}
    del data[missing]

    with pytest.raises(ValueError, match=missing):
        Recipe.from_json(data)


def test_catalogue_has_a_dozen_per_category(products):
    slugs = [product["category"] for product in products]

    assert set(slugs) == {"flowers", "herbs", "vegetables"}
    assert all(slugs.count(slug) >= 12 for slug in set(slugs))
    assert len(products) >= 36


@pytest.mark.parametrize("key", ["slug", "name", "description"])
def test_no_two_products_are_called_alike(products, key):
    values = [product[key] for product in products]

    assert len(values) == len(set(values))


@pytest.mark.parametrize(("fact", "kind"), FACTS.items())
def test_every_product_states_its_facts(products, fact, kind):
    lacking = [p["slug"] for p in products if not isinstance(p.get(fact), kind)]

    assert lacking == []


def test_growing_facts_are_within_reason(products):
    for product in products:
        assert set(product["sowing_months"]) <= set(range(1, 13)), product["slug"]
        assert 10 <= product["height_cm"] <= 300, product["slug"]
        assert 2 <= product["spacing_cm"] <= 200, product["slug"]
        assert 1 <= product["depth_mm"] <= 60, product["slug"]


def test_every_picture_shows_a_known_plant(products):
    recipes = [Recipe.from_json(product["picture"]) for product in products]

    assert {recipe.plant for recipe in recipes} <= PLANTS.keys()


def test_no_two_products_look_alike(products):
    recipes = [Recipe.from_json(product["picture"]) for product in products]

    drawings = {draw(recipe, "Teapot") for recipe in recipes}

    assert len(drawings) == len(products)
