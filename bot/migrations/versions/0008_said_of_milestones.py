"""What is said of a milestone is known to be said of that one."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward: what there is was said of goals as wholes, as far as anybody knows."""
    with op.batch_alter_table("checkin", schema=None) as batch_op:
        batch_op.add_column(sa.Column("milestone_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("checkin_milestone", "milestone", ["milestone_id"], ["id"])
