"""All patterns: first the macros, file by file, then the partials."""

from storefront.pattern_library.drawings import DRAWINGS
from storefront.pattern_library.form_fields import FIELDS
from storefront.pattern_library.notices import NOTICES
from storefront.pattern_library.order_status import ORDER_STATUS
from storefront.pattern_library.packet_backs import PACKET_BACKS
from storefront.pattern_library.partials import PARTIALS
from storefront.pattern_library.products import PRODUCTS

PATTERNS = (
    *DRAWINGS,
    *FIELDS,
    *NOTICES,
    *PRODUCTS,
    *PACKET_BACKS,
    *PARTIALS,
    *ORDER_STATUS,
)
