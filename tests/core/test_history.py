"""The log of changes: read back in words, taken back, done again; and what it says of dates that moved or passed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import String, cast
from sqlmodel import col, select

from bot.dates.workdays import Calendar
from bot.history.outcomes import alterations, missed
from bot.messages import Address, Reply, Tone
from bot.models import Change, Edit, Goal, GoalState
from bot.replies import plain
from tests.house import buttons, menus, told
from tests.workspace import as_shown_before

if TYPE_CHECKING:
    from tests.house import House

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
LISBON = Calendar(ZoneInfo("Europe/Lisbon"))


def change(number: int, day: int, before: dict[str, Any], after: dict[str, Any], **more: Any) -> Change:
    edit = Edit("goal", 1, before, after)
    at = NOON + timedelta(days=day)
    return Change(id=number, person_id=1, goal_id=1, at=at, summary="", edits=(edit,), **more)


def goal(due: date | None, **more: Any) -> Goal:
    return Goal(id=1, person_id=1, number=1, title="Ship it", due_on=due, created_at=NOON, **more)


def test_a_date_that_was_moved_is_altered_at_that_moment() -> None:
    moved = change(1, 2, {"due_on": "2026-11-10"}, {"due_on": "2026-11-20"})

    assert alterations(goal(date(2026, 11, 20)), [moved]) == [NOON + timedelta(days=2)]


def test_a_first_date_is_no_alteration_and_what_was_taken_back_counts_only_if_done_again() -> None:
    given = change(1, 1, {"due_on": None}, {"due_on": "2026-11-10"})
    reworded = change(2, 2, {"title": "Ship"}, {"title": "Ship it"})
    undone = change(3, 3, {"title": "Ship it"}, {"title": "Ship"}, undoes=2)
    again = change(4, 4, {"title": "Ship"}, {"title": "Ship it"}, undoes=3)

    assert alterations(goal(date(2026, 11, 10)), [given, reworded, undone]) == []
    assert alterations(goal(None), [given, reworded, undone, again]) == [reworded.at]


def test_a_date_that_passed_is_missed_and_one_that_was_altered_before_is_not() -> None:
    """Altered, not failed: only what passed unreached, unaltered and active counts as missed."""
    now = NOON + timedelta(days=60)
    moved_in_time = change(1, 5, {"due_on": "2026-11-10"}, {"due_on": "2026-11-20"})
    moved_too_late = change(1, 12, {"due_on": "2026-11-10"}, {"due_on": "2027-11-20"})

    one = goal(date(2026, 11, 20))
    other = goal(date(2027, 11, 20))

    assert missed(one, one, [moved_in_time], LISBON, now) == [date(2026, 11, 20)]
    assert missed(one, one, [moved_in_time], LISBON, NOON + timedelta(days=15)) == []
    assert missed(other, other, [moved_too_late], LISBON, now) == [date(2026, 11, 10)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"state": "active", "ended_at": None}, {"state": "achieved", "ended_at": "2026-11-05T12:00:00Z"}),
        ({"state": "active"}, {"state": "paused"}),
        ({"archived_at": None}, {"archived_at": "2026-11-05T12:00:00Z"}),
    ],
)
def test_what_was_reached_paused_or_put_away_before_its_date_is_not_missed(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    ended = change(1, 4, before, after)
    now = datetime.fromisoformat("2026-11-05T12:00:00Z")
    one = goal(
        date(2026, 11, 10),
        state=GoalState(str(after.get("state", "active"))),
        ended_at=now if "ended_at" in after else None,
        archived_at=now if "archived_at" in after else None,
    )

    assert missed(one, one, [ended], LISBON, NOON + timedelta(days=60)) == []


async def test_history_tells_who_when_from_what_to_what_and_why(house: House) -> None:
    await house.says("alice", "new Cut p95 latency from 800 to 300 ms by: 2027-03-31 why: for the raise")
    await house.says("alice", "alter 1 by: 2027-04-30 because: the vendor is late")
    await house.says("alice", "alter 1 Cut p95 latency from 800 to 250 ms why: for the team")
    await house.says("alice", "milestone add 1 Draft by: in 3 days")
    await house.says("alice", "milestone move 1.1 to: in 5 days")
    await house.says("alice", "milestone done 1.1")
    await house.says("alice", "undo")

    told = await house.reads("alice", "history 1")

    for words in (
        "you took back “marked milestone 1.1 done” (1.1 Draft: state: done → open)",
        "you moved milestone 1.1 (1.1 Draft: due: Thu 26 November 2026 → Sat 28 November 2026)",
        "you added milestone 1.1 (“Draft”)",
        "counted: from 800 to 300 ms → from 800 to 250 ms",
        "your reason: “for the raise” → “for the team”",
        "you changed this goal (due: Wed 31 March 2027 → Fri 30 April 2027) because: the vendor is late",
        "you set this goal",
    ):
        assert words in told


async def test_history_comes_in_pages_newest_first(house: House) -> None:
    await house.says("alice", "new Ship it")
    for n in range(14):
        await house.says("alice", f"alter 1 Ship it in {n} parts")

    first = await house.says("alice", "history 1")
    second = await house.reads("alice", buttons(first)["Older"])
    beyond = await house.says("alice", "history 1 page: 3")

    assert "15 changes, page 1 of 2" in plain.text(first)
    assert "“Ship it in 12 parts” → “Ship it in 13 parts”" in plain.text(first)
    assert "you set this goal" in second
    assert beyond.sections[0].text == "There are 2, for example: history 1 page: 2"


async def test_ones_own_history_undoes_any_change_that_nothing_was_built_on(house: House) -> None:
    await house.says("alice", "new Ship it")
    await house.says("alice", "new Learn to sail")
    await house.says("alice", "settings zone: Asia/Tokyo")

    undo = menus(await house.says("alice", "history"))["Take one back"]
    await house.says("alice", undo["set goal 1"])
    left = menus(await house.says("alice", "history"))["Take one back"]

    assert list(undo) == ["changed your settings", "set goal 2", "set goal 1"]
    assert list(left) == ["changed your settings", "set goal 2"]
    assert (await house.says("alice", "list")).title == "1 goal"
    assert (await house.says("bob", "history")).title == "You have changed nothing yet"


async def test_an_undo_is_done_again_by_redo_however_often(house: House) -> None:
    await house.says("alice", "new Ship it by: in 3 days")

    undone = await house.says("alice", "undo")
    redone = await house.says("alice", buttons(undone)["Do it again"])
    listed = (await house.says("alice", "list")).title
    planned = (await house.says("alice", "next")).title
    twice = [(await house.says("alice", line)).title for line in ("undo", "redo", "redo 1", "undo 1", "undo 1")]

    assert redone.title == "Done again: you set goal 1"
    assert (listed, planned) == ("1 goal", "Your next 5 check-ins")
    assert twice == [
        "Taken back: you set goal 1",
        "Done again: you set goal 1",
        "Done again: you set goal 1",
        "Taken back: you set goal 1",
        "Taken back: you set goal 1",
    ]


async def test_once_something_else_was_changed_there_is_nothing_to_do_again(house: House) -> None:
    for line in ("new Ship it", "stuck 1 no test data", "undo", "checkin 1 note: the data came"):
        await house.says("alice", line)

    refused = await house.says("alice", "redo")

    assert refused.title == (
        "There is nothing to do again: since you took back “checked in on goal 1”, you checked in on goal 1."
    )
    assert "To do it again all the same: redo 2" in plain.text(refused)
    assert "no test data" not in await house.reads("alice", "checkins 1")


async def test_what_was_changed_since_and_taken_back_comes_back_first_and_alone(house: House) -> None:
    for line in ("new Ship it", "alter 1 Ship it soon", "undo", "alter 1 Ship it late", "undo"):
        await house.says("alice", line)

    done = [(await house.says("alice", "redo")).title for _ in range(2)]

    assert done[0] == "Done again: you changed goal 1"
    assert done[1].startswith("There is nothing to do again: ")
    assert "Ship it late" in await house.reads("alice", "show 1")


async def test_what_was_taken_back_step_by_step_is_done_again_step_by_step(house: House) -> None:
    for line in ("new Ship it", "alter 1 Ship it soon", "alter 1 Ship it late", "undo", "undo"):
        await house.says("alice", line)

    titles = []
    for _ in range(2):
        await house.says("alice", "redo")
        titles.append((await house.reads("alice", "show 1")).partition("\n")[0])

    assert titles == ["Goal 1: Ship it soon", "Goal 1: Ship it late"]


async def test_an_undo_itself_is_not_undone_but_redone(house: House) -> None:
    await house.says("alice", "new Ship it")
    await house.says("alice", "undo")

    reply = await house.says("alice", "undo 2")

    assert reply.tone is Tone.refused
    assert reply.sections[0].text == "To turn it round, type redo 1."


async def test_twenty_changes_can_be_taken_back_and_no_more(house: House) -> None:
    await house.says("alice", "new Ship it")
    for n in range(21):
        await house.says("alice", f"alter 1 Ship it in {n} parts")

    too_long_ago = await house.says("alice", "undo 1")
    undone = [(await house.says("alice", "undo")).tone for _ in range(21)]

    assert too_long_ago.title == "It is too long ago that you set goal 1: I keep your last 20 changes for undo."
    assert undone == [Tone.good] * 20 + [Tone.refused]


async def owned_together(house: House) -> None:
    """Ana sets a goal that she owns together with Ben."""
    await house.says("ben", "help", realm="T1")
    await house.says("ana", "new Ship it by: 2027-03-31 why: for the raise", realm="T1")
    await house.says("ana", "share 1 with: ben as: owner", realm="T1")
    await house.passes(minutes=1)
    offer = house.postbox.to("ben")[-1]
    await house.says("ben", buttons(offer)["I’m in"], realm="T1")


async def test_somebody_elses_change_is_answered_in_a_way_that_helps(house: House) -> None:
    """A co-owner hears who it was; a stranger does not even hear that it exists."""
    await owned_together(house)
    await house.says("ana", "alter 1 why: for the team", realm="T1")
    undo = buttons(await house.says("ana", "alter 1 by: 2027-05-31", realm="T1"))["Undo"]

    owner = await house.says("ben", undo, realm="T1")
    stranger = await house.says("carol", undo, realm="T1")
    told = await house.reads("ben", "history 1", realm="T1")

    assert owner.title == "ana did that, and only they can take it back: changed this goal."
    assert owner.sections[0].text == "You can change it by hand; what it was is in: history 1"
    assert stranger.title == "That is no change of yours."
    assert told.count("ana changed this goal") == 1  # not even that there is a private reason
    assert "ana changed this goal (due: Wed 31 March 2027 → Mon 31 May 2027)" in told
    assert "for the raise" not in told
    assert "for the team" not in told


async def test_a_change_that_a_co_owner_built_on_stays(house: House) -> None:
    await owned_together(house)
    moved = buttons(await house.says("ana", "alter 1 by: 2027-04-30", realm="T1"))["Undo"]
    await house.says("ben", "alter 1 by: 2027-05-31 because: the vendor is late", realm="T1")

    reply = await house.says("ana", moved, realm="T1")

    assert reply.title == "I can't take back “changed goal 1”: ben changed it since."
    assert "ben changed this goal (due: Fri 30 April 2027 → Mon 31 May 2027) because: the vendor is late" in plain.text(
        await house.says("ana", "history 1", realm="T1")
    )


async def test_a_co_owner_does_not_touch_the_private_reason(house: House) -> None:
    await owned_together(house)

    reply = await house.says("ben", "alter 1 why: for me", realm="T1")

    assert reply.title == "The private reason is that of whoever set the goal."


async def test_undo_takes_back_what_was_done_last_also_if_that_was_done_again(house: House) -> None:
    await house.says("alice", "new Ship the API")
    await house.says("alice", "new Read ten papers")
    await house.says("alice", "alter 1 Ship the whole API")
    await house.says("alice", "undo 3")
    await house.says("alice", "done 2")
    await house.says("alice", "redo 3")

    first = await house.says("alice", "undo")
    second = await house.says("alice", "undo")

    assert first.title == "Taken back: you changed goal 1"
    assert second.title == "Taken back: you reached goal 2"


async def test_what_a_goal_was_set_as_stays_readable(house: House) -> None:
    await house.says("alice", "new Ship the API")
    await house.says("alice", "milestone add 1 Draft the schema")
    await house.says("alice", "milestone rename 1.1 Draft the whole schema")
    await house.says("alice", "alter 1 Ship the whole API because: it was too small")

    for line in ("history", "history 1"):
        shown = await house.reads("alice", line)
        assert "set goal 1 (“Ship the API”)" in shown or "set this goal (“Ship the API”)" in shown, line
        assert "(“Draft the schema”)" in shown, line


async def test_a_report_counts_altered_apart_from_missed(house: House) -> None:
    await house.says("alice", "new Ship the API by: in 2 days")
    await house.says("alice", "alter 1 by: in 5 days because: the vendor is late")
    await house.says("alice", "new Read ten papers by: in 3 days")
    await house.says("alice", "new Draw a map by: in 3 days")
    await house.says("alice", "new Write a poem")
    await house.says("alice", "done 3")
    await house.says("alice", "drop 4")
    await house.passes(days=4)

    everything = await house.reads("alice", "history")
    one = await house.reads("alice", "history 1")

    assert "The last 90 days: 1 reached, 1 altered, 1 missed, 1 dropped" in everything
    assert "So far: 0 reached, 1 altered, 0 missed, 0 dropped" in one
    await house.says("alice", "undo 2")
    assert "1 altered" not in await house.reads("alice", "history 1")


async def test_what_was_done_to_a_row_is_written_as_plain_json(house: House) -> None:
    """So it was from the first version on: what older ones wrote is read, and conditions in SQL can rely on it."""
    await house.says("alice", "new Ship it")
    await house.says("alice", "alter 1 Ship it all")

    async with house.database.transaction() as session:
        asked = select(cast(Change.edits, String)).order_by(col(Change.id))
        written = [" ".join(words.split()) for words in await session.scalars(asked)]

    assert written == [
        '[{"table": "goal", "row": 1, "before": null, "after": {}}]',
        '[{"table": "goal", "row": 1, "before": {"title": "Ship it"}, "after": {"title": "Ship it all"}}]',
    ]


def test_two_edits_of_a_row_are_one_from_the_first_to_the_last() -> None:
    edit = (
        Edit("goal", 1)
        .then({"title": "a"}, {"title": "b"})
        .then({"title": "b", "value": 1}, {"title": "c", "value": 2})
    )

    assert edit == Edit("goal", 1, {"title": "a", "value": 1}, {"title": "c", "value": 2})
    assert Edit("goal", 1, before=None).then({"title": "a"}, {"title": "b"}).is_new


async def test_a_history_tells_of_no_change_from_one_thing_to_the_same(house: House) -> None:
    await house.says("ana", "new Learn Rust by: 2027-05-01")
    await house.says("ana", "alter 1 Learn Rust to get a job at another company")

    told = await house.reads("ana", "history 1")

    assert "title: “Learn Rust” → “Learn Rust to get a job at another company”" in told
    assert "done or not done" not in told


async def test_what_altered_nothing_is_not_in_the_history_unless_it_says_why(house: House) -> None:
    await house.says("ana", "new Learn Rust by: 2027-05-01")

    same = await house.reads("ana", "alter 1 why: none")
    undone = await house.asks("ana", "undo")
    await house.says("ana", "redo")
    without = await house.reads("ana", "history 1")
    await house.says("ana", "alter 1 by: 2027-05-01 because: we looked again and it still fits")
    reasoned = await house.reads("ana", "history 1")

    assert "stays as it was" in same
    assert isinstance(undone, Reply)
    assert "set goal 1" in undone.title
    assert "you changed this goal" not in without
    assert "we looked again and it still fits" in reasoned


async def test_an_undo_says_which_goal_it_was_what_it_was_and_where_the_goal_stands_now(house: House) -> None:
    await house.says("ana", "new Read 24 books in 2027")
    await house.says("ana", "checkin 1 3")
    await house.passes(days=1)
    await house.says("ana", "checkin 1 5")

    undone = await house.says("ana", "undo")
    again = await house.says("ana", "redo")

    assert told(undone)["Goal"] == "1 Read 24 books"
    assert told(undone)["That was"].startswith("5")
    assert told(undone)["Stands now"].startswith("3 of 24 books")
    assert told(again)["Stands now"].startswith("5 of 24 books")


async def test_an_undo_of_a_teams_goal_shows_it_to_whoever_adds_to_it(house: House) -> None:
    channel = {"realm": "T1", "place": Address("test", "T1", "C_GENERAL")}
    await house.says("ana", "new Resolve 200 tickets for: team", **channel)
    added = await house.says("ben", "checkin tickets 8", **channel)

    undone = await house.says("ben", buttons(added)["Undo"], **channel)

    assert "Resolve 200 tickets" in told(undone)["Goal"]
    assert told(undone)["That was"] == "8"
    assert "Show the goal" in buttons(undone)


async def test_once_more_than_can_be_taken_back_says_how_far_it_goes(house: House) -> None:
    assert (await house.says("ana", "undo")).title == "There is nothing to take back."
    for number in range(22):
        await house.says("ana", f"new Write chapter {number + 1}")
    for _ in range(20):
        await house.says("ana", "undo")

    told = await house.reads("ana", "undo")

    assert "Your last 20 changes are taken back, and I keep no more." in told
    assert "type redo" in told
    assert (await house.says("ana", "redo")).title == "Done again: you set goal 3"


@pytest.mark.parametrize("words", ["all", "everything", "2 times", "goal 1", "-1"])
async def test_what_is_no_change_is_told_how_to_take_back_one(house: House, words: str) -> None:
    await house.says("ana", "new Ship it")

    told = await house.reads("ana", f"undo {words}")

    assert "I take back one change at a time" in told
    assert "Type undo for your last one" in told


async def test_the_number_of_an_undo_says_what_turns_it_round(house: House) -> None:
    for line in ("new Ship it", "undo"):
        await house.says("ana", line)

    undone = await house.reads("ana", "undo 2")
    await house.says("ana", "redo")
    redone = await house.reads("ana", "undo 3")

    assert "To turn it round, type redo 1." in undone
    assert "To turn it round, type undo 1." in redone
    assert (await house.says("ana", "undo 1")).title == "Taken back: you set goal 1"


async def test_what_was_empty_before_is_told_by_what_it_is_now(house: House) -> None:
    for line in ("new Read 24 books in 2027", "checkin 1 note: well", "stuck 1 no time", "alter 1 serves: passion"):
        await house.says("ana", line)

    told_ = await house.reads("ana", "history 1")

    assert "check-in: confidence: at risk" in told_
    assert "blocker: “no time”" in told_
    assert "nothing →" not in told_
    assert "no →" not in told_


async def test_others_do_not_count_in_the_history_what_they_are_not_shown(house: House) -> None:
    await owned_together(house)
    for line in ("milestone add 1 hand in my notice; bake 10 breads", "plan 1 if: it rains then: I walk"):
        await house.says("ana", line, realm="T1")
    await as_shown_before(house)

    told_ = await house.reads("ben", "history 1", realm="T1")

    assert "ana added a milestone (“bake 10 breads”)" in told_
    assert "notice" not in told_
    assert "planned" not in told_
    assert "planned for an obstacle" in await house.reads("ana", "history 1", realm="T1")


async def test_a_check_in_is_told_as_it_was_said_then(house: House) -> None:
    await house.says("ana", "new Save 3000 euros by: 2027-03-31")
    await house.says("ana", "checkin 1 500 note: the first month")
    await house.says("ana", "checkin 1 900")
    await house.says("ana", "checkin 1 1000 note: and the bonus")

    told = await house.reads("ana", "history 1")

    assert "you checked in on this goal (500, “the first month”)" in told
    assert "(check-in: value: 500 → 900)" in told
    assert "value: 900 → 1,000" in told
    assert "note: “the first month” → “and the bonus”" in told


async def test_undo_never_jumps_unheard_over_what_it_cannot_take_back(house: House) -> None:
    await house.says("ana", "new Draft budget")
    await house.says("ana", "new Paint the shed")
    await house.says("ana", "feed new")

    refused = await house.says("ana", "undo")
    taken_back = await house.says("ana", buttons(refused)["undo 2"])
    further = await house.says("ana", "undo")

    assert refused.title == "What you did last can’t be taken back: you made the address of your calendar feed."
    assert "Before that you set goal 2. To take that back: undo 2" in plain.text(refused)
    assert taken_back.title == "Taken back: you set goal 2"
    assert further.title == "Taken back: you set goal 1", "it was said once"


@pytest.mark.parametrize(
    "line", ["settings quiet: 21:00-07:00", "nudges 1 off", "plan 1 if: it rains then: read at home"]
)
async def test_saying_a_thing_again_is_no_change_and_stands_in_no_undos_way(house: House, line: str) -> None:
    await house.says("ana", "new Paint the shed")
    first, again = await house.says("ana", line), await house.says("ana", line)

    assert "Undo" in buttons(first)
    assert "Undo" not in buttons(again)
    taken_back = await house.says("ana", "undo")
    assert taken_back.title.startswith("Taken back: you ")
    assert "you set goal" not in taken_back.title
