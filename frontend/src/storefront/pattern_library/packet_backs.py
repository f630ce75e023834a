"""The back of a packet as small drawings, for a small plant and a large one."""

from collections.abc import Mapping
from functools import partial

from storefront.packet_back import packet_back
from storefront.pattern_library.pattern import Pattern, Variant
from storefront.service_models import Facts

_FILE = "macros/packet.html"
_SMALL = Facts("Viola tricolor", (3, 4, 9), 15, 10, 2)
_LARGE = Facts("Helianthus annuus", (4, 5), 240, 90, 50)
_MAY = 5


def _drawn(facts: Facts) -> Mapping[str, object]:
    return {"back": packet_back(facts, _MAY), "months": facts.sowing_months}


def _sizes(name: str, call: str, small: str, large: str) -> Pattern:
    return Pattern(
        _FILE,
        name,
        (
            Variant(small, call, partial(_drawn, _SMALL)),
            Variant(large, call, partial(_drawn, _LARGE)),
        ),
    )


_STRIP = '<div class="facts">{{ year_strip(months) }}</div>'
PACKET_BACKS = (
    _sizes("year_strip", _STRIP, "sown twice a year", "sown once"),
    _sizes("year_drawing", "{{ year_drawing(back) }}", "not now", "sown this month"),
    _sizes("height_drawing", "{{ height_drawing(back) }}", "low", "as high as any"),
    _sizes("spacing_drawing", "{{ spacing_drawing(back) }}", "close", "far apart"),
    _sizes("depth_drawing", "{{ depth_drawing(back) }}", "shallow", "deep"),
)
