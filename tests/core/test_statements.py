"""What a command costs is mostly how often it speaks with the database, so that is counted."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event
from sqlmodel import col, select

from bot.models import LedgerEntry, Nudge, NudgeState
from bot.nudges import rows
from bot.nudges.alterations import Alterations
from tests.house import MONDAY
from tests.workspace import as_shown_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.house import House

GOALS = 3


@contextmanager
def heard(house: House) -> Iterator[list[str]]:
    """Give what is said to the database within the block, but for what opens and ends transactions."""
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            said.append(statement)

    engine = house.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", hear)
    yield said
    event.remove(engine, "before_cursor_execute", hear)


@contextmanager
def put_together(house: House) -> Iterator[list[object]]:
    """Give the statements that are said within the block, as they were put together."""
    said: list[object] = []

    def hear(_connection: Any, statement: object, *_: Any) -> None:
        said.append(statement)

    engine = house.database.engine.sync_engine
    event.listen(engine, "before_execute", hear)
    yield said
    event.remove(engine, "before_execute", hear)


@pytest.fixture
async def goals(house: House) -> int:
    """Ana has goals, and nobody shows her any."""
    for number in range(GOALS):
        await house.says("ana", f"new Ship part {number} of the billing API by: 2027-03-31")
    return GOALS


async def test_a_list_asks_nothing_about_goals_that_are_not_there(house: House, goals: int) -> None:
    """One question for what others show, and none for the goals, the check-ins and the count of nothing."""
    with heard(house) as said:
        reply = await house.says("ana", "list")

    assert reply.title == f"{goals} goals"
    assert len([one for one in said if "count(*)" in one]) == 2  # hers, and what others show her
    assert len(said) <= 9


async def test_what_a_platform_tells_again_is_not_written_again(house: House, goals: int) -> None:
    del goals
    with heard(house) as said:
        await house.says("ana", "next")

    assert not [one for one in said if one.startswith(("UPDATE", "INSERT")) and "seen" not in one]


async def test_a_goal_that_is_reached_is_counted_once(house: House, goals: int) -> None:
    del goals
    with heard(house) as said:
        await house.says("ana", "done 1")

    assert len([one for one in said if "FROM checkin" in one]) == 1


async def test_putting_off_says_no_more_than_it_must(house: House, goals: int) -> None:
    """Who asks, what about, what is planned of it; then the change and the nudges, each written once."""
    del goals
    with heard(house) as said:
        await house.says("ana", "later 1 in 5 days")
    ours = [one for one in said if "pg_notify" not in one and "FOR NO KEY UPDATE" not in one.partition("nudge")[2]]

    assert len(ours) <= 11


@pytest.mark.parametrize(
    "line",
    [
        "list",
        "next",
        "show {}",
        "nudges {}",
        "later {} in 5 days",
        "checkin {} It goes well",
        "milestone later {}.1 in 5 days",
        "milestone done {}.1",
        "done {}",
    ],
)
async def test_what_is_often_said_is_put_together_once(house: House, goals: int, line: str) -> None:
    """Putting a question together and finding what was made of it takes longer than asking it."""
    for number in range(1, goals + 1):
        await house.says("ana", f"milestone add {number} Draft by: 2027-02-01")
    await house.says("ana", line.format(1))
    with put_together(house) as once:
        await house.says("ana", line.format(2))
    with put_together(house) as again:
        await house.says("ana", line.format(3))

    assert [str(one) for one in again if not any(one is known for known in once)] == []


async def test_what_a_planning_alters_is_one_statement_of_each_kind(house: House) -> None:
    """Six milestones are planned and told of by as few statements as one."""
    await house.says("ana", "new Ship the billing API by: 2027-06-30")
    await house.says("ana", "milestone add 1 One by: 2027-01-15")
    with heard(house) as one:
        await house.says("ana", "milestone add 1 Two by: 2027-01-29")
    await house.says("ana", "milestone add 1 " + "; ".join(f"Part {n} by: 2027-02-{n:02}" for n in range(10, 16)))
    with heard(house) as said:
        await house.says("ana", "nudges 1 off")

    written = [statement.split()[:2] for statement in said if statement.startswith(("UPDATE nudge", "INSERT INTO led"))]
    assert written == [["UPDATE", "nudge"], ["INSERT", "INTO"]]
    assert len([statement for statement in one if statement.startswith("INSERT INTO ledger")]) == 1


async def test_of_a_nudge_only_what_was_altered_is_written(house: House, goals: int) -> None:
    """Whoever sends may have taken it in between: its lease stays."""
    del goals
    async with house.database.transaction() as session:
        made = Alterations(MONDAY)
        known = await rows.known(session, [1], MONDAY)
        made.alter(known[0], state=NudgeState.dropped)
        made.tell(known[0], "dropped", "Dropped: it was changed.")
        (await session.get_one(Nudge, known[0].id)).lease = "taken"
        await session.flush()
        await made.write(session)

    async with house.database.transaction() as session:
        nudge = await session.get_one(Nudge, known[0].id)
        story = await session.scalars(select(LedgerEntry.step).where(LedgerEntry.nudge_id == nudge.id))

        assert (nudge.state, nudge.lease) == (NudgeState.dropped, "taken")
        assert "dropped" in story.all()


async def test_what_was_read_of_a_nudge_stays_as_it_was(house: House, goals: int) -> None:
    del goals
    async with house.database.transaction() as session:
        made = Alterations(MONDAY)
        (nudge, *_) = await rows.known(session, [1], MONDAY)
        made.alter(nudge, state=NudgeState.dropped)

        assert nudge.state is NudgeState.waiting
        assert not (await session.scalars(select(Nudge).where(col(Nudge.state) == NudgeState.dropped))).all()


async def test_of_a_long_history_only_what_touched_a_hidden_milestone_is_looked_through(house: House) -> None:
    """A milestone that speaks of leaving is hidden from Ben, who owns the goal together with Ana."""
    await house.says("ben", "help", realm="T1")
    for line in (
        "new Ship it",
        "milestone add 1 Draft; Tell the boss that I quit; Test",
        "share 1 with: @ben as: owner",
    ):
        await house.says("ana", line, realm="T1")
        await as_shown_before(house)
    await house.passes(minutes=1)
    await house.says("ben", "agree 1", realm="T1")
    for number in range(20):
        await house.says("ana", f"alter 1 Ship it {number}", realm="T1")
    await as_shown_before(house)

    with heard(house) as said:
        told = await house.reads("ben", "history 1", realm="T1")

    [looked] = [one for one in said if one.split("FROM")[0].split() == ["SELECT", "change.id,", "change.edits"]]
    assert "LIKE" in looked
    assert "quit" not in told
