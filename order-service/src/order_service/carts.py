"""The open cart of a shopper: every change moves its version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import delete, select, update

from order_service.clients.product_service import Product
from order_service.database import db, read_transaction, transaction
from order_service.errors import ProductNotFound, TooMany
from order_service.models import MOST_OF_ONE_PRODUCT, Cart, CartLine, OrderLine
from order_service.service_clients import services
from service_kit.row_counts import changed_rows

MOST_LINES = 100


@dataclass(frozen=True)
class OpenCart:
    """A cart as it stands: product ids with quantities, in the order of adding."""

    owner: int
    version: int = 0
    quantities: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class FilledCart:
    """A cart after something was put in, with the products that it then holds."""

    cart: OpenCart
    products: Mapping[int, Product]


@read_transaction
def open_cart(owner: int) -> OpenCart:
    """Look at a shopper's cart; one who has none has an empty one."""
    cart = db.session.get(Cart, owner)
    return _pictured(owner, cart.version, lines_of(owner)) if cart else OpenCart(owner)


def add_item(owner: int, product_id: int, quantity: int) -> FilledCart:
    """Add some of a product that is for sale; raise `ProductNotFound`, `TooMany`."""
    products = services().products.products([*open_cart(owner).quantities, product_id])
    product = products.get(product_id)
    if product is None or not product.is_active:
        raise ProductNotFound
    cart = _put_lines(owner, {product_id: quantity}, products, cap=False)
    return FilledCart(cart, products)


def merge(owner: int, quantities: Mapping[int, int]) -> FilledCart:
    """Add the lines of a guest's cart, as far as they exist, 99 of each at most."""
    wanted = [*open_cart(owner).quantities, *quantities]
    products = services().products.products(wanted)
    known = {
        product_id: quantity
        for product_id, quantity in quantities.items()
        if product_id in products and products[product_id].is_active
    }
    return FilledCart(_put_lines(owner, known, products, cap=True), products)


def change_quantity(owner: int, product_id: int, quantity: int) -> FilledCart:
    """Set how many of a product are wanted; raise `ProductNotFound` if none are."""
    products = _products_of(owner)
    return FilledCart(_with_quantity(owner, product_id, quantity), products)


def remove_item(owner: int, product_id: int) -> FilledCart:
    """Take a product out of the cart; taking it out twice is no fault."""
    products = _products_of(owner)
    return FilledCart(_without(owner, product_id), products)


def lines_of(owner: int) -> list[CartLine]:
    """List the lines of a cart in a steady order."""
    found = select(CartLine).where(CartLine.owner == owner)
    return list(db.session.scalars(found.order_by(CartLine.name, CartLine.product_id)))


def return_to_cart(owner: int, lines: Iterable[OrderLine]) -> None:
    """Put the lines of a failed order back, in the transaction that closes it."""
    _touch(owner)
    for line in lines:
        kept = _line(owner, line.product_id)
        kept.quantity = min(kept.quantity + line.quantity, MOST_OF_ONE_PRODUCT)
        kept.name, kept.slug = line.name_snapshot, line.slug_snapshot
        kept.unit_amount = line.unit_amount


def _products_of(owner: int) -> dict[int, Product]:
    # Asked for first: a cart that cannot be priced is not changed either.
    return services().products.products(open_cart(owner).quantities)


@transaction
def _with_quantity(owner: int, product_id: int, quantity: int) -> OpenCart:
    _touch(owner)
    line = db.session.get(CartLine, (owner, product_id))
    if line is None:
        raise ProductNotFound
    line.quantity = quantity
    return _present(owner)


@transaction
def _without(owner: int, product_id: int) -> OpenCart:
    _touch(owner)
    gone = delete(CartLine).where(
        CartLine.owner == owner, CartLine.product_id == product_id
    )
    db.session.execute(gone)
    return _present(owner)


@transaction
def _put_lines(
    owner: int,
    quantities: Mapping[int, int],
    products: Mapping[int, Product],
    *,
    cap: bool,
) -> OpenCart:
    _touch(owner)
    for product_id, quantity in quantities.items():
        _put_line(owner, products[product_id], quantity, cap=cap)
    cart = _present(owner)
    if len(cart.quantities) > MOST_LINES:
        raise TooMany(f"A basket holds at most {MOST_LINES} different products.")
    return cart


def _present(owner: int) -> OpenCart:
    db.session.flush()
    version = db.session.get_one(Cart, owner).version
    return _pictured(owner, version, lines_of(owner))


def _pictured(owner: int, version: int, lines: list[CartLine]) -> OpenCart:
    return OpenCart(owner, version, {line.product_id: line.quantity for line in lines})


def _put_line(owner: int, product: Product, quantity: int, *, cap: bool) -> None:
    line = _line(owner, product.id)
    wanted = line.quantity + quantity
    if wanted > MOST_OF_ONE_PRODUCT and not cap:
        raise TooMany(errors={"qty": [TooMany.sentence]})
    line.quantity = min(wanted, MOST_OF_ONE_PRODUCT)
    line.name, line.slug = product.name, product.slug
    line.unit_amount = product.price.minor


def _line(owner: int, product_id: int) -> CartLine:
    line = db.session.get(CartLine, (owner, product_id))
    if line is None:
        line = CartLine(owner=owner, product_id=product_id, quantity=0)
        db.session.add(line)
    return line


def _touch(owner: int) -> None:
    """Move the version on, of a cart that may not have been there yet.

    Done before all else: whoever changes the same cart meanwhile waits here.
    """
    move = update(Cart).where(Cart.owner == owner).values(version=Cart.version + 1)
    if changed_rows(db, move) == 0:
        db.session.add(Cart(owner=owner, version=1))
        db.session.flush()
