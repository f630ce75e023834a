"""The basket: filled from every shelf, changed and emptied on its own page."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from service_kit.http_client import CallFailed, NotFound, Rejected
from storefront import basket as use_cases
from storefront import next_url, seen_prices
from storefront.basket import Added, BasketFull, NoneLeft
from storefront.catalogue_cache import catalogue_cache
from storefront.clients.product_service import CatalogueQuery
from storefront.flash_messages import Notice, keep, note
from storefront.formatting import packets
from storefront.forms import AddForm, QuantityForm
from storefront.htmx import announced, wants_partial
from storefront.service_models import Basket, Line, Product

basket = Blueprint("basket", __name__, url_prefix="/basket")
_ITEM = "/items/<id:product_id>"
_SUGGESTIONS = 4


@basket.get("")
def show() -> str:
    """Show what is in the basket, what it costs, and the way to pay for it."""
    return _page(use_cases.contents())


@basket.post("/add")
def add() -> Response | tuple[str, int]:
    """Put some of a product into the basket."""
    form = AddForm()
    if not form.validate():
        return _refused(" ".join(words for _, words in form.faults), 422)
    try:
        added = use_cases.put_in(form.product_id.data, form.quantity.data)
    except NotFound:
        return _refused("That packet is no longer for sale.", 404)
    except NoneLeft as refusal:
        return _refused(str(refusal), 422)
    except (BasketFull, Rejected) as refusal:
        if isinstance(refusal, Rejected) and refusal.status != 422:
            raise
        return _refused(_first_words(refusal), 422)
    return _added(added)


@basket.post(_ITEM)
def change(product_id: int) -> Response | str | tuple[str, int]:
    """Set the quantity of a product."""
    form = QuantityForm()
    if not form.validate():
        return _unchanged(product_id, form.faults[0][1])
    if form.quantity.data == 0:
        return remove(product_id)
    order = use_cases.change_quantity(product_id, form.quantity.data)
    return _changed(order)


@basket.post(f"{_ITEM}/remove")
def remove(product_id: int) -> Response | str:
    """Take a product out; it can be put back with one press."""
    before = use_cases.contents()
    order = use_cases.take_out(product_id)
    for line in before.lines if before else ():
        if line.product_id == product_id:
            return _changed(order, _farewell(line))
    return _changed(order)


def _added(added: Added) -> Response:
    count = use_cases.count()
    if wants_partial():
        return announced(
            render_template("basket/_item_added.html", added=added, basket_count=count)
        )
    note(
        f"{added.name}: {packets(added.quantity)} added.{added.why_fewer}",
        link=url_for("basket.show"),
        link_words="View basket",
    )
    return redirect(next_url.page_before() or url_for("basket.show"), 303)


def _farewell(line: Line) -> Notice:
    return Notice(
        f"{line.name} is out of your basket.",
        undo_product=line.product_id,
        undo_quantity=line.quantity,
    )


def _changed(order: Basket | None, notice: Notice | None = None) -> Response | str:
    if not wants_partial():
        if notice:
            keep(notice)
        return redirect(url_for("basket.show"), 303)
    return _lines(order, notice=notice)


def _unchanged(product_id: int, words: str) -> tuple[str, int]:
    """Show at its field why a quantity is what it was."""
    order = use_cases.contents()
    for line in order.lines if order else ():
        if line.product_id == product_id:
            words += f" Your basket still holds {packets(line.quantity)}."
    refused = {product_id: words}
    if wants_partial():
        return _lines(order, refused=refused), 422
    fault = (f"quantity-{product_id}", words)
    return _page(order, [fault], refused=refused), 422


def _refused(words: str, status: int) -> Response | tuple[str, int]:
    """Show why nothing was put in."""
    if wants_partial():
        html = render_template("basket/_item_refused.html", words=words)
        return announced(html, status)
    return _page(use_cases.contents(), [("basket-lines", words)]), status


def _page(
    order: Basket | None,
    faults: Sequence[tuple[str, str]] = (),
    refused: Mapping[int, str] | None = None,
) -> str:
    return render_template(
        "basket/basket.html", faults=faults, **_shown(order, refused)
    )


def _lines(
    order: Basket | None,
    notice: Notice | None = None,
    refused: Mapping[int, str] | None = None,
) -> str:
    return render_template(
        "basket/_basket_lines.html",
        is_part=True,
        basket_count=use_cases.count(),
        **_shown(order, refused, notice),
    )


def _shown(
    order: Basket | None,
    refused: Mapping[int, str] | None,
    notice: Notice | None = None,
) -> dict[str, object]:
    """Gather what the lines of a basket show, on their page and alone."""
    return {
        "order": order,
        "former": _former(order),
        "suggestions": _suggestions(order),
        "refused": refused or {},
        "notice": notice,
    }


def _former(order: Basket | None) -> Mapping[int, str]:
    return seen_prices.former_prices(seen_prices.kept(), order) if order else {}


def _suggestions(order: Basket | None) -> tuple[Product, ...]:
    """Offer a beginning to whoever has an empty basket."""
    if order:
        return ()
    try:
        return catalogue_cache().page(CatalogueQuery(limit=_SUGGESTIONS)).products
    except CallFailed:
        return ()


def _first_words(refusal: BasketFull | Rejected) -> str:
    sentences = [words for field in refusal.errors.values() for words in field]
    return sentences[0] if sentences else refusal.detail
