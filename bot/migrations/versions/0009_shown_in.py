"""What is shown in a workspace is found by it, and not among all goals that there are."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_index("goal_shown_in", "goal", ["realm", "platform"], unique=False)
