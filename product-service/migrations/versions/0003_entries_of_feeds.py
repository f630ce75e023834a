"""entries of feeds.

Where a renamed entry had become a second product, the younger one keeps the sku: it
has the name and the price of today. The older stays as a product of the shop's own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_product = sa.table("product", *map(sa.column, ("id", "feed_sku", "feed_digest")))


def upgrade() -> None:
    """Go to the newer shape."""
    _keep_the_youngest_of_a_sku()
    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.add_column(sa.Column("feed_entry", sa.JSON(), nullable=True))
        batch_op.create_unique_constraint("uq_product_feed_sku", ["feed_sku"])


def downgrade() -> None:
    """Go back to the older shape."""
    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.drop_constraint("uq_product_feed_sku", type_="unique")
        batch_op.drop_column("feed_entry")


def _keep_the_youngest_of_a_sku() -> None:
    connection = op.get_bind()
    youngest = (
        sa.select(sa.func.max(_product.c.id))
        .where(_product.c.feed_sku.is_not(None))
        .group_by(_product.c.feed_sku)
    )
    kept = [row[0] for row in connection.execute(youngest)]
    connection.execute(
        sa.update(_product)
        .where(_product.c.feed_sku.is_not(None), _product.c.id.not_in(kept))
        .values(feed_sku=None, feed_digest=None)
    )
