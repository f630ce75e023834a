"""page to confirm payment."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to the newer shape."""
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.add_column(sa.Column("action_url", sa.Text(), nullable=True))


def downgrade() -> None:
    """Go back to the older shape."""
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_column("action_url")
