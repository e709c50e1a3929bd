"""Rows that are only read speak as their models do, and nobody can change or keep them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import UnmappedInstanceError
from sqlmodel import col, select

from bot.dates.due import Due
from bot.models import Goal, GoalState, Milestone, Person
from bot.models.reading import Reader

if TYPE_CHECKING:
    from bot.storage.database import Database

GOALS = Reader.of(Goal, but=("reason",))
PEOPLE = Reader.of(Person, beside=("absences",))


def goal(**values: object) -> Goal:
    """Read a goal of which only some columns have a value."""
    return GOALS.row([values.get(name) for name in GOALS.names])


def test_it_is_what_it_was_read_from_with_all_its_words() -> None:
    read = goal(number=7, title="Ship it", due_on=date(2027, 3, 31), due_at=time(12), due_said="")

    assert isinstance(read, Goal)
    assert not isinstance(read, Milestone)
    assert (read.ref, read.due, read.is_ahead) == ("7", Due(date(2027, 3, 31), time(12)), True)


def test_it_cannot_be_changed() -> None:
    with pytest.raises(AttributeError, match="title of GoalAsRead is only read"):
        goal(title="Ship it").title = "Drop it"


def test_what_was_not_read_is_not_taken_for_empty() -> None:
    with pytest.raises(AttributeError, match="reason of GoalAsRead was not read"):
        _ = goal().reason


def test_no_session_takes_it() -> None:
    with Session() as session, pytest.raises(UnmappedInstanceError):
        session.add(goal())


def test_two_are_never_taken_for_one() -> None:
    assert goal() != goal()
    assert len({goal(), goal()}) == 2


def test_what_other_statements_read_stands_beside_the_columns() -> None:
    values = Person(id=1, name="Ana", created_at=datetime(2026, 11, 23, tzinfo=UTC))

    read = PEOPLE.row([getattr(values, name) for name in PEOPLE.names], absences=[])

    assert read.calendar == values.calendar
    assert read.calendar is values.calendar


def test_whose_it_is_can_be_said_of_it_as_of_the_model() -> None:
    read = goal(number=7, title="Ship it")

    read.call("~12", "Ana")

    assert (read.ref, read.is_anothers, read.named) == ("~12", True, "Ana’s goal")


async def test_moments_are_read_as_they_were_written_on_the_clock_of_utc(database: Database) -> None:
    moment = datetime(2027, 7, 1, 12, 0, 0, 5, tzinfo=ZoneInfo("Europe/Lisbon"))
    async with database.transaction() as session:
        ana = Person(name="Ana", created_at=moment)
        session.add(ana)
        await session.flush()
        session.add(Goal(person_id=ana.id, number=1, title="Ship it", created_at=moment.replace(microsecond=0)))
        session.add(Goal(person_id=ana.id, number=2, title="Rest", created_at=moment, dated_at=moment))

    async with database.transaction() as session:
        first, second = GOALS.rows(await session.execute(select(*GOALS.columns).order_by(col(Goal.number))))

    assert (first.created_at, first.dated_at) == (moment.replace(microsecond=0), None)
    assert second.created_at == second.dated_at == moment
    assert second.created_at.utcoffset() == timedelta(0)


async def test_a_state_is_read_by_its_name_and_none_where_nothing_was_joined(database: Database) -> None:
    joined = select(*GOALS.columns).select_from(Person).join(Goal, isouter=True).order_by(col(Person.name))
    async with database.transaction() as session:
        ana, bo = (Person(name=name, created_at=datetime(2026, 11, 23, tzinfo=UTC)) for name in ("Ana", "Bo"))
        session.add_all([ana, bo])
        await session.flush()
        session.add(
            Goal(person_id=ana.id, number=1, title="Ship it", created_at=ana.created_at, state=GoalState.paused)
        )

    async with database.transaction() as session:
        theirs, nobodys = GOALS.rows(await session.execute(joined))

    assert theirs.state is GoalState.paused
    assert nobodys.state is None


async def test_a_state_that_nobody_knows_is_not_taken_for_none(database: Database) -> None:
    moment = datetime(2026, 11, 23, tzinfo=UTC)
    async with database.transaction() as session:
        ana = Person(name="Ana", created_at=moment)
        session.add(ana)
        await session.flush()
        session.add(Goal(person_id=ana.id, number=1, title="Ship it", created_at=moment))
        await session.flush()
        await session.execute(text("UPDATE goal SET state = 'asleep'"))

    with pytest.raises(KeyError, match="asleep"):
        async with database.transaction() as session:
            GOALS.rows(await session.execute(select(*GOALS.columns)))
