"""Placing an order once, whatever gets lost on the way."""

from service_kit.http_client import Rejected, ServiceUnavailable
from service_kit.money import Money
from storefront.clients.order_service import Purchase
from storefront.forms import CheckoutForm
from storefront.service_clients import services
from storefront.service_models import Address, Order

_KEY_REUSED = "idempotency-key-reused"
_ADDRESS = ("name", "line1", "line2", "postcode", "city", "country")


def place(token: str, form: CheckoutForm) -> Order:
    """Place the order of a form; when the answer is lost, find out what became of it.

    Raises `Rejected` where there is no order, and `ServiceUnavailable` where nobody
    knows: the same form may then be sent again, and its key makes sure of one order.
    """
    orders, purchase = services().orders, _purchase(form)
    try:
        return orders.check_out(token, purchase)
    except (ServiceUnavailable, Rejected) as error:
        if isinstance(error, Rejected) and error.reason != _KEY_REUSED:
            raise
        found = orders.find_by_key(token, purchase.key)
        if found is None:
            raise
        return found


def _purchase(form: CheckoutForm) -> Purchase:
    return Purchase(
        key=form.idempotency_key.data,
        cart_version=form.cart_version.data,
        expected_total=Money.parse(*form.expected_total.data.split(" ")),
        method=form.method.data,
        delivery=form.delivery.data,
        address=Address(**{name: form[name].data or "" for name in _ADDRESS}),
    )
