"""The shelves: everything for sale, and what a search finds."""

from tools.gallery.looks import EVERY_WIDTH, EVERYWHERE
from tools.gallery.scene import Scene, at
from tools.gallery.visit import Visit

_PAGE = "Shelves"


def _search_while_typing(visit: Visit) -> None:
    visit.open("/")
    with visit.page.expect_response("**/?q=basil*"):
        visit.page.get_by_label("Search seeds").press_sequentially("basil")


def _show_more(visit: Visit) -> None:
    visit.open("/?category=herbs")
    with visit.page.expect_response("**/?*cursor=*"):
        visit.page.get_by_role("link", name="Show 12 more").click()


SHELVES = (
    Scene(_PAGE, "front", at("/"), "Seeds worth getting", looks=EVERY_WIDTH),
    Scene(_PAGE, "one shelf", at("/?category=herbs"), "14 kinds of seed"),
    Scene(_PAGE, "by price", at("/?sort=-price"), "kinds of seed"),
    Scene(_PAGE, "search found", at("/?q=basil"), "Seeds for “basil”"),
    Scene(
        _PAGE,
        "search found nothing",
        at("/?q=pineapple"),
        "Nothing on our shelves matches “pineapple”",
        looks=EVERYWHERE,
    ),
    Scene(
        _PAGE,
        "search for a very long word",
        at(f"/?q={'pineapple' * 8}"),
        "Nothing on our shelves matches",
        looks=EVERYWHERE,
    ),
    Scene(_PAGE, "results while typing", _search_while_typing, "seed for “basil”"),
    Scene(_PAGE, "12 more appended", _show_more, "14 kinds of seed"),
)
