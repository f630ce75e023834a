"""numbers of ends."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to the newer shape; what has ended so far ended first, and at once."""
    counter = op.create_table(
        "end_counter",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_end_counter")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.add_column(sa.Column("end_number", sa.BigInteger(), nullable=True))
        batch_op.create_index(
            "ix_sign_in_end_number_id", ["end_number", "id"], unique=False
        )
    # Rows last: MariaDB would commit them with the next change of a table.
    op.bulk_insert(counter, [{"id": 1, "number": 1}])
    op.execute("UPDATE sign_in SET end_number = 1 WHERE ended_at IS NOT NULL")


def downgrade() -> None:
    """Go back to the older shape."""
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_end_number_id")
        batch_op.drop_column("end_number")
    op.drop_table("end_counter")
