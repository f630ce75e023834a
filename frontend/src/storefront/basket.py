"""The basket of whoever is here: a guest's in the session, others' at order-service.

A guest's lines are kept one by one (see `sessions`). At sign-in they move over to
order-service; when it is away just then, they wait in the session and move later.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from service_kit.http_client import CallFailed, NotFound, Rejected, ServiceUnavailable
from service_kit.money import Money
from service_kit.problems import Invalid
from storefront import seen_prices
from storefront.clients.order_service import OrderServiceClient
from storefront.formatting import packets
from storefront.service_clients import services
from storefront.service_models import Basket
from storefront.sessions import session
from storefront.shopper import Shopper, shopper

MOST_OF_ONE = 99
_DELIVERIES = {"standard", "express"}
_MOST_LINES = 50
_LINE = "basket:"
_COUNT = "basket_count"
log = logging.getLogger(__name__)


class BasketFull(Invalid):
    """The basket holds as many as it can."""


class NoneLeft(Exception):
    """Nothing could be put in: the basket holds all that is left, or nothing is."""

    def __init__(self, name: str, held: int) -> None:
        """Take what was wanted, and how much of it the basket holds."""
        super().__init__(
            f"Your basket holds all that is left of {name}: {packets(held)}."
            if held
            else f"{name} is sold out just now."
        )


@dataclass(frozen=True)
class Added:
    """What was put into the basket, and whether more was wanted than there is."""

    name: str
    quantity: int
    is_all_there_is: bool = False

    @property
    def why_fewer(self) -> str:
        """Show it where not everything that was wanted could be put in."""
        return " There are no more just now." if self.is_all_there_is else ""


def contents(delivery: str | None = None) -> Basket | None:
    """Look into the basket at the prices of this moment; None where it is empty.

    A delivery that the shop does not know is the standard one.
    """
    delivery = delivery if delivery in _DELIVERIES else "standard"
    person = shopper()
    if person:
        return _full(_of(person, lambda token: _orders().basket(token, delivery)))
    lines = waiting_lines()
    return _full(_quoted(lines, delivery) if lines else None)


def delivery_prices(order: Basket) -> Mapping[str, Money]:
    """Price every kind of delivery; a page is as good without the others."""
    prices = {order.delivery_method: order.delivery}
    try:
        for method in _DELIVERIES - prices.keys():
            if other := contents(method):
                prices[method] = other.delivery
    except CallFailed:
        return prices
    return prices


def put_in(product_id: int, quantity: int) -> Added:
    """Put some of a product into the basket, as far as there is some.

    Raises `NotFound`, `NoneLeft` or `BasketFull`.
    """
    person = shopper()
    if person:
        return _put_into_own(person, product_id, quantity)
    product = next(iter(services().products.products([product_id])), None)
    if product is None or not product.is_active:
        raise NotFound(404)
    held = waiting_lines().get(product_id, 0)
    wanted = held + quantity
    if wanted <= product.quantity:
        _put_into_waiting(product_id, wanted)
    elif product.quantity > held:
        _put_into_waiting(product_id, min(product.quantity, MOST_OF_ONE))
    else:
        raise NoneLeft(product.name, held)
    seen_prices.keep(product_id, product.price)
    added = waiting_lines()[product_id] - held
    return Added(product.name, added, is_all_there_is=wanted > product.quantity)


def change_quantity(product_id: int, quantity: int) -> Basket | None:
    """Set the quantity of a product."""
    person = shopper()
    if person:
        return _full(
            _of(
                person,
                lambda token: _orders().change_quantity(token, product_id, quantity),
            )
        )
    if product_id in waiting_lines():
        _put_into_waiting(product_id, quantity)
    return contents()


def take_out(product_id: int) -> Basket | None:
    """Take a product out of the basket."""
    person = shopper()
    if person:
        return _full(
            _of(person, lambda token: _orders().remove_item(token, product_id))
        )
    session.pop(_LINE + str(product_id), None)
    return contents()


def put_all_in(person: Shopper, lines: dict[int, int]) -> None:
    """Put several products into a shopper's basket, as far as they can be had."""
    _of(person, lambda token: _orders().merge(token, lines))


def fill_up_to(person: Shopper, lines: dict[int, int]) -> None:
    """Put in what the basket lacks of several products, and nothing twice."""
    held = _of(person, lambda token: _orders().basket(token), is_read=True)
    has = {line.product_id: line.quantity for line in held.lines}
    lacking = {
        product_id: quantity - has.get(product_id, 0)
        for product_id, quantity in lines.items()
        if quantity > has.get(product_id, 0)
    }
    if lacking:
        put_all_in(person, lacking)


def bring_along(person: Shopper) -> int | None:
    """Move a guest's lines to the basket of the shopper who has just signed in.

    Returns how many packets came along; None where order-service is away, and then the
    lines wait for a better moment.
    """
    brought = sum(waiting_lines().values())
    try:
        _of(person, lambda token: _orders().basket(token), is_read=True)
    except (ServiceUnavailable, Rejected) as error:
        log.warning("The basket could not be asked about at sign-in: %s", error)
        session.pop(_COUNT, None)
        return None if brought else 0
    return brought


def count() -> int | None:
    """Return how many packets are in the basket, without asking; None if unknown."""
    if not session:
        return None if session.is_lost else 0
    if shopper() is None:
        return sum(waiting_lines().values())
    known: int | None = session.get(_COUNT)
    return known


def empty() -> None:
    """Note that the basket has become an order."""
    session[_COUNT] = 0
    seen_prices.keep_all(None)


def note_return() -> None:
    """Count again, after the lines of an order have come back."""
    try:
        contents()
    except CallFailed:
        session.pop(_COUNT, None)


def is_empty_guest() -> bool:
    """Return whether a guest is here who has chosen nothing yet."""
    return shopper() is None and not waiting_lines()


def waiting_lines() -> dict[int, int]:
    """List a guest's quantities by product id, in the order they were chosen."""
    return {
        int(name.removeprefix(_LINE)): quantity
        for name, quantity in session.items()
        if name.startswith(_LINE)
    }


def _put_into_own(person: Shopper, product_id: int, quantity: int) -> Added:
    order = _of(person, lambda token: _orders().add_item(token, product_id, quantity))
    seen_prices.keep_all(order)
    line = next((each for each in order.lines if each.product_id == product_id), None)
    if line is None:
        return Added("", quantity)
    held = line.quantity - quantity
    if line.notice == "short" and line.available and line.available > held:
        change_quantity(product_id, line.available)
        return Added(line.name, line.available - held, is_all_there_is=True)
    if line.notice in {"short", "sold-out"}:
        _take_back(product_id, held)
        raise NoneLeft(line.name, held)
    return Added(line.name, quantity)


def _take_back(product_id: int, held: int) -> None:
    """Leave a line as it was before more was wanted than there is."""
    if held > 0:
        change_quantity(product_id, held)
    else:
        take_out(product_id)


def _put_into_waiting(product_id: int, quantity: int) -> None:
    name = _LINE + str(product_id)
    if quantity > MOST_OF_ONE:
        raise BasketFull(f"A basket takes at most {MOST_OF_ONE} packets of one kind.")
    if name not in session and len(waiting_lines()) >= _MOST_LINES:
        raise BasketFull(f"A basket takes at most {_MOST_LINES} kinds of packet.")
    session[name] = quantity


def _quoted(lines: dict[int, int], delivery: str) -> Basket | None:
    try:
        return _orders().quote(lines, delivery)
    except NotFound:
        # None of the products is left in the catalogue.
        _forget_waiting_lines()
        return None


def _of(
    person: Shopper, deed: Callable[[str], Basket], *, is_read: bool = False
) -> Basket:
    """Do something to a shopper's basket, and remember how much it holds then."""
    merged = _move_waiting_lines(person)
    order = merged if merged and is_read else deed(person.token)
    session[_COUNT] = order.count
    return order


def _move_waiting_lines(person: Shopper) -> Basket | None:
    lines = waiting_lines()
    if not lines:
        return None
    try:
        merged = _orders().merge(person.token, lines)
    except NotFound:
        merged = None
    _forget_waiting_lines()
    return merged


def _forget_waiting_lines() -> None:
    for name in [name for name in session if name.startswith(_LINE)]:
        del session[name]


def _full(order: Basket | None) -> Basket | None:
    seen_prices.keep_all(order)
    return order if order and order.lines else None


def _orders() -> OrderServiceClient:
    return services().orders
