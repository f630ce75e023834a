"""A pattern library: the parts of the shop's pages, each as a template calls for it.

A part is first made here, where all of its variants can be seen at once; a test holds
that no macro and no partial is missing.
"""

from storefront.pattern_library.pattern import Pattern, Variant
from storefront.pattern_library.registry import PATTERNS

__all__ = ["PATTERNS", "Pattern", "Variant"]
