"""What Alembic runs: the tables of bot.models on the connection that run.py hands over."""

from alembic import context
from sqlmodel import SQLModel

import bot.models.partial_indexes  # noqa: F401 - the import fills SQLModel.metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
