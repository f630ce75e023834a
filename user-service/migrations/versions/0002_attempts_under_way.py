"""attempts under way."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to the newer shape."""
    # The default is for a release that does not know the column yet.
    pending = sa.Column(
        "is_pending", sa.Boolean(), server_default=sa.false(), nullable=False
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.add_column(pending)


def downgrade() -> None:
    """Go back to the older shape."""
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_column("is_pending")
