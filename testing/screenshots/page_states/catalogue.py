"""The catalogue: everything for sale, and what a search finds."""

from testing.screenshots.page_state import State, at
from testing.screenshots.viewports import EVERY_WIDTH, EVERYWHERE
from testing.screenshots.visitor import Visitor

_PAGE = "Catalogue"


def _search_while_typing(visitor: Visitor) -> None:
    visitor.open("/")
    with visitor.page.expect_response("**/?q=basil*"):
        visitor.page.get_by_label("Search seeds").press_sequentially("basil")


def _show_more(visitor: Visitor) -> None:
    visitor.open("/?category=herbs")
    with visitor.page.expect_response("**/?*cursor=*"):
        visitor.page.get_by_role("link", name="Show 12 more").click()


CATALOGUE = (
    State(_PAGE, "front", at("/"), "Seeds worth getting", on=EVERY_WIDTH),
    State(_PAGE, "one shelf", at("/?category=herbs"), "14 kinds of seed"),
    State(_PAGE, "by price", at("/?sort=-price"), "kinds of seed"),
    State(_PAGE, "search found", at("/?q=basil"), "Seeds for “basil”"),
    State(
        _PAGE,
        "search found nothing",
        at("/?q=pineapple"),
        "Nothing on our shelves matches “pineapple”",
        on=EVERYWHERE,
    ),
    State(
        _PAGE,
        "search for a very long word",
        at(f"/?q={'pineapple' * 8}"),
        "Nothing on our shelves matches",
        on=EVERYWHERE,
    ),
    State(_PAGE, "results while typing", _search_while_typing, "seed for “basil”"),
    State(_PAGE, "12 more appended", _show_more, "14 kinds of seed"),
)
