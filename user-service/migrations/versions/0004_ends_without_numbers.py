"""ends without numbers."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to the newer shape."""
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sign_in_end_number_ended_at", ["end_number", "ended_at"], unique=False
        )


def downgrade() -> None:
    """Go back to the older shape."""
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_end_number_ended_at")
