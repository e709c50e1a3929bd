"""What of the changes among its goals a channel's digest tells; which messages told of a share, quick to look up."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("shows", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=sa.text("''"))
        )
    told = sa.text("share_id IS NOT NULL")
    op.create_index(
        "nudge_about_a_share", "nudge", ["delivery_id"], unique=False, sqlite_where=told, postgresql_where=told
    )
