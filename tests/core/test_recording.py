"""What a session notes by itself of the rows that it alters."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.models import Edit, Goal, Person
from bot.storage.recording import RecordingSession

if TYPE_CHECKING:
    from bot.storage.database import Database

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def test_of_a_new_row_nothing_earlier_is_asked_for(database: Database) -> None:
    """Nobody has read what its columns said, and nobody needs to know."""
    async with database.transaction() as session:
        session.add(owner := Person(name="Ana", created_at=NOON))
        await session.flush()
        session.add(goal := Goal(person_id=owner.id, number=1, title="Ship it", created_at=NOON))
        await session.flush()
        session.expire(goal, ["title"])
        goal.title = "Ship the billing API"
        await session.flush()

        recording = session.sync_session
        assert isinstance(recording, RecordingSession)
        assert recording.take_edits() == (
            Edit("person", owner.id, before=None),
            Edit("goal", goal.id, before=None, after={"title": "Ship the billing API"}),
        )


async def test_rows_that_were_altered_together_are_told_in_their_order(database: Database) -> None:
    async with database.transaction() as session:
        session.add(owner := Person(name="Ana", created_at=NOON))
        await session.flush()
        goals = [Goal(person_id=owner.id, number=n, title=f"Goal {n}", created_at=NOON) for n in range(1, 21)]
        session.add_all(goals)
        await session.flush()
        recording = session.sync_session
        assert isinstance(recording, RecordingSession)
        recording.take_edits()

        for goal in reversed(goals):
            goal.title += ", altered"
        await session.flush()

        assert [edit.row for edit in recording.take_edits()] == [goal.id for goal in goals]
