"""Whether a goal is about leaving the employer is its owner's to say."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("goal") as goal:
        goal.add_column(sa.Column("confided", sa.Boolean(), nullable=False, server_default=sa.false()))
        goal.add_column(
            sa.Column("misread", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=sa.text("''"))
        )
