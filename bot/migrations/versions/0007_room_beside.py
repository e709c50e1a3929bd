"""On PostgreSQL a message leaves room on its page for what becomes of it (docs/decisions/0020)."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward: the messages that there are stay where they are, and new pages are filled by half.

    Written beside the row that it takes the place of, a settled message needs no new entry in any index.
    """
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text("ALTER TABLE delivery SET (fillfactor = 45)"))
