"""The profile of a shopper, and the little that the shop makes of it.

Other programs may keep things of their own in a profile: whatever the shop does not
know stays as it is. Pictures are drawn by the shop itself, because its pages load
nothing from elsewhere, so what is kept is the name of a drawing.
"""

from dataclasses import replace
from typing import Any

from storefront.service_models import Profile

DRAWINGS = {
    "sunflower": "Sunflower",
    "poppy": "Poppy",
    "cornflower": "Cornflower",
    "tomato": "Tomato",
    "radish": "Radish",
    "pea": "Pea",
    "bee": "Bee",
    "snail": "Snail",
}
DELIVERIES = (
    ("standard", "Standard, three to five days"),
    ("express", "Express, the day after tomorrow"),
)
_PICTURE, _DELIVERY = "picture", "delivery"


def picture(profile: Profile) -> str:
    """Name the drawing that stands for somebody; none is an empty name."""
    return _known(profile.preferences.get(_PICTURE), DRAWINGS, "")


def delivery(profile: Profile) -> str:
    """Return which delivery somebody likes best."""
    wanted = profile.preferences.get(_DELIVERY)
    return _known(wanted, dict(DELIVERIES), "standard")


def changed(profile: Profile, bio: str, picture: str, delivery: str) -> Profile:
    """Change these fields, and leave the rest of a profile alone."""
    preferences = dict(profile.preferences) | {_DELIVERY: delivery, _PICTURE: picture}
    if not picture:
        del preferences[_PICTURE]
    return replace(profile, bio=bio, preferences=preferences)


def _known(value: Any, names: dict[str, str], otherwise: str) -> str:
    return value if isinstance(value, str) and value in names else otherwise
