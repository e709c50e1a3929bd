"""Whoever may not change a goal at that moment does not: by no command, no old button, no undo and no redo."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlmodel import col, select

from bot.coach.expressing import means_leaving
from bot.messages import Reply
from bot.models import Account, Audience, Checkin, Goal, GoalState, Milestone, Role, Share, ShareState, Snooze
from tests.house import tappable
from tests.random_lives import Neighbours, Who, live_together

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("ana", "ben", "cleo")
ROOM = "C1"
SETS = ("new Raise NPS from 31 to 45 by 2027-12-01", "new Write 3 pages every day", "new Answer 50 posts for: team")
LINES = (
    *("alter {n} Raise NPS from 31 to 60", "alter {n} by: 2027-05-01", "alter {n} Quit my job", "alter {n} Learn Rust"),
    *("milestone add {n} sign the forms by: 2027-01-10", "milestone add {n} hand in my notice; call the office"),
    *(
        "milestone rename {n}.1 hand in my notice",
        "milestone done {n}.1",
        "milestone move {n}.1 to: 2027-02-01",
        "milestone drop {n}.1",
        "milestone done {n}.2",
    ),
    *("checkin {n} +3", "checkin {n} at risk note: a note", "stuck {n} no budget", "later {n} to: tomorrow"),
    *("pause {n}", "resume {n}", "done {n}", "drop {n}", "reopen {n}", "nudges {n} off", "archive {n}", "copy {n}"),
    *("new Save 100 euros by 2027-11-01 under: {n}", "alter 1 under: {n}", "alter {n} under: none", "unshare {n}"),
    *("milestone move {n}.1 to: 1", "road move {n} to: 1 what: reached", "split {n}", "again {n} by: 2028-01-01"),
)
SHARES = (
    *("as: owner", "as: owner", "as: owner", "as: witness", "as: manager"),
    *("unshare", "unshare", "here", "team", "nobody"),
)
ENDS = ("unshare {n}", "alter {n} Quit my job", "share {n} with: @{whom} as: witness", "undo", "")
"""What takes a part from somebody, or makes the goal one that nobody else sees."""


class Thing(NamedTuple):
    """All that is stored of one goal."""

    goal: Goal
    owner: Who
    parts: dict[Who, Share]
    rows: dict[str, dict[tuple[str, int], Any]]
    """What each table holds of it, by row."""

    def called(self, who: Who) -> str:
        part = self.parts.get(who)
        return str(part.number if part is not None and part.number else self.goal.number)


class Changes(Neighbours):
    """Each run has a workspace of its own."""

    runs = count(1)

    def __init__(self) -> None:
        super().__init__()
        run = next(self.runs)
        self.people = [Who(name, f"M{run}") for name in NAMES]
        self.buttons: dict[Who, list[tuple[str, str]]] = {who: [] for who in self.people}
        for who in self.people:
            self.answered(who, "help", "")
        for who, line in zip(self.people, SETS, strict=True):
            self.says(who, line, ROOM if "team" in line else "")

    async def things(self) -> dict[int, Thing]:
        """Read what is stored."""
        async with self.house.database.transaction() as session:
            accounts = await session.scalars(select(Account).where(col(Account.realm) == self.people[0].realm))
            whose = {one.person_id: Who(one.user_id, one.realm) for one in accounts}
            goals = list(await session.scalars(select(Goal).where(col(Goal.person_id).in_(whose))))
            ids = [goal.id for goal in goals]
            found = {goal.id: Thing(goal, whose[goal.person_id], {}, {"goal": {("goal", goal.id): goal.model_dump()}})
                     for goal in goals}  # fmt: skip
            tables: tuple[type[Any], ...] = (Milestone, Checkin, Share, Snooze)
            for table in tables:
                for row in await session.scalars(select(table).where(col(table.goal_id).in_(ids))):
                    name = str(table.__tablename__)
                    found[row.goal_id].rows.setdefault(name, {})[name, row.id] = row.model_dump()
                    if isinstance(row, Share):
                        found[row.goal_id].parts[whose[row.person_id]] = row
        self.ids = {who: person for person, who in whose.items()}
        return found

    def says(self, who: Who, line: str, channel: str = "") -> None:
        """Say a line, and look whether it changed what is not this person's to change."""
        before = self.runner.run(self.things())
        answer = self.answered(who, line, channel)
        after = self.runner.run(self.things())
        if isinstance(answer, Reply):
            self.buttons[who] += [(button.call, channel) for button in tappable(answer)]
        for id_, thing in before.items():
            for table in {*thing.rows, *after[id_].rows}:
                was, now = thing.rows.get(table, {}), after[id_].rows.get(table, {})
                for of in {*was, *now}:
                    if was.get(of) != now.get(of):
                        assert self.may_change(who, thing, table, was.get(of) or now[of]), (line, of, answer)

    def may_change(self, who: Who, thing: Thing, table: str, row: dict[str, Any]) -> bool:
        """Tell it once more, as the promise is and not as the code is."""
        goal, part = thing.goal, thing.parts.get(who)
        own = row.get("person_id") == self.ids[who]
        if thing.owner == who or (table == "snooze" and own):
            return True
        if goal.leaving or goal.state is GoalState.withdrawn:
            return False
        if table == "share":
            return own and part is not None and part.state is not ShareState.withdrawn
        if table == "milestone" and means_leaving(row["title"], goal.misread):
            return False
        shares = part is not None and part.state is ShareState.agreed and part.role is Role.owner
        in_team = goal.team and goal.audience is Audience.channel and goal.channel == ROOM
        return shares or (table == "checkin" and own and in_team)

    def thing(self, which: int) -> Thing:
        things = self.runner.run(self.things())
        return things[sorted(things)[which % len(things)]]

    @rule(who=st.integers(0, 2), which=st.integers(0, 9), line=st.sampled_from(LINES), room=st.booleans())
    def changes(self, who: int, which: int, line: str, room: bool) -> None:  # noqa: FBT001 - hypothesis draws it
        """Anybody tries, by the number that they call it by, or the one that its owner does."""
        whom, thing = self.people[who], self.thing(which)
        self.says(whom, line.format(n=thing.called(whom)), ROOM if room else "")

    @rule(who=st.integers(0, 2), which=st.integers(0, 9), line=st.sampled_from(LINES))
    def changes_by_a_button(self, who: int, which: int, line: str) -> None:
        self.says(self.people[who], line.format(n=f"~{self.thing(which).goal.id}"))

    @rule(whom=st.integers(1, 2), which=st.integers(0, 9), how=st.sampled_from(SHARES))
    def shares(self, whom: int, which: int, how: str) -> None:
        """Whoever set it decides; who is asked to be somebody agrees at once, more often than not."""
        thing, one = self.thing(which), self.people[whom]
        number = thing.goal.number
        if how.startswith("as"):
            self.says(thing.owner, f"share {number} with: @{one.name} {how}")
            part = self.runner.run(self.things())[thing.goal.id].parts.get(one)
            if part is not None and which:
                self.says(one, f"agree {part.id}")
        elif how == "unshare":
            self.says(thing.owner, f"unshare {number} from: @{one.name}" if which % 2 else f"unshare {number}")
        else:
            self.says(thing.owner, f"share {number} with: {how}", ROOM)

    @rule(
        whom=st.integers(0, 2),
        which=st.integers(0, 9),
        line=st.sampled_from(LINES),
        ends=st.sampled_from(
            ["unshare {n}", "alter {n} Quit my job", "share {n} with: @{whom} as: witness", "undo", ""]
        ),
        then=st.sampled_from(["undo", "redo", ""]),
    )
    def takes_part_changes_it_and_loses_it_again(self, whom: int, which: int, line: str, ends: str, then: str) -> None:
        thing, one = self.thing(which), self.people[whom]
        self.says(thing.owner, f"share {thing.goal.number} with: @{one.name} as: owner")
        part = self.runner.run(self.things())[thing.goal.id].parts.get(one)
        if part is not None:
            self.says(one, f"agree {part.id}")
            self.says(one, line.format(n=self.runner.run(self.things())[thing.goal.id].called(one)))
            if then == "redo":
                self.says(one, "undo")
            if ends:
                self.says(thing.owner, ends.format(n=thing.goal.number, whom=one.name))
            if then:
                self.says(one, then)

    @rule(who=st.integers(0, 2), word=st.sampled_from(["undo", "undo", "redo"]), room=st.booleans())
    def takes_back(self, who: int, word: str, room: bool) -> None:  # noqa: FBT001 - hypothesis draws it
        self.says(self.people[who], word, ROOM if room else "")

    @rule(who=st.integers(0, 2), back=st.integers(0, 60), undoes=st.booleans())
    def taps_what_was_there(self, who: int, back: int, undoes: bool) -> None:  # noqa: FBT001 - hypothesis draws it
        """Old messages keep their buttons."""
        mine = self.buttons[self.people[who]]
        mine = [one for one in mine if one[0].startswith(("undo", "redo"))] if undoes else mine
        if mine:
            call, channel = mine[-1 - back % len(mine)]
            self.says(self.people[who], call, channel)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_nobody_changes_a_goal_that_they_may_not_change_at_that_moment(tmp_path: Path) -> None:
    live_together(Changes, tmp_path, steps=25)
