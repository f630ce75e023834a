"""What is written down of a product for search: ` name | label | description `.

Every word is a stem between blanks, so that `LIKE '% tomato %'` finds whole words on
every database; the bars show how near to the name a word stands.
"""

from collections.abc import Iterable

from product_service.search.stemming import stems

# MariaDB's TEXT holds this many characters of any kind.
_LONGEST = 16_000


def stems_of(name: str, label: Iterable[str], description: str) -> str:
    """Write the stems of a product; `label` is its category, botanical name, brand."""
    parts = (" ".join(stems(part)) for part in (name, " ".join(label), description))
    return f" {' | '.join(parts)}"[:_LONGEST] + " "
