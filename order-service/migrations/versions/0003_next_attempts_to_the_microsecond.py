"""next attempts to the microsecond."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.mysql import DATETIME

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep microseconds on MariaDB, which cut them off; other databases keep them."""
    _change(DATETIME(fsp=6))


def downgrade() -> None:
    """Go back to whole seconds."""
    _change(sa.DateTime())


def _change(kind: sa.types.TypeEngine[object]) -> None:
    if op.get_bind().dialect.name in ("mysql", "mariadb"):
        op.alter_column(
            "orders", "next_attempt_at", type_=kind, existing_nullable=False
        )
