"""What one person put off of a check-in that a channel is asked."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "snooze",
        sa.Column("later_on", sa.Date(), nullable=True),
        sa.Column("later_at", sa.Time(), nullable=True),
        sa.Column("later_zone", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("later_given", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column(
            "state", sa.Enum("on", "withdrawn", name="snoozestate", native_enum=False, length=16), nullable=False
        ),
        sa.Column("platform", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("realm", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("space", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("channel", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"]),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_snooze_goal_id", "snooze", ["goal_id"], unique=False)
    op.create_index("ix_snooze_person_id", "snooze", ["person_id"], unique=False)
    with op.batch_alter_table("nudge", schema=None) as batch_op:
        batch_op.add_column(sa.Column("snooze_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("nudge_snooze", "snooze", ["snooze_id"], ["id"])
