"""The last change of each goal is found as if the whole log were read, and without reading it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, insert, select

from bot.exporting.agenda import agenda
from bot.exporting.revisions import revisions
from bot.goals.visibility import Viewer
from bot.messages import Address
from bot.models import Change, Edit, Goal, Person

if TYPE_CHECKING:
    from tests.house import House

TOLD = {"title", "wording", "due_on", "due_at", "due_zone", "due_said", "state", "goal_id", "leaving", "zone"}


async def test_the_last_change_of_each_goal_is_that_of_the_whole_log(house: House) -> None:
    for line in (
        "new Ship it by: 2027-03-31",
        "new Read 24 books by: 2027-12-31",
        "new Run a marathon by: 2027-10-01",
        "new Write a book by: 2028-06-30",
        "milestone add 1 Draft it by: 2027-02-01; Review it by: 2027-03-01",
        "settings zone: Asia/Tokyo",
        "alter 1 Ship the API",
        "milestone move 1.2 to: 2027-03-08",
        "alter 3 under: 2",
        "alter 4 by: 2028-05-31",
        "undo",
        "checkin 2 5",
        "road drop 2",
        "split 4 into: 3",
        "away tomorrow",
    ):
        await house.says("ana", line)
    async with house.database.look() as session:
        me = (await session.scalars(select(Person))).one()
        found = await revisions(session, Viewer(me.id, Address("", "", "")).blanks)
        ahead = [goal.id for goal in await session.scalars(select(Goal)) if goal.is_ahead]
        log = (await session.scalars(select(Change).order_by(col(Change.id)))).all()
    expected: dict[int | None, int] = {}
    for change in log:
        if TOLD.intersection(*[{name for edit in change.edits for name in edit.after}]):
            every = {None} if any(edit.table == "person" for edit in change.edits) else set()
            expected |= dict.fromkeys(change.goals | every, change.id)

    assert {goal: found[goal].id for goal in (*ahead, None)} == {goal: expected[goal] for goal in (*ahead, None)}


async def test_who_has_changed_much_is_read_without_all_of_it(house: House) -> None:
    await house.says("ana", "new Ship it by: 2027-03-31")
    renamed = (Edit("goal", 1, {"title": "Ship it"}, {"title": "Ship it"}),)
    row = {"person_id": 1, "goal_id": 1, "at": house.clock.now(), "summary": "renamed goal 1", "edits": renamed}
    async with house.database.transaction() as session:
        await session.execute(insert(Change), [row] * 1000)

    async with house.database.look() as session:
        me = (await session.scalars(select(Person))).one()
        (entry,) = (await agenda(session, me, for_others=True)).entries
        read = [one for one in session.sync_session.identity_map.values() if isinstance(one, Change)]
        last = (await session.scalars(select(Change).order_by(col(Change.id).desc()).limit(1))).one()

    assert read == []
    assert entry.revision == last.id
