"""stems for search.

What stands here of search is what search was on that day: a migration does not
change when the application does.
"""

import re
import unicodedata

import snowballstemmer
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_product = sa.table(
    "product",
    *map(sa.column, ("id", "name", "brand", "description", "category", "stems")),
    sa.column("facts", sa.JSON),
)
_category = sa.table("category", sa.column("slug"), sa.column("name"))


def upgrade() -> None:
    """Go to the newer shape, and write the stems of every product."""
    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stems", sa.Text(), nullable=True))
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(_product, _category.c.name.label("shelf")).join_from(
            _product, _category, _category.c.slug == _product.c.category
        )
    ).all()
    for row in rows:
        connection.execute(
            sa.update(_product).where(_product.c.id == row.id).values(stems=_text(row))
        )
    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.alter_column("stems", existing_type=sa.Text(), nullable=False)


def downgrade() -> None:
    """Go back to the older shape."""
    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.drop_column("stems")


def _text(row: sa.Row) -> str:
    botanical_name = (row.facts or {}).get("botanical_name", "")
    shelf = f"{row.shelf} {botanical_name} {row.brand or ''}"
    parts = map(_stems, (row.name, shelf, row.description))
    return f" {' | '.join(parts)}"[:16_000] + " "


def _stems(text: str) -> str:
    apart = unicodedata.normalize("NFKD", re.sub("['`´ʼ‘’]", "", text))
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", plain.casefold()))
    return " ".join(snowballstemmer.stemmer("english").stemWords(words))
