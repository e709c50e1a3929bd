"""Partial indexes, for Alembic to compare: the tables get them from the migrations.

They stand apart from their tables, as SQLAlchemy loads all of PostgreSQL's dialect to hear of a `postgresql_where`:
some megabytes that nobody needs who keeps everything in SQLite.
"""

from sqlalchemy import Index, Table, text

from bot.models.nudge import Nudge

_NUDGE: Table = Nudge.__table__  # type: ignore[attr-defined]


def _over(name: str, *columns: str, where: str) -> Index:
    """Return an index over the nudges for which `where` holds."""
    held = text(where)
    return Index(name, *(_NUDGE.c[column] for column in columns), sqlite_where=held, postgresql_where=held)


WAITING = _over("nudge_waiting", "platform", "realm", "run_at", where="state = 'waiting'")
ABOUT_A_SHARE = _over("nudge_about_a_share", "delivery_id", where="share_id IS NOT NULL")
OF_A_CELEBRATION = _over("nudge_of_a_celebration", "celebration_id", where="celebration_id IS NOT NULL")
TELLS_OF_CHEERS = _over("nudge_telling_of_cheers", "delivery_id", where="celebration_id IS NOT NULL")
ENDED = _over("nudge_ended", "id", where="state IN ('sent', 'skipped', 'failed') AND NOT followed")
