"""What was reached is celebrated in a channel, with its owner's yes; how long before its digest a channel asks."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "celebration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("platform", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("realm", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("channel", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reached_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("told", "withdrawn", name="celebrationstate", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"]),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestone.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_celebration_goal_id", "celebration", ["goal_id"], unique=False)
    op.create_index("ix_celebration_person_id", "celebration", ["person_id"], unique=False)
    op.create_table(
        "cheer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("celebration_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "state", sa.Enum("given", "withdrawn", name="cheerstate", native_enum=False, length=16), nullable=False
        ),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["celebration_id"], ["celebration.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("celebration_id", "person_id"),
    )
    op.create_index("ix_cheer_celebration_id", "cheer", ["celebration_id"], unique=False)
    op.create_index("ix_cheer_person_id", "cheer", ["person_id"], unique=False)
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "celebrates",
                sa.Enum("ask", "always", "never", name="celebrates", native_enum=False, length=16),
                nullable=False,
                server_default="ask",
            )
        )
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asks", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("nudge", schema=None) as batch_op:
        batch_op.add_column(sa.Column("celebration_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("nudge_celebration", "celebration", ["celebration_id"], ["id"])
    told = sa.text("celebration_id IS NOT NULL")
    for name, column in (("nudge_of_a_celebration", "celebration_id"), ("nudge_telling_of_cheers", "delivery_id")):
        op.create_index(name, "nudge", [column], unique=False, sqlite_where=told, postgresql_where=told)
