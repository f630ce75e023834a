"""All drawings share one paint box, so that forty packets look like one series."""

import colorsys

LEAF = "#5f8350"
DEEP_LEAF = "#41633c"
FRESH_LEAF = "#7fa35a"
GREY_LEAF = "#8ba389"
STEM = "#5a7c48"
EARTH = "#6d4a33"
CREAM = "#fbf3df"
INK = "#2c2426"
GOLD = "#e9b23c"
STRAW = "#d9bf7c"
CANE = "#b48a55"


def mix(colour: str, other: str, share: float) -> str:
    """Blend a share of the other colour into a colour."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    mixed = [round(one + (two - one) * share) for one, two in pairs]
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def darker(colour: str, share: float = 0.22) -> str:
    """Deepen a colour towards warm ink, as a glaze would, rather than to black."""
    return mix(colour, "#3a1c24", share)


def lighter(colour: str, share: float = 0.3) -> str:
    """Lift a colour towards the cream of the paper."""
    return mix(colour, CREAM, share)


def colour_at(colours: tuple[str, ...], place: int, otherwise: str) -> str:
    """Pick a colour of the recipe, or the plant's usual one where it names none."""
    return colours[place] if place < len(colours) else otherwise


def hue_lightness_strength(colour: str) -> tuple[float, float, float]:
    """Measure a colour: hue in degrees, lightness and strength from 0 to 1."""
    red, green, blue = (channel / 255 for channel in _channels(colour))
    hue, lightness, strength = colorsys.rgb_to_hls(red, green, blue)
    return hue * 360, lightness, strength


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
