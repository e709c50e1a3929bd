"""Check-ins from saying to undoing, on both databases."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from bot.messages import Address, Reply, Request, Tone
from bot.models import Audience, Checkin, CheckinState, Goal, GoalState, Milestone, Person, TimeOff
from bot.replies import plain
from tests.house import choices, tappable

if TYPE_CHECKING:
    from tests.house import House


async def edit(house: House, **fields: object) -> None:
    """Change goal 1 behind everybody's back."""
    async with house.database.transaction() as session:
        goal = (await session.scalars(select(Goal))).one()
        for name, value in fields.items():
            setattr(goal, name, value)


async def rows(house: House) -> list[Checkin]:
    async with house.database.transaction() as session:
        asked = select(Checkin).where(Checkin.state == CheckinState.given).order_by(Checkin.id)  # type: ignore[arg-type]
        return list(await session.scalars(asked))


async def test_a_check_in_moves_the_goal_and_is_undone(house: House) -> None:
    await house.says("alice", "new Read 24 books in 2027")

    reply = await house.says("alice", "checkin 1 12 books note: half of them")

    assert reply.title == "Goal 1 stands at 12 books: Read 24 books"
    assert "12 of 24 books, 50 %" in plain.text(reply)
    assert "12 of 24 books, 50 %" in await house.reads("alice", "show 1")
    assert "12 of 24 books, 50 %" in await house.reads("alice", "list")
    await house.says("alice", choices(reply)["Undo"])
    assert "no number yet, 0 %" in await house.reads("alice", "show 1")


async def test_said_again_on_the_same_day_it_changes_that_day(house: House) -> None:
    await house.says("alice", "new Read 24 books in 2027")
    await house.says("alice", "checkin 1 12 note: half of them")
    await house.says("alice", "checkin 1 confidence: at risk")
    await house.says("alice", "checkin 1 +2")

    (row,) = await rows(house)

    assert (row.value, row.confidence, row.note) == (14, "at risk", "half of them")
    await house.says("alice", "undo")
    assert [row.value for row in await rows(house)] == [12]


async def test_a_late_check_in_speaks_of_its_own_day(house: House) -> None:
    await house.says("alice", "new Read 24 books in 2027")
    await house.says("alice", "checkin 1 6 on: 2026-11-20")
    await house.says("alice", "checkin 1 12")
    await house.says("alice", "checkin 1 +2 on: 2026-11-21")

    reply = await house.says("alice", "checkins 1")

    assert [field.value for section in reply.sections for field in section.fields] == ["12 books", "8 books", "6 books"]
    assert "12 of 24 books" in await house.reads("alice", "show 1")


async def test_a_habit_counts_up_and_a_day_can_be_put_right(house: House) -> None:
    await house.says("alice", "new Run three times a week")
    for words in ("checkin 1", "checkin 1", "checkin 1 on: yesterday"):
        await house.says("alice", words)
    assert "2 of 3 this week" in await house.reads("alice", "show 1")  # yesterday was Sunday

    await house.says("alice", "checkin 1 0")

    assert "0 of 3 this week" in await house.reads("alice", "show 1")
    await house.says("alice", "undo")
    assert "2 of 3 this week" in await house.reads("alice", "show 1")


async def test_a_blocker_is_no_run(house: House) -> None:
    await house.says("alice", "new Run three times a week")

    await house.says("alice", "checkin 1 blocker: my knee")

    assert "0 of 3 this week" in await house.reads("alice", "show 1")


async def test_a_habit_in_pages_asks_how_many(house: House) -> None:
    await house.says("alice", "new Read 20 pages a day")

    asked = await house.says("alice", "checkin 1")
    await house.says("alice", "checkin 1 12")
    reply = await house.says("alice", "checkin 1 8 pages")

    assert (asked.title, asked.tone) == ("How many pages?", Tone.refused)
    assert "kept 1 of 1 day" in plain.text(reply)


async def test_a_pause_and_time_off_keep_a_streak(house: House) -> None:
    await house.says("alice", "new Meditate daily")
    await house.says("alice", "checkin 1")
    async with house.database.transaction() as session:
        me = (await session.scalars(select(Person))).unique().one()
        today = house.clock.now().date()
        session.add(TimeOff(person_id=me.id, first=today + timedelta(days=1), last=today + timedelta(days=3)))
    house.clock.advance(timedelta(days=4))

    await house.says("alice", "checkin 1")

    assert "2 days in a row" in (await house.says("alice", "streak 1")).title
    house.clock.advance(timedelta(days=2))
    assert "none in a row now, 2 at best" in (await house.says("alice", "streak 1")).title


async def test_a_rhythm_has_a_streak_too(house: House) -> None:
    await house.says("alice", "new Call my mentor every Monday")
    await house.says("alice", "checkin 1")
    house.clock.advance(timedelta(days=8))

    reply = await house.says("alice", "checkin 1 note: a good talk")

    assert "kept 2 of 2" in plain.text(reply)
    assert "2 weeks in a row" in (await house.says("alice", "streak 1")).title


async def test_the_pace_is_told_and_the_persons_word_wins(house: House) -> None:
    await house.says("alice", "new Read 24 books by: 2027-03-03")
    house.clock.advance(timedelta(days=60))

    reply = await house.says("alice", "checkin 1 11")

    assert "Expected 60 % by now, you are at 46 %: at risk." in plain.text(reply)
    assert [one.label for one in tappable(reply) if one.style == "primary"] == ["At risk"]
    assert choices(reply)["Change"] == "form said 1 checkin 1"
    confirmed = await house.says("alice", "checkin 1 confidence: on track")
    assert "Confidence: on track" in plain.text(confirmed)
    assert "On track" not in choices(confirmed)


async def test_a_reached_target_asks_whether_the_goal_is(house: House) -> None:
    await house.says("alice", "new Read 24 books in 2027")

    reply = await house.says("alice", "checkin 1 25")
    await house.says("alice", choices(reply)["Goal reached"])

    assert "25 of 24 books, 104 %" in await house.reads("alice", "show 1")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"state": GoalState.paused}, "is paused"),
        ({"state": GoalState.draft}, "is a draft"),
        ({"archived_at": True}, "is archived"),
        ({"state": GoalState.dropped, "ended_at": True}, "was dropped on Mon 23 November 2026"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_goal_that_is_not_worked_on_says_so(house: House, fields: dict[str, object], says: str) -> None:
    await house.says("alice", "new Read 24 books in 2027")
    now = house.clock.now()
    await edit(house, **{name: now if value is True else value for name, value in fields.items()})

    reply = await house.says("alice", "checkin 1 3")

    assert reply.tone is Tone.refused
    assert says in reply.title
    assert await rows(house) == []


async def test_the_last_days_of_an_ended_goal_can_be_told_later(house: House) -> None:
    await house.says("alice", "new Read 24 books in 2027")
    await house.says("alice", "done 1")
    house.clock.advance(timedelta(days=3))

    await house.says("alice", "checkin 1 24 on: 2026-11-23")

    assert [row.value for row in await rows(house)] == [24]


@pytest.mark.parametrize(
    "words",
    [
        "checkin 1 80 km",
        "checkin 1 12:30",
        "checkin 1 3 of 30",
        "checkin 1 " + "9" * 30,
        "checkin 1 3 on: tomorrow",
        "checkin 1 3 on: 1990-01-01",
        "checkin 1 confidence: perhaps",
        "checkin 1.7 3",
        "checkin 9 3",
        "checkin 1 " + "x" * 300,
        "checkin 1 note: " + "x" * 600,
        "checkins 1 page: 9",
        "alter 1 measure: often",
    ],
)
async def test_what_does_not_fit_is_refused_and_changes_nothing(house: House, words: str) -> None:
    await house.says("alice", "new Read 24 books in 2027")
    await house.says("alice", "checkin 1 2")

    reply = await house.says("alice", words)

    assert reply.tone is Tone.refused
    assert reply.sections
    assert [row.value for row in await rows(house)] == [2]


async def test_a_unit_that_check_ins_have_used_stays(house: House) -> None:
    await house.says("alice", "new Cut my overtime")
    await house.says("alice", "alter 1 measure: from 120 to 40 hours")
    await house.says("alice", "checkin 1 100 hrs")

    refused = await house.says("alice", "alter 1 measure: from 120 to 40 km")
    changed = await house.says("alice", "alter 1 measure: from 120 to 20 hours")

    assert refused.title == "Goal 1 has a check-in in hours already, so it can't be counted in km."
    assert "from 120 to 20 hours" in plain.text(changed)
    assert "at 100 hours (from 120 to 20 hours), 20 %" in await house.reads("alice", "show 1")


async def test_numbers_against_the_words_are_asked_and_nothing_changes(house: House) -> None:
    await house.says("alice", "new Cut my overtime")

    asked = await house.says("alice", "alter 1 measure: from 40 to 120 hours by: 2027-03-31")

    assert asked.title == "Which way does goal 1 go?"
    assert "from" not in await house.reads("alice", "show 1")
    await house.says("alice", choices(asked)["Down from 120 to 40 hours"])
    assert "Counted: from 120 to 40 hours" in await house.reads("alice", "show 1")


async def test_a_milestone_done_with_a_value_moves_the_number(house: House) -> None:
    await house.says("alice", "new Read 24 books in 2027")
    await house.says("alice", "checkin 1 6")
    await house.says("alice", "milestone add 1 Half way")
    async with house.database.transaction() as session:
        (await session.scalars(select(Milestone))).one().value = 12
    house.clock.advance(timedelta(minutes=1))

    reply = await house.says("alice", "milestone done 1.1")

    assert "12 of 24 books, 1 of 1 milestones done, 50 %" in plain.text(reply)


async def test_goals_on_its_road_make_up_a_long_term_goal(house: House) -> None:
    for words in ("new Lead a team", "new Read 24 books in 2027", "new Ship the billing API"):
        await house.says("alice", words)
    await house.says("alice", "checkin 2 12")
    async with house.database.transaction() as session:
        first, *others = (await session.scalars(select(Goal).order_by(Goal.id))).all()  # type: ignore[arg-type]
        for one in others:
            one.parent_id = first.id
    await house.says("alice", "milestone add 1 Ask my manager")

    reply = await house.says("alice", "milestone done 1.1")

    assert "2 goals on its road, 1 of 1 milestones done, 50 %" in plain.text(reply)


async def test_a_circle_of_goals_ends_all_the_same(house: House) -> None:
    await house.says("alice", "new Ship the billing API")
    await house.says("alice", "new Ship the invoice API")
    async with house.database.transaction() as session:
        one, other = (await session.scalars(select(Goal).order_by(Goal.id))).all()  # type: ignore[arg-type]
        one.parent_id, other.parent_id = other.id, one.id

    assert (await house.says("alice", "chart 1")).tone is not Tone.refused


async def in_channel(house: House, name: str, words: str) -> Reply:
    answer = await house.dispatcher.answer(
        Request(who=Address("test", "T1", name), words=words, place=Address("test", "T1", "C1"))
    )
    assert isinstance(answer, Reply)
    return answer


async def test_a_team_adds_up_and_each_part_is_seen(house: House) -> None:
    await in_channel(house, "alice", "new Win 50 customers")
    await edit(house, team=True, audience=Audience.channel, platform="test", realm="T1", channel="C1")
    await in_channel(house, "alice", "checkin 1 20")
    await in_channel(house, "bob", "checkin win 10 customers")

    reply = await in_channel(house, "bob", "checkin win 4")

    assert reply.title == "4 customers more for the team’s goal: Win 50 customers"
    assert "34 of 50 customers, 68 %" in plain.text(reply)
    parts = next(section for section in reply.sections if section.text == "What each has added")
    assert sorted(field.value for field in parts.fields) == ["14 customers", "20 customers"]


async def test_others_see_the_numbers_and_not_the_notes(house: House) -> None:
    await in_channel(house, "alice", "new Win 50 customers")
    await in_channel(house, "alice", "checkin 1 20 note: my secret blocker: my boss")
    await edit(house, audience=Audience.workspace, platform="test", realm="T1", channel="C1")

    reply = plain.text(await in_channel(house, "bob", "checkins win"))

    assert "20 customers" in reply
    assert "secret" not in reply
    assert "boss" not in reply
    assert (await in_channel(house, "bob", "checkin win 3")).tone is Tone.refused


async def test_still_on_it_answers_the_nudge_in_place(house: House) -> None:
    await house.says("alice", "new Ship the billing API")
    await house.says("alice", "milestone add 1 Draft the schema by: in 3 days")
    await house.passes(days=3)
    (_, nudge, _) = house.postbox.messages[0]

    reply = await house.says("alice", choices(nudge)["Still on it"])

    assert reply.replaces
    assert [row.confidence for row in await rows(house)] == [None]
    assert reply.title == "Noted: milestone 1.1 is still open: Draft the schema"
    assert "I ask again" in plain.text(reply)
    assert "track" not in plain.text(reply)
    assert await house.says("alice", choices(nudge)["Still on it"]) == reply
    assert "Answered: you checked in on goal 1." in await house.reads("alice", "why 1.1")
    form = await house.gets_form("alice", choices(nudge)["Stuck"])
    assert [ask.name for ask in form.asks if not ask.value] == ["blocker"]


async def test_stuck_names_what_is_stuck_and_when_it_is_asked_again(house: House) -> None:
    await house.says("alice", "new Ship the billing API")
    await house.says("alice", "milestone add 1 Draft the schema by: in 3 days")
    await house.passes(days=3)

    reply = await house.says("alice", "stuck 1.1 no test data")

    assert (reply.title, reply.tone) == ("Noted: milestone 1.1 is stuck: Draft the schema", Tone.attention)
    assert "I ask again" in plain.text(reply)
    assert "on track" not in plain.text(reply)


async def test_words_are_no_number(house: House) -> None:
    await house.says("alice", "new Read 24 books")

    refused = await house.says("alice", "checkin 1 lots")

    assert refused.tone is Tone.refused
    assert "checkin 1 note:" in plain.text(refused)
    assert not await rows(house)


async def test_in_a_message_about_several_the_rest_stays(house: House) -> None:
    await house.says("alice", "new Ship the billing API by: in 3 days")
    await house.says("alice", "new Ship the invoice API by: in 3 days")
    await house.passes(days=3)
    (_, nudge, _) = house.postbox.messages[0]
    still = [one.call for one in tappable(nudge) if one.label == "Still on it"]

    reply = await house.says("alice", still[0])

    assert reply.replaces
    assert [len(section.buttons) for section in reply.sections][:2] == [2, 5]
    assert reply.title == "Goal 2 is due: Ship the invoice API"
    assert reply.sections[0].text == "Noted: goal 1 is still open: Ship the billing API"
    undo = choices(reply)["Undo"]
    assert [len(section.buttons) for section in (await house.says("alice", undo)).sections][:2] == [5, 5]


async def test_a_habit_is_done_once_more_by_the_first_button(house: House) -> None:
    await house.says("alice", "new Run three times a week")
    await house.passes(days=8)
    (_, nudge, _) = house.postbox.messages[0]

    reply = await house.says("alice", choices(nudge)["Did it"])

    assert reply.title == "Counted for goal 1: Run three times a week"


@pytest.mark.slow
async def test_thousands_of_check_ins_stay_quick(house: House) -> None:
    await house.says("alice", "new Run three times a day")
    await house.says("alice", "new Save 100,000 €")
    today = house.clock.now().date()
    async with house.database.transaction() as session:
        goals = (await session.scalars(select(Goal).order_by(Goal.id))).all()  # type: ignore[arg-type]
        session.add_all(
            Checkin(
                goal_id=goal.id,
                person_id=goal.person_id,
                on=today - timedelta(days=n // 2),
                at=house.clock.now() - timedelta(hours=n),
                value=n % 4,
            )
            for goal in goals
            for n in range(5_000)
        )

    started = asyncio.get_running_loop().time()
    for words in ("checkins 1 page: 500", "checkins 2", "streak 1", "chart 2", "list", "checkin 2 7"):
        assert (await house.says("alice", words)).tone is not Tone.refused

    assert asyncio.get_running_loop().time() - started < 3


async def test_a_chart_says_in_words_what_it_shows(house: House) -> None:
    await house.says("alice", "new Read 24 books by: 2027-03-03")
    await house.says("alice", "new Run three times a week")
    await house.says("alice", "checkin 1 11")
    await house.says("alice", "checkin 2 3")

    words = [await house.reads("alice", f"chart {n}") for n in (1, 2)]

    assert "11 of 24 books, 46 %." in words[0]
    assert "1 week in a row. Kept 1, missed 0, excused 0." in words[1]


async def test_nothing_to_draw_says_what_would_help(house: House) -> None:
    await house.says("alice", "new Ship the billing API")

    reply = await house.says("alice", "chart 1")

    assert "alter 1 measure: from 0 to 100 %" in plain.text(reply)


async def test_a_streak_that_is_still_ahead_says_when_it_begins(house: House) -> None:
    """It is a habit before its first day, too."""
    await house.says("alice", "new Call mom every Sunday")

    ahead = await house.says("alice", "streak 1")
    await house.passes(days=6)

    assert ahead.title == "The streak of goal 1 begins on Sun 29 November 2026: Call mom every Sunday"
    assert "Its rhythm: every week on Sun." in plain.text(ahead)
    assert "in a row" in (await house.says("alice", "streak 1")).title


@pytest.mark.parametrize(
    ("words", "later", "kept"),
    [
        ("new Meditate every day", 1, "kept 1 of 1 day, 100 %"),
        ("new Call dad every week", 8, "kept 1 of 1 week, 100 %"),
        ("new Run three times a week", 8, "the first whole week is not over yet, 1 of 3 this week, 0 %"),
    ],
)
async def test_the_period_in_which_a_habit_was_set_is_never_missed(
    house: House, words: str, later: int, kept: str
) -> None:
    """Set on a Monday, the first day of the week."""
    await house.says("alice", words)
    await house.passes(days=later)

    told = plain.text(await house.says("alice", "checkin 1"))

    assert kept in told
    assert "at risk" not in told
    assert "off track" not in told
    assert "missed" not in (await house.reads("alice", "streak 1")).partition("Lately")[2]
