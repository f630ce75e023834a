"""What refreshes within a page: the basket, the shelves, and words of the moment."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from storefront import errors, usernames
from storefront.basket import Added
from storefront.clients.order_service import NAME as ORDER_SERVICE
from storefront.clients.product_service import CatalogueQuery
from storefront.forms import CheckoutForm
from storefront.pattern_library import example_data
from storefront.pattern_library.example_data import POPPY, SUNFLOWER, basket, line
from storefront.pattern_library.notices import REMOVED
from storefront.pattern_library.pattern import Pattern, Variant
from storefront.service_models import Basket
from storefront.usernames import UsernameState, UsernameStatus

_BASKET = "basket/_basket_lines.html"
_SUMMARY = "checkout/_order_summary.html"
_CALL = f'{{% include "{_SUMMARY}" %}}'
_TROUBLED = (
    line(SUNFLOWER, 5, "short"),
    line(POPPY, notice="sold-out"),
    line(example_data.WITHOUT_FACTS, notice="gone"),
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


def _basket(order: Basket | None, **more: object) -> Mapping[str, object]:
    """Give what the lines of a basket show; most of it is nothing, most of the time."""
    shown: dict[str, object] = {"former": {}, "refused": {}, "suggestions": ()}
    return {**shown, "notice": None, "order": order, **more}


def _summary(order: Basket, **more: object) -> Mapping[str, object]:
    """Give what the summary of a checkout shows."""
    return {"order": order, "former": {}, "shares": {}, **more}


def _unconfirmed(*, is_agreed: bool) -> Mapping[str, object]:
    """Give what the checkout knows when nobody has answered it."""
    form = CheckoutForm(data={"expected_total": "9.90 EUR"})
    return {"form": form, "order": None, "kept_prices": (), "is_agreed": is_agreed}


PARTIALS = (
    _part(
        "basket/_item_added.html",
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
        after_a_removal=_basket(basket(line(POPPY)), notice=REMOVED),
        empty=_basket(None, suggestions=(SUNFLOWER, POPPY)),
    ),
    _part(
        "basket/_item_refused.html",
        a_refusal={"words": "That packet is no longer for sale."},
    ),
    _part(
        "catalogue/_result_count.html",
        some={"page": example_data.FOUND, "query": CatalogueQuery("poppy")},
        with_a_letter_amiss={
            "page": replace(example_data.LAST_PAGE, did_you_mean="poppy"),
            "query": CatalogueQuery("popy"),
        },
        none={"page": example_data.NOTHING, "query": CatalogueQuery("pineapple")},
    ),
    _part(
        "catalogue/_heading.html",
        of_the_front_page={"heading": "Seeds worth sowing", "is_front": True},
        of_a_shelf={"heading": "Herbs", "is_front": False},
    ),
    _part(
        "catalogue/_categories.html",
        the_head_of_every_page={
            "shelves": lambda: example_data.SHELVES,
            "category": example_data.SHELVES[0],
        },
    ),
    _part(
        "catalogue/_product_list.html",
        all={"page": example_data.FOUND, "query": CatalogueQuery()},
        one_found={"page": example_data.LAST_PAGE, "query": CatalogueQuery("poppy")},
        nothing_found={
            "page": example_data.NOTHING,
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
            Variant("unconfirmed", _CALL, partial(_unconfirmed, is_agreed=True)),
            Variant("not to be shown", _CALL, partial(_unconfirmed, is_agreed=False)),
        ),
    ),
    _part(
        "errors/_error.html",
        ours={"page": errors.unavailable(ORDER_SERVICE), "request_id": "5e1f0c2a"},
        the_shoppers={"page": errors.TOO_FAST, "request_id": ""},
    ),
    _part(
        "register/_username_check.html",
        free={
            "name_status": UsernameStatus(UsernameState.FREE, "ada37", "ada37 is free")
        },
        taken={"name_status": usernames.taken("ada", ("ada-k", "ada37"))},
        kept_for_the_shop={"name_status": usernames.reserved("support")},
        wrong={
            "name_status": UsernameStatus(
                UsernameState.WRONG, "a b", usernames.fault("a b") or ""
            )
        },
        unknown={"name_status": usernames.unknown("ada")},
        too_many={"name_status": usernames.too_many()},
        too_short_to_say={"name_status": UsernameStatus(UsernameState.SILENT)},
    ),
)
