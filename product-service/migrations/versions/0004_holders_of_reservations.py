"""holders of reservations."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to the newer shape."""
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("holder", sa.String(length=64), nullable=True))
        batch_op.create_index(
            "ix_reservation_holder", ["holder", "state"], unique=False
        )


def downgrade() -> None:
    """Go back to the older shape."""
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.drop_index("ix_reservation_holder")
        batch_op.drop_column("holder")
