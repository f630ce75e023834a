"""All patterns: first the macros, file by file, then the partials."""

from storefront.patterns.backs import BACKS
from storefront.patterns.drawings import DRAWINGS
from storefront.patterns.fields import FIELDS
from storefront.patterns.goods import GOODS
from storefront.patterns.notices import NOTICES
from storefront.patterns.partials import PARTIALS
from storefront.patterns.standing import STANDING

PATTERNS = (*DRAWINGS, *FIELDS, *NOTICES, *GOODS, *BACKS, *PARTIALS, *STANDING)
