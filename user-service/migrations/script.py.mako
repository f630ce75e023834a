"""${message}."""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    """Go to the newer shape."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Go back to the older shape."""
    ${downgrades if downgrades else "pass"}
