"""The catalogue shows a drawing for every product without storing a single image;
this package turns a small recipe into that drawing and into its alt text."""

from product_service.pictures.captions import caption, packet_caption
from product_service.pictures.packet import draw_packet
from product_service.pictures.plants import PLANTS, Plant
from product_service.pictures.recipe import Recipe
from product_service.pictures.scene import landscape

__all__ = ["PLANTS", "Plant", "Recipe", "describe", "draw"]


def draw(recipe: Recipe | None, name: str) -> str:
    """Draw the picture of a product as SVG text."""
    plant = PLANTS.get(recipe.plant) if recipe else None
    if recipe is None or plant is None:
        return draw_packet(name)
    art = plant.sketch(recipe.colours)
    return landscape(art, recipe.ground, name, plant.soil, buried=plant.buried)


def describe(recipe: Recipe | None, name: str) -> str:
    """Describe that picture in words, for its alt text."""
    plant = PLANTS.get(recipe.plant) if recipe else None
    if recipe is None or plant is None:
        return packet_caption(name)
    return caption(plant.phrase, recipe)
