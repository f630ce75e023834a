"""Made-up things of the shop, in the dataclasses in which real ones arrive."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from service_kit.money import Money
from storefront.service_models import (
    Address,
    CataloguePage,
    Category,
    Event,
    Facts,
    Line,
    Order,
    Product,
)

_MORNING = datetime(2026, 5, 2, 10, 4, tzinfo=UTC)
SHELVES = (
    Category("flowers", "Flowers", 17),
    Category("vegetables", "Vegetables", 32),
    Category("herbs", "Herbs", 14),
)
SUNFLOWER = Product(
    id=1,
    name="Sunflower ‘Velvet Noon’",
    slug="sunflower-velvet-noon",
    category="flowers",
    description="A single-headed sunflower with a dark eye as wide as a saucer.",
    price=Money(260, "EUR"),
    image="/pictures/sunflower-velvet-noon.svg",
    image_alt="Drawing of a yellow sunflower",
    quantity=120,
    is_active=True,
    facts=Facts("Helianthus annuus", (4, 5), 180, 45, 20),
)
POPPY = replace(
    SUNFLOWER,
    id=2,
    name="Field Poppy",
    slug="field-poppy",
    price=Money(180, "EUR"),
    image="/pictures/field-poppy.svg",
    image_alt="Drawing of a red poppy",
    facts=Facts("Papaver rhoeas", (3, 4, 9), 60, 20, 2),
)
NEARLY_GONE = replace(SUNFLOWER, id=5, quantity=4)
SOLD_OUT = replace(POPPY, id=3, quantity=0)
WITHOUT_FACTS = replace(SUNFLOWER, id=4, facts=None)
FOUND = CataloguePage((SUNFLOWER, POPPY, SOLD_OUT, WITHOUT_FACTS), "next", 63)
LAST_PAGE = replace(FOUND, products=(POPPY,), next=None, total=1)
NOTHING = CataloguePage((), None, 0)

_HOME = Address(
    "Ada Lovelace", "12 St James Square", "Top floor", "SW1Y 4JH", "London", "GB"
)


def line(product: Product, quantity: int = 1, notice: str | None = None) -> Line:
    """Put some of a product into a basket or an order."""
    return Line(
        product_id=product.id,
        name=product.name,
        slug=product.slug,
        quantity=quantity,
        unit_price=product.price,
        total=product.price * quantity,
        notice=notice,
        available=2 if notice == "short" else None,
    )


def basket(*lines: Line, delivery_method: str = "standard") -> Order:
    """Fill a basket; without a word, with two kinds."""
    kept = lines or (line(SUNFLOWER, 2), line(POPPY))
    subtotal = sum(each.total.minor for each in kept)
    delivery = 590 if delivery_method == "express" else 290
    return Order(
        number=None,
        state="open",
        reason=None,
        version=1,
        lines=kept,
        subtotal=Money(subtotal, "EUR"),
        delivery=Money(delivery, "EUR"),
        delivery_method=delivery_method,
        total=Money(subtotal + delivery, "EUR"),
        address=None,
        created_at=None,
    )


def order(*states: str, reason: str | None = None, action_url: str = "") -> Order:
    """Move an order from state to state, a minute each."""
    history = tuple(
        Event(state, _MORNING + timedelta(minutes=minute))
        for minute, state in enumerate(states)
    )
    return replace(
        basket(),
        number="7KQ2-M4TD",
        state=states[-1],
        reason=reason,
        address=_HOME,
        created_at=_MORNING,
        action_url=action_url or None,
        history=history,
    )
