"""What people decide about a product, apart from how it is stored or sent: the shape in
which the administration, a feed and the shop's own catalogue all hand products over."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from product_service.pictures import Recipe
from service_kit.money import Money

EVERYTHING_ELSE = "other"


@dataclass(frozen=True)
class Facts:
    """What a gardener wants to know before sowing."""

    botanical_name: str
    sowing_months: tuple[int, ...]
    height_cm: int
    spacing_cm: int
    depth_mm: int

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Facts":
        """Read the facts as they are stored."""
        return cls(**{**data, "sowing_months": tuple(data["sowing_months"])})

    def to_json(self) -> dict[str, object]:
        """Write the facts so that `from_json` reads them again."""
        return asdict(self) | {"sowing_months": list(self.sowing_months)}


@dataclass(frozen=True)
class Details:
    """All details of a product; `slug` is its place in addresses."""

    name: str
    slug: str
    price: Money
    category: str = EVERYTHING_ELSE
    brand: str | None = None
    description: str = ""
    quantity: int = 0
    image: str | None = None
    picture: Recipe | None = None
    facts: Facts | None = None
    is_active: bool = True
