"""What must be so once a service is back: every page whole, every order paid once."""

import time
from collections.abc import Iterator, Sequence

from tools.chaos.stage import Stage
from tools.outages.cast import Cast
from tools.outages.deeds import CHECK_OUT
from tools.outages.errands import Errand, go
from tools.outages.sights import Shape

# After a failure a service is left alone for two seconds, and a page may need several.
_SECONDS_TO_HEAL = 15.0
_SECONDS_TO_SETTLE = 20.0
_SECONDS_BETWEEN_LOOKS = 0.25


def seconds_to_heal(cast: Cast) -> tuple[float, list[str]]:
    """Look at everything until it is whole; tell how long that took, and what is not.

    Nothing is started anew for it: the shop must find out by itself.
    """
    begin = time.monotonic()
    ill = cast.onlookers()
    while True:
        ill = [errand for errand in ill if not _is_whole(errand)]
        seconds = time.monotonic() - begin
        if not ill or seconds > _SECONDS_TO_HEAL:
            break
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    return seconds, [
        f"{errand.visit.name}, {errand.person.standing}, is not whole again"
        f" {_SECONDS_TO_HEAL:.0f} s later; it says {go(errand).page.heading!r}"
        for errand in ill
    ]


def orders_amiss(stage: Stage, errands: Sequence[Errand]) -> list[str]:
    """Press every "Place order" once more: there must be one order, and it is paid."""
    if stage.seconds_until_settled(_SECONDS_TO_SETTLE) is None:
        return [f"an order is not settled {_SECONDS_TO_SETTLE:.0f} s later"]
    pressed = [errand for errand in errands if errand.visit == CHECK_OUT]
    return [sentence for errand in pressed for sentence in _amiss(errand)]


def _amiss(errand: Errand) -> Iterator[str]:
    again = go(errand)
    if again.page.heading != CHECK_OUT.whole.words:
        yield f"“Place order”, pressed again, says {again.page.text[:200]!r}"
    orders = errand.person.browser.open("/orders").page.text
    if orders.count("Order ") != 1 or "Paid, being packed" not in orders:
        yield f"one order was agreed to, and the shopper has {orders[:300]!r}"


def _is_whole(errand: Errand) -> bool:
    visit, answer = errand.visit.told(errand.person.facts), go(errand)
    page = answer.page
    seen = page.heading if visit.shape == Shape.PAGE else answer.text + page.text
    return (
        answer.status == visit.whole.status
        and (visit.whole.words in seen or not visit.whole.is_whole)
        and visit.shows in answer.text
    )
