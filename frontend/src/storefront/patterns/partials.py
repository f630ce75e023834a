"""What refreshes within a page: the basket, the shelves, and words of the moment."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from storefront import errors, usernames
from storefront.basket import Added
from storefront.clients.order_service import NAME as ORDER_SERVICE
from storefront.clients.product_service import CatalogueQuery
from storefront.forms import CheckoutForm
from storefront.patterns import examples
from storefront.patterns.examples import POPPY, SUNFLOWER, basket, line
from storefront.patterns.notices import FAREWELL
from storefront.patterns.pattern import Pattern, Variant
from storefront.payloads import Order
from storefront.usernames import State, Verdict

_BASKET = "basket/_basket_lines.html"
_SUMMARY = "checkout/_order_summary.html"
_CALL = f'{{% include "{_SUMMARY}" %}}'
_TROUBLED = (
    line(SUNFLOWER, 5, "short"),
    line(POPPY, notice="sold-out"),
    line(examples.WITHOUT_FACTS, notice="gone"),
)


def _part(file: str, **variants: Mapping[str, object]) -> Pattern:
    """Show a partial with what its view gives it, each under its title."""
    call = f'{{% include "{file}" %}}'
    return Pattern(
        file,
        "",
        tuple(
            Variant(title.replace("_", " "), call, partial(dict, given))
            for title, given in variants.items()
        ),
    )


def _basket(order: Order | None, **more: object) -> Mapping[str, object]:
    """Give what the lines of a basket show; most of it is nothing, most of the time."""
    shown: dict[str, object] = {"former": {}, "refused": {}, "suggestions": ()}
    return {**shown, "notice": None, "order": order, **more}


def _summary(order: Order, **more: object) -> Mapping[str, object]:
    """Give what the summary of a checkout shows."""
    return {"order": order, "former": {}, "shares": {}, **more}


def _unheard(*, is_agreed: bool) -> Mapping[str, object]:
    """Give what the checkout knows when nobody has answered it."""
    form = CheckoutForm(data={"expected_total": "9.90 EUR"})
    return {"form": form, "order": None, "kept_prices": (), "is_agreed": is_agreed}


PARTIALS = (
    _part(
        "basket/_added.html",
        the_first={"added": Added("Chives", 1), "basket_count": 1},
        several_among_others={"added": Added("Chives", 12), "basket_count": 40},
        where_nobody_knows_the_count={"added": Added("Chives", 1), "basket_count": 0},
    ),
    _part(
        "basket/_basket_badge.html",
        empty={"basket_count": 0, "is_swapped": False},
        full={"basket_count": 3, "is_swapped": False},
    ),
    _part(
        _BASKET,
        full=_basket(basket()),
        in_need_of_another_look=_basket(basket(*_TROUBLED)),
        with_a_quantity_refused=_basket(
            basket(), refused={SUNFLOWER.id: "Choose between 1 and 99 packets."}
        ),
        at_another_price=_basket(basket(), former={1: "€2.40"}),
        after_a_removal=_basket(basket(line(POPPY)), notice=FAREWELL),
        empty=_basket(None, suggestions=(SUNFLOWER, POPPY)),
    ),
    _part(
        "basket/_refused.html",
        a_refusal={"words": "That packet is no longer for sale."},
    ),
    _part(
        "catalogue/_found.html",
        some={"page": examples.FOUND, "query": CatalogueQuery("poppy")},
        with_a_letter_amiss={
            "page": replace(examples.LAST_PAGE, did_you_mean="poppy"),
            "query": CatalogueQuery("popy"),
        },
        none={"page": examples.NOTHING, "query": CatalogueQuery("pineapple")},
    ),
    _part(
        "catalogue/_heading.html",
        of_the_front_page={"heading": "Seeds worth sowing", "is_front": True},
        of_a_shelf={"heading": "Herbs", "is_front": False},
    ),
    _part(
        "catalogue/_shelves.html",
        the_head_of_every_page={
            "shelves": lambda: examples.SHELVES,
            "category": examples.SHELVES[0],
        },
    ),
    _part(
        "catalogue/_packets.html",
        all={"page": examples.FOUND, "query": CatalogueQuery()},
        one_found={"page": examples.LAST_PAGE, "query": CatalogueQuery("poppy")},
        nothing_found={
            "page": examples.NOTHING,
            "query": CatalogueQuery("pineapple"),
            "others": (SUNFLOWER, POPPY),
        },
    ),
    Pattern(
        _SUMMARY,
        "",
        (
            *_part(
                _SUMMARY,
                standard=_summary(basket()),
                express=_summary(basket(delivery_method="express")),
                a_price_that_changed=_summary(basket(), former={1: "€2.40"}),
                lines_in_trouble=_summary(basket(*_TROUBLED)),
                more_than_a_fair_share=_summary(basket(), shares={SUNFLOWER.id: 1}),
            ).variants,
            Variant("unheard", _CALL, partial(_unheard, is_agreed=True)),
            Variant("not to be shown", _CALL, partial(_unheard, is_agreed=False)),
        ),
    ),
    _part(
        "errors/_trouble.html",
        ours={"page": errors.away(ORDER_SERVICE), "request_id": "5e1f0c2a"},
        the_shoppers={"page": errors.TOO_FAST, "request_id": ""},
    ),
    _part(
        "register/_username_verdict.html",
        free={"verdict": Verdict(State.FREE, "ada37", "ada37 is free")},
        taken={"verdict": usernames.taken("ada", ("ada-k", "ada37"))},
        kept_for_the_shop={"verdict": usernames.reserved("support")},
        wrong={"verdict": Verdict(State.WRONG, "a b", usernames.fault("a b") or "")},
        unknown={"verdict": usernames.unknown("ada")},
        too_many={"verdict": usernames.too_many()},
        too_short_to_say={"verdict": Verdict(State.SILENT)},
    ),
)
