"""Someone who cannot see a picture should still know what it shows; the caption is
made from the same recipe as the drawing, so the two cannot disagree."""

import re

from product_service.pictures.pigments import hue_lightness_strength
from product_service.pictures.recipe import Recipe

# Where each colour word ends on the wheel, in degrees.
HUES = (
    (14, "red"),
    (35, "orange"),
    (46, "golden"),
    (66, "yellow"),
    (168, "green"),
    (196, "turquoise"),
    (248, "blue"),
    (316, "purple"),
    (346, "pink"),
    (361, "red"),
)
# Beyond its limit of lightness a colour has a word of its own.
DEEP_WORDS = {
    "red": (0.3, "dark red"),
    "orange": (0.36, "brown"),
    "golden": (0.36, "brown"),
    "yellow": (0.34, "olive"),
    "pink": (0.45, "crimson"),
}
PALE_WORDS = {
    "red": (0.62, "pink"),
    "orange": (0.68, "apricot"),
    "blue": (0.68, "pale blue"),
    "purple": (0.66, "mauve"),
}


def caption(phrase: str, recipe: Recipe) -> str:
    """Fill a plant's phrase with the colour words of a recipe."""
    words = list(dict.fromkeys(colour_word(colour) for colour in recipe.colours))
    filled = phrase.format(colour=words[0], colours=_listed(words))
    return "Drawing of " + re.sub(r"\ba (?=[aeiou])", "an ", filled)


def packet_caption(name: str) -> str:
    """Describe the packet that stands in for a missing drawing."""
    return f"Drawing of a seed packet of {name}" if name else "Drawing of a seed packet"


def colour_word(colour: str) -> str:
    """Find the plain word for a colour."""
    hue, lightness, strength = hue_lightness_strength(colour)
    if strength < 0.12 or lightness > 0.93 or lightness < 0.08:
        return _grey_word(lightness)
    if lightness > 0.82 and 20 <= hue <= 75:
        return "cream"
    word = next(name for end, name in HUES if hue < end)
    deep_limit, deep_word = DEEP_WORDS.get(word, (0.0, word))
    pale_limit, pale_word = PALE_WORDS.get(word, (1.0, word))
    if lightness < deep_limit:
        return deep_word
    return pale_word if lightness > pale_limit else word


def _grey_word(lightness: float) -> str:
    if lightness > 0.82:
        return "white"
    return "black" if lightness < 0.22 else "grey"


def _listed(words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    return ", ".join(words[:-1]) + " and " + words[-1]
