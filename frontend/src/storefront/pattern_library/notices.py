"""Sentences about what has just happened."""

from storefront.flash_messages import Notice
from storefront.pattern_library.pattern import Pattern, Variant

_GREETING = Notice("Welcome back, ada. The 2 packets you chose are in your basket.")
_ADDED = Notice("Chives: 1 packet added.", link="/basket", link_words="View basket")
REMOVED = Notice("Chives is out of your basket.", undo_product=9, undo_quantity=2)
NOTICES = (
    Pattern(
        "macros/notices.html",
        "notice_line",
        (
            Variant(
                "a sentence",
                "{{ notice_line(notice) }}",
                lambda: {"notice": _GREETING},
            ),
            Variant(
                "with a way on", "{{ notice_line(notice) }}", lambda: {"notice": _ADDED}
            ),
            Variant(
                "with a way back; it takes the focus from what is gone",
                "{{ notice_line(notice, has_focus=true) }}",
                lambda: {"notice": REMOVED},
            ),
        ),
    ),
)
