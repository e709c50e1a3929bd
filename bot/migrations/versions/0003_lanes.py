"""What waits is found lane by lane."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    """Go forward."""
    op.drop_index("nudge_waiting", "nudge")
    op.create_index(
        "nudge_waiting",
        "nudge",
        ["platform", "realm", "run_at"],
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )
