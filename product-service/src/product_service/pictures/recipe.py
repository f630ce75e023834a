"""A picture is stored as a recipe, not as a file, so that a product can be given a
drawing by anyone who knows a plant and a colour; this module refuses bad recipes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

HEX_COLOUR = re.compile(r"#[0-9a-f]{6}")
PLANT_KIND = re.compile(r"[a-z]+(-[a-z]+)*")
MOST_COLOURS = 6


@dataclass(frozen=True)
class Recipe:
    """Choose what to draw: a kind of plant, its main colours and the background."""

    plant: str
    colours: tuple[str, ...]
    ground: str

    def __post_init__(self) -> None:
        # Colours go into the SVG as they are, so this is also the injection guard.
        if not PLANT_KIND.fullmatch(self.plant):
            raise ValueError("A plant kind is lowercase words joined by hyphens.")
        if not 1 <= len(self.colours) <= MOST_COLOURS:
            raise ValueError(f"A picture needs one to {MOST_COLOURS} colours.")
        for colour in (*self.colours, self.ground):
            if not HEX_COLOUR.fullmatch(colour):
                raise ValueError(f"Write a colour like #d9482b, not {colour!r}.")

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> "Recipe":
        """Read a recipe from parsed JSON or TOML."""
        colours = data.get("colours")
        if not isinstance(colours, list | tuple):
            raise ValueError("The colours of a picture must be a list.")
        return cls(
            plant=_text(data, "plant"),
            colours=tuple(_word(colour) for colour in colours),
            ground=_text(data, "ground"),
        )

    def to_json(self) -> dict[str, object]:
        """Write the recipe in the form that `from_json` reads."""
        return {
            "plant": self.plant,
            "colours": list(self.colours),
            "ground": self.ground,
        }


def _text(data: Mapping[str, object], key: str) -> str:
    if key not in data:
        raise ValueError(f"A picture needs a {key}.")
    return _word(data[key])


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"A picture is described in words, not {value!r}.")
    return value
