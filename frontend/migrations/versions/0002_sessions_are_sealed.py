"""sessions are sealed: those that were kept in clear end."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to the newer shape."""
    op.execute("DELETE FROM session")


def downgrade() -> None:
    """Go back to the older shape, which cannot read sealed ones either."""
    op.execute("DELETE FROM session")
