"""This is the list of everything the shop can draw; a new plant is one drawing in
its family's module and one line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from product_service.pictures import (
    alliums,
    brassicas,
    climbers,
    daisies,
    doubles,
    fruits,
    gourds,
    greens,
    hill_herbs,
    kitchen_herbs,
    meadow,
    pods,
    roots,
    spires,
    tomatoes,
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


PLANTS: Mapping[str, Plant] = MappingProxyType(
    {
        "sunflower": Plant(daisies.sunflower, "a {colour} sunflower"),
        "double-sunflower": Plant(
            doubles.double_sunflower, "two shaggy {colour} sunflowers"
        ),
        "cosmos": Plant(daisies.cosmos, "three {colour} cosmos flowers"),
        "calendula": Plant(daisies.calendula, "{colour} pot marigolds"),
        "zinnia": Plant(doubles.zinnia, "two {colour} zinnias"),
        "marigold": Plant(doubles.marigold, "three {colour} French marigolds"),
        "dahlia": Plant(doubles.dahlia, "a round {colour} dahlia"),
        "coneflower": Plant(daisies.coneflower, "three {colour} coneflowers"),
        "chamomile": Plant(daisies.chamomile, "a bunch of {colour} chamomile"),
        "poppy": Plant(meadow.poppy, "{colour} poppies with a bud and a seed head"),
        "cornflower": Plant(meadow.cornflower, "a {colour} cornflower"),
        "nigella": Plant(meadow.nigella, "{colour} love-in-a-mist with a seed pod"),
        "viola": Plant(meadow.viola, "six small {colours} violas"),
        "borage": Plant(kitchen_herbs.borage, "{colour} borage stars"),
        "foxglove": Plant(spires.foxglove, "a spire of {colour} foxglove bells"),
        "snapdragon": Plant(spires.snapdragon, "a spire of {colour} snapdragons"),
        "hollyhock": Plant(spires.hollyhock, "a tall {colour} hollyhock"),
        "lavender": Plant(hill_herbs.lavender, "a sheaf of {colour} lavender"),
        "sweet-pea": Plant(climbers.sweet_pea, "{colours} sweet peas climbing a cane"),
        "nasturtium": Plant(
            climbers.nasturtium, "{colour} nasturtiums among round leaves"
        ),
        "pea": Plant(pods.peas, "an open pod of {colour} peas on the vine"),
        "runner-bean": Plant(
            pods.runner_bean, "runner beans with {colour} flowers on a pole"
        ),
        "french-bean": Plant(pods.french_bean, "a bush of {colour} French beans"),
        "broad-bean": Plant(pods.broad_bean, "upright {colour} broad bean pods"),
        "basil": Plant(kitchen_herbs.basil, "a sprig of {colour} basil"),
        "bush-basil": Plant(
            kitchen_herbs.bush_basil, "a round bush of small-leaved {colour} basil", 228
        ),
        "mint": Plant(kitchen_herbs.mint, "three stems of {colour} mint in flower"),
        "sage": Plant(hill_herbs.sage, "{colour} sage leaves with violet flowers"),
        "thyme": Plant(hill_herbs.thyme, "a cushion of {colour} thyme in flower"),
        "rosemary": Plant(
            hill_herbs.rosemary, "branches of {colour} rosemary in flower"
        ),
        "oregano": Plant(hill_herbs.oregano, "{colour} oregano in flower"),
        "parsley": Plant(kitchen_herbs.parsley, "a cushion of curled {colour} parsley"),
        "dill": Plant(umbels.dill, "a {colour} umbel of dill"),
        "coriander": Plant(
            umbels.coriander, "{colour} coriander leaves, flowers and seeds"
        ),
        "chives": Plant(alliums.chives, "a clump of chives with {colour} heads"),
        "radish": _rooted(roots.radish, "three round {colour} radishes", 150),
        "long-radish": _rooted(
            roots.long_radish, "four long {colour} radishes with white tips", 146
        ),
        "carrot": _rooted(roots.carrot, "three {colour} carrots in the soil", 146),
        "round-carrot": _rooted(
            roots.round_carrot, "three short round {colour} carrots", 164
        ),
        "parsnip": _rooted(roots.parsnip, "two {colour} parsnips in the soil", 142),
        "beetroot": _rooted(
            roots.beetroot, "{colour} beetroot, one cut open to show its rings", 160
        ),
        "turnip": _rooted(
            roots.turnip, "two white turnips with {colour} shoulders", 170
        ),
        "onion": _rooted(alliums.onion, "three {colour} onions", 204),
        "leek": _rooted(alliums.leek, "three {colour} leeks with white shanks", 160),
        "tomato": Plant(tomatoes.tomato, "three {colour} tomatoes on the vine"),
        "beefsteak-tomato": Plant(
            tomatoes.beefsteak_tomato, "two large ribbed {colour} tomatoes"
        ),
        "cherry-tomato": Plant(
            tomatoes.cherry_tomato, "a truss of small {colour} tomatoes"
        ),
        "aubergine": Plant(
            fruits.aubergine, "two {colour} aubergines and a mauve flower"
        ),
        "chilli": Plant(fruits.chilli, "a bush of pointed {colour} chillies"),
        "sweet-pepper": Plant(fruits.sweet_pepper, "two {colour} sweet peppers"),
        "sweetcorn": Plant(
            fruits.sweetcorn, "a cob of {colour} sweetcorn on its stalk"
        ),
        "courgette": Plant(
            gourds.courgette, "two {colour} courgettes with yellow flowers"
        ),
        "pumpkin": Plant(
            gourds.pumpkin, "a ribbed {colour} pumpkin under its leaves", 234
        ),
        "cucumber": Plant(gourds.cucumber, "two {colour} cucumbers on the vine"),
        "lettuce": Plant(greens.lettuce, "a frilled {colour} lettuce", 214),
        "cabbage": Plant(brassicas.cabbage, "a round {colour} cabbage", 216),
        "kale": Plant(brassicas.kale, "tightly curled {colour} kale"),
        "palm-kale": Plant(brassicas.palm_kale, "narrow {colour} leaves of palm kale"),
        "chard": Plant(greens.chard, "chard with {colours} stalks"),
        "spinach": Plant(greens.spinach, "a rosette of {colour} spinach", 222),
        "broccoli": Plant(brassicas.broccoli, "a head of {colour} broccoli"),
        "cauliflower": Plant(
            brassicas.cauliflower, "a {colour} cauliflower in its leaves", 214
        ),
        "rocket": Plant(greens.rocket, "{colour} rocket with cream flowers"),
    }
)
