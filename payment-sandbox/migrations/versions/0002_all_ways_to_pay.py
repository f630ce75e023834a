"""all ways to pay."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to the newer shape."""
    op.create_table(
        "stumble",
        sa.Column("payment_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("payment_id", name=op.f("pk_stumble")),
    )
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("action_key", sa.String(length=43), nullable=True)
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_payment_action_key"), ["action_key"]
        )
        batch_op.create_index(
            batch_op.f("ix_payment_created_at"), ["created_at"], unique=False
        )


def downgrade() -> None:
    """Go back to the older shape."""
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_payment_created_at"))
        batch_op.drop_constraint(batch_op.f("uq_payment_action_key"), type_="unique")
        batch_op.drop_column("action_key")

    op.drop_table("stumble")
