"""The drawings of the shop's own hand."""

from storefront.pattern_library.pattern import Pattern, Variant

_FILE = "macros/drawings.html"
_LOGO = '<a class="logo" href="/">{{ logo() }}<span>Furrow</span></a>'
DRAWINGS = (
    Pattern(_FILE, "logo", (Variant("beside the name of the shop", _LOGO),)),
    Pattern(_FILE, "seedling", (Variant("for a page with room", "{{ seedling() }}"),)),
    Pattern(
        _FILE, "furrows", (Variant("where nothing could be found", "{{ furrows() }}"),)
    ),
    Pattern(_FILE, "meadow", (Variant("for the front page", "{{ meadow() }}"),)),
)
