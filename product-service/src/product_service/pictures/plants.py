"""This is the list of everything the house can draw; a new plant is one drawing in
its family's module and one line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from product_service.pictures import (
    climbers,
    daisies,
    fruits,
    gourds,
    heads,
    herbs,
    meadow,
    roots,
    spires,
    umbels,
)
from product_service.pictures.scene import SOIL_LINE


@dataclass(frozen=True)
class Plant:
    """Know how a kind of plant is drawn and how the drawing is put in words."""

    sketch: Callable[[tuple[str, ...]], str]
    phrase: str
    soil: float = SOIL_LINE
    buried: bool = False


def _rooted(
    sketch: Callable[[tuple[str, ...]], str], phrase: str, soil: float
) -> Plant:
    return Plant(sketch, phrase, soil, buried=True)


PLANTS: Mapping[str, Plant] = MappingProxyType({
    "sunflower": Plant(daisies.sunflower, "a {colour} sunflower"),
    "double-sunflower": Plant(daisies.double_sunflower, "two shaggy {colour} sunflowers"),
    "cosmos": Plant(daisies.cosmos, "three {colour} cosmos flowers"),
    "calendula": Plant(daisies.calendula, "{colour} pot marigolds"),
    "zinnia": Plant(daisies.zinnia, "two {colour} zinnias"),
    "marigold": Plant(daisies.marigold, "three {colour} French marigolds"),
    "dahlia": Plant(daisies.dahlia, "a round {colour} dahlia"),
    "coneflower": Plant(daisies.coneflower, "three {colour} coneflowers"),
    "chamomile": Plant(daisies.chamomile, "a bunch of {colour} chamomile"),
    "poppy": Plant(meadow.poppy, "{colour} poppies with a bud and a seed head"),
    "cornflower": Plant(meadow.cornflower, "a {colour} cornflower"),
    "nigella": Plant(meadow.nigella, "{colour} love-in-a-mist with a seed pod"),
    "viola": Plant(meadow.viola, "six small {colours} violas"),
    "borage": Plant(meadow.borage, "{colour} borage stars"),
    "foxglove": Plant(spires.foxglove, "a spire of {colour} foxglove bells"),
    "snapdragon": Plant(spires.snapdragon, "a spire of {colour} snapdragons"),
    "hollyhock": Plant(spires.hollyhock, "a tall {colour} hollyhock"),
    "lavender": Plant(spires.lavender, "a sheaf of {colour} lavender"),
    "sweet-pea": Plant(climbers.sweet_pea, "{colours} sweet peas climbing a cane"),
    "nasturtium": Plant(climbers.nasturtium, "{colour} nasturtiums among round leaves"),
    "pea": Plant(climbers.peas, "an open pod of {colour} peas on the vine"),
    "runner-bean": Plant(climbers.runner_bean, "runner beans with {colour} flowers on a pole"),
    "french-bean": Plant(climbers.french_bean, "a bush of {colour} French beans"),
    "broad-bean": Plant(climbers.broad_bean, "upright {colour} broad bean pods"),
    "basil": Plant(herbs.basil, "a sprig of {colour} basil"),
    "bush-basil": Plant(herbs.bush_basil, "a round bush of small-leaved {colour} basil"),
    "mint": Plant(herbs.mint, "three stems of {colour} mint in flower"),
    "sage": Plant(herbs.sage, "{colour} sage leaves with violet flowers"),
    "thyme": Plant(herbs.thyme, "a cushion of {colour} thyme in flower"),
    "rosemary": Plant(herbs.rosemary, "branches of {colour} rosemary in flower"),
    "oregano": Plant(herbs.oregano, "{colour} oregano in flower"),
    "parsley": Plant(herbs.parsley, "a cushion of curled {colour} parsley"),
    "dill": Plant(umbels.dill, "a {colour} umbel of dill"),
    "coriander": Plant(umbels.coriander, "{colour} coriander leaves, flowers and seeds"),
    "chives": Plant(umbels.chives, "a clump of chives with {colour} heads"),
    "radish": _rooted(roots.radish, "three round {colour} radishes", 150),
    "long-radish": _rooted(roots.long_radish, "four long {colour} radishes with white tips", 146),
    "carrot": _rooted(roots.carrot, "three {colour} carrots in the soil", 146),
    "round-carrot": _rooted(roots.round_carrot, "three short round {colour} carrots", 164),
    "parsnip": _rooted(roots.parsnip, "two {colour} parsnips in the soil", 142),
    "beetroot": _rooted(roots.beetroot, "{colour} beetroot, one cut open to show its rings", 160),
    "turnip": _rooted(roots.turnip, "two white turnips with {colour} shoulders", 170),
    "onion": _rooted(roots.onion, "three {colour} onions", 204),
    "leek": _rooted(roots.leek, "three {colour} leeks with white shanks", 160),
    "tomato": Plant(fruits.tomato, "three {colour} tomatoes on the vine"),
    "beefsteak-tomato": Plant(fruits.beefsteak_tomato, "two large ribbed {colour} tomatoes"),
    "cherry-tomato": Plant(fruits.cherry_tomato, "a truss of small {colour} tomatoes"),
    "aubergine": Plant(fruits.aubergine, "two {colour} aubergines and a mauve flower"),
    "chilli": Plant(fruits.chilli, "a bush of pointed {colour} chillies"),
    "sweet-pepper": Plant(fruits.sweet_pepper, "two {colour} sweet peppers"),
    "sweetcorn": Plant(fruits.sweetcorn, "a cob of {colour} sweetcorn on its stalk"),
    "courgette": Plant(gourds.courgette, "two {colour} courgettes with yellow flowers"),
    "pumpkin": Plant(gourds.pumpkin, "a ribbed {colour} pumpkin under its leaves"),
    "cucumber": Plant(gourds.cucumber, "two {colour} cucumbers on the vine"),
    "lettuce": Plant(heads.lettuce, "a frilled {colour} lettuce"),
    "cabbage": Plant(heads.cabbage, "a round {colour} cabbage"),
    "kale": Plant(heads.kale, "tightly curled {colour} kale"),
    "palm-kale": Plant(heads.palm_kale, "narrow {colour} leaves of palm kale"),
    "chard": Plant(heads.chard, "chard with {colours} stalks"),
    "spinach": Plant(heads.spinach, "a rosette of {colour} spinach"),
    "broccoli": Plant(heads.broccoli, "a head of {colour} broccoli"),
    "cauliflower": Plant(heads.cauliflower, "a {colour} cauliflower in its leaves"),
    "rocket": Plant(heads.rocket, "{colour} rocket with cream flowers"),
})
