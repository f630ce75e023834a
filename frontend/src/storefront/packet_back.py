"""The back of a packet as small drawings: when to sow, how high, how far, how deep.

Here is where everything lies; the templates in macros/packet.html draw it. Heights are
to scale, beside a spade of one metre.
"""

from collections.abc import Collection
from dataclasses import dataclass

from storefront.service_models import Facts

_INITIALS = "JFMAMJJASOND"
_MONTH_WIDTH = 4
_HIGHEST_CM, _SMALLEST_SHARE = 240, 0.1
_FARTHEST_CM, _CLOSEST, _FARTHEST = 90, 16, 76
_MIDDLE = 48
_DEEPEST_MM, _SURFACE, _BOTTOM = 50, 14, 54
_LEAST_MEASURE = 6


@dataclass(frozen=True)
class Month:
    """A month of the year of a plant."""

    initial: str
    left: int
    is_sown: bool
    is_now: bool


@dataclass(frozen=True)
class PacketBack:
    """What is drawn on the back; what nobody knows is not drawn."""

    year: tuple[Month, ...]
    is_time_to_sow: bool
    share_of_height: float
    sprouts: tuple[int, int]
    seed_at: int

    @property
    def is_depth_measured(self) -> bool:
        """Return whether a measure fits between the surface and the seed."""
        return self.seed_at >= _SURFACE + _LEAST_MEASURE


def packet_back(facts: Facts, month: int) -> PacketBack:
    """Lay the drawings out, as they are in this month of the year (1 to 12)."""
    sown = set(facts.sowing_months)
    year = (
        Month(initial, 24 * (number - 1), number in sown, number == month)
        for number, initial in enumerate(_INITIALS, 1)
    )
    return PacketBack(
        year=tuple(year),
        is_time_to_sow=month in sown,
        share_of_height=_share_of_height(facts.height_cm or 0),
        sprouts=_sprouts(facts.spacing_cm or 0),
        seed_at=_depth(facts.depth_mm or 0),
    )


def year_strip(months: Collection[int]) -> str:
    """Draw the months of sowing as one path along a line of 48: `M12 0h8`."""
    sown = sorted({month for month in months if 1 <= month <= 12})
    starts = [month for month in sown if month - 1 not in sown]
    return "".join(
        f"M{_MONTH_WIDTH * (start - 1)} 0h{_MONTH_WIDTH * _run(start, sown)}"
        for start in starts
    )


def _run(start: int, sown: Collection[int]) -> int:
    end = start
    while end in sown:
        end += 1
    return end - start


def _share_of_height(height_cm: int) -> float:
    share = min(height_cm, _HIGHEST_CM) / _HIGHEST_CM
    return round(max(share, _SMALLEST_SHARE), 3)


def _sprouts(spacing_cm: int) -> tuple[int, int]:
    share = min(spacing_cm, _FARTHEST_CM) / _FARTHEST_CM
    half = round((_CLOSEST + (_FARTHEST - _CLOSEST) * share) / 2)
    return _MIDDLE - half, _MIDDLE + half


def _depth(depth_mm: int) -> int:
    share = min(depth_mm, _DEEPEST_MM) / _DEEPEST_MM
    return round(_SURFACE + (_BOTTOM - _SURFACE) * share)
