"""Working life."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("realm", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("channel", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("zone", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("rhythm", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("active", "paused", "withdrawn", name="teamstate", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("told_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("platform", "realm", "channel"),
    )
    op.create_table(
        "time_off",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column(
            "state", sa.Enum("planned", "withdrawn", name="timeoffstate", native_enum=False, length=16), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("time_off", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_time_off_person_id"), ["person_id"], unique=False)

    op.create_table(
        "checkin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column(
            "confidence",
            sa.Enum("on_track", "at_risk", "off_track", name="confidence", native_enum=False, length=16),
            nullable=True,
        ),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("blocker", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "state", sa.Enum("given", "withdrawn", name="checkinstate", native_enum=False, length=16), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["goal_id"],
            ["goal.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("checkin", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checkin_goal_id"), ["goal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_checkin_person_id"), ["person_id"], unique=False)

    op.create_table(
        "share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("owner", "witness", "contributor", name="role", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "asked", "agreed", "declined", "ended", "withdrawn", name="sharestate", native_enum=False, length=16
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("asked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["goal_id"],
            ["goal.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("goal_id", "person_id"),
        sa.UniqueConstraint("person_id", "number"),
    )
    with op.batch_alter_table("share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_share_goal_id"), ["goal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_share_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""))

    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.add_column(sa.Column("channel", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""))
        batch_op.drop_index(batch_op.f("ix_delivery_person_id"))
        batch_op.create_index("delivery_of_a_day", ["person_id", "intended_at"], unique=False)

    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rhythm_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("parent_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "intensity",
                sa.Enum("off", "gentle", "standard", "close", name="intensity", native_enum=False, length=16),
                nullable=False,
                server_default="standard",
            )
        )
        batch_op.add_column(
            sa.Column(
                "audience",
                sa.Enum("private", "channel", "workspace", name="audience", native_enum=False, length=16),
                nullable=False,
                server_default="private",
            )
        )
        batch_op.add_column(
            sa.Column("platform", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("realm", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("channel", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("team", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("nudges_channel", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("archived_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.create_index(batch_op.f("ix_goal_parent_id"), ["parent_id"], unique=False)
        batch_op.create_foreign_key("goal_parent_id_fkey", "goal", ["parent_id"], ["id"])

    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.add_column(sa.Column("value", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("place", sa.Float(), nullable=False, server_default="0"))

    with op.batch_alter_table("nudge", schema=None) as batch_op:
        batch_op.add_column(sa.Column("share_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("team_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("channel", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("followed", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.alter_column("goal_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(
            "nudge_ended",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state IN ('sent', 'skipped', 'failed') AND NOT followed"),
            postgresql_where=sa.text("state IN ('sent', 'skipped', 'failed') AND NOT followed"),
        )
        batch_op.create_foreign_key("nudge_share_id_fkey", "share", ["share_id"], ["id"])
        batch_op.create_foreign_key("nudge_team_id_fkey", "team", ["team_id"], ["id"])

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("country", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column(
                "roll",
                sa.Enum("before", "after", "skip", name="roll", native_enum=False, length=16),
                nullable=False,
                server_default="after",
            )
        )
        batch_op.add_column(sa.Column("daily_nudges", sa.Integer(), nullable=False, server_default="3"))
    # What was sent before is not followed up after the fact.
    op.execute("UPDATE nudge SET followed = true WHERE state <> 'waiting'")
    # The playground has a channel now, and is a workspace of its own.
    for table in ("account", "nudge", "delivery"):
        op.execute(sa.text(f"UPDATE {table} SET realm = 'playground' WHERE platform = 'web'"))  # noqa: S608 - our own names
