"""The parts of the shop's pages beside each other, each as a template calls for it.

A part is first made here, where all of its variants can be seen at once; a test holds
that no macro and no partial is missing.
"""

from storefront.patterns.gallery import PATTERNS
from storefront.patterns.pattern import Pattern, Variant

__all__ = ["PATTERNS", "Pattern", "Variant"]
