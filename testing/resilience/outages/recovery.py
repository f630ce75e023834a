"""What must be so once a service is back: every page whole, every order paid once."""

import time
from collections.abc import Iterator, Sequence

from testing.resilience.outages.actions import CHECK_OUT
from testing.resilience.outages.all_visitors import AllVisitors
from testing.resilience.outages.expectations import Shape
from testing.resilience.outages.prepared_visits import PreparedVisit, make_visit
from testing.resilience.storms.proxied_shop import ProxiedShop

# After a failure a service is left alone for two seconds, and a page may need several.
_SECONDS_TO_HEAL = 15.0
_SECONDS_TO_SETTLE = 20.0
_SECONDS_BETWEEN_LOOKS = 0.25


def seconds_to_heal(visitors: AllVisitors) -> tuple[float, list[str]]:
    """Look at everything until it is whole; return how long that took, and what is not.

    Nothing is started anew for it: the shop must find out by itself.
    """
    begin = time.monotonic()
    ill = visitors.onlookers()
    while True:
        ill = [planned for planned in ill if not _is_whole(planned)]
        seconds = time.monotonic() - begin
        if not ill or seconds > _SECONDS_TO_HEAL:
            break
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    return seconds, [
        f"{planned.visit.name}, {planned.visitor.standing}, is not whole again"
        f" {_SECONDS_TO_HEAL:.0f} s later; it says {make_visit(planned).page.heading!r}"
        for planned in ill
    ]


def orders_amiss(shop: ProxiedShop, visits: Sequence[PreparedVisit]) -> list[str]:
    """Press every "Place order" once more: there must be one order, and it is paid."""
    if shop.seconds_until_settled(_SECONDS_TO_SETTLE) is None:
        return [f"an order is not settled {_SECONDS_TO_SETTLE:.0f} s later"]
    checkouts = [planned for planned in visits if planned.visit == CHECK_OUT]
    return [sentence for planned in checkouts for sentence in _amiss(planned)]


def _amiss(planned: PreparedVisit) -> Iterator[str]:
    again = make_visit(planned)
    if again.page.heading != CHECK_OUT.whole.words:
        yield f"“Place order”, pressed again, says {again.page.text[:200]!r}"
    orders = planned.visitor.browser.open("/orders").page.text
    if orders.count("Order ") != 1 or "Paid, being packed" not in orders:
        yield f"one order was agreed to, and the shopper has {orders[:300]!r}"


def _is_whole(planned: PreparedVisit) -> bool:
    visit, answer = planned.visit.filled_in(planned.visitor.facts), make_visit(planned)
    page = answer.page
    seen = page.heading if visit.shape == Shape.PAGE else answer.text + page.text
    return (
        answer.status == visit.whole.status
        and (visit.whole.words in seen or not visit.whole.is_whole)
        and visit.shows in answer.text
    )
