"""What people say about how their goals stand."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Annotated

from sqlmodel import col, func, select

from bot import changes
from bot.catalogue import Frame
from bot.checkins import look_replies, no_checkin_replies, replies, streaks
from bot.checkins.answered_day import answered_day
from bot.checkins.asked_again import ask_as_before, ask_soon, asked_again
from bot.checkins.conditions import NEWEST_FIRST
from bot.checkins.contributions import contributions
from bot.checkins.correcting import as_said, correct, corrected_checkin
from bot.checkins.counting import adds_plain
from bot.checkins.facts import comes_first, numbers
from bot.checkins.keeping import Statement, keep, of_day
from bot.checkins.kinds import Blocker, Checked, HowSure, Note, Stands, TheChecked, confidence_of, says_still
from bot.checkins.numbers import counted, once
from bot.checkins.pictures import added_up, course, diary
from bot.checkins.standing import Standing, standing
from bot.checkins.streaks import Span
from bot.commands import command
from bot.dates.kinds import PastDay
from bot.dates.wording import day
from bot.errors import Refusal
from bot.goals.kinds import SeenGoal
from bot.goals.redaction import redaction_of
from bot.goals.sighting import Sighting
from bot.goals.visibility import Sight
from bot.kinds import Nothing, Number, kind_of, or_none
from bot.messages import Reply
from bot.models import Change, Checkin, CheckinState, Confidence, Goal, GoalState, Person
from bot.nudges import asked_days, second_tap
from bot.replies.paging import Page
from bot.talk import Talk

_HOW_MUCH = "Where its number stands, or +3 for three more; how often, for a habit; of a team’s, what you add."
_HOW_SURE = "Whether it will be reached in time."
LONGEST_AGO = 3_650
"""Days that a late check-in may be late."""


async def _as_counted(talk: Talk, goal: Checked) -> Mapping[str, tuple[str, str]]:
    """Call the blank of a number what it is for a goal to which each adds; what the pace says is a hint, no answer."""
    row = goal.sighting.goal
    called: dict[str, tuple[str, str]] = {}
    if row.team and row.has_number and adds_plain(row):
        called["value"] = ("What you add", "How many you add to what the team has; -2 takes two back. For example: 3")
    if goal.milestone is None and (proposed := (await standing(talk, row)).proposed) is not None:
        called["confidence"] = (kind_of(HowSure).label, f"{_HOW_SURE} The pace says: {proposed}.")
    return called


async def _as_said(talk: Talk, goal: Checked) -> Mapping[str, str]:
    """Show what was said where that is corrected; a new check-in begins empty."""
    with suppress(Refusal):  # it is told when the form is sent
        row = await corrected_checkin(talk, goal.sighting.goal)
        return await as_said(talk, goal.sighting.goal, row) if row is not None else {}
    return {}


correction = Frame("said", lambda talk, row: replace(talk, corrects=row))
"""`said 12 checkin 1` corrects the check-in with the row id 12."""


@command(
    "checkin",
    called=_as_counted,
    current=_as_said,
    examples=["checkin 1 note: a good week", "checkin 2 +3", "checkin 1 confidence: at risk blocker: no test data"],
)
async def checkin(
    talk: Talk,
    goal: Annotated[TheChecked, "Which goal."],
    value: Annotated[Stands, _HOW_MUCH] | None = None,
    *,
    confidence: Annotated[Confidence | Nothing, or_none(kind_of(HowSure), "Confidence"), _HOW_SURE] | None = None,
    note: Annotated[str | Nothing, or_none(kind_of(Note)), "What happened."] | None = None,
    blocker: Annotated[str | Nothing, or_none(kind_of(Blocker)), "What stands in the way."] | None = None,
    on: Annotated[PastDay, "Which day it is for; today if you leave it out."] | None = None,
) -> Reply:
    """Say how a goal stands."""
    one, row = goal.sighting, goal.sighting.goal
    known = await corrected_checkin(talk, row)
    today = talk.local_now.date()
    day_ = on or (known.on if known is not None else today)
    if (today - day_).days > LONGEST_AGO:
        raise Refusal(f"{day(day_)} is more than ten years ago.", "Give a later day, for example: on: yesterday")
    if not _takes(row, talk, day_ if known is not None else on):
        return no_checkin_replies.not_open(row, one.title, talk.calendar.zone)
    if value is not None and (sure := confidence_of(value)) is not None and confidence is None:
        value, confidence = None, sure
    told = Statement(None, confidence, note, blocker)
    if known is not None:
        return await _corrected(talk, goal, known, day_, value, told)
    is_still = value is not None and says_still(value) and told.is_empty
    if goal.ended_at is not None and (is_still or isinstance(blocker, str)):
        return no_checkin_replies.milestone_over(goal, goal.ended_at.astimezone(talk.calendar.zone))
    if is_still:
        asked = await _asked_day(talk, await standing(talk, row)) if row.is_habit and on is None else None
        return await _still(talk, goal, asked or day_)
    return await _said(talk, goal, on, value, told)


async def _said(talk: Talk, goal: Checked, on: date | None, value: str | None, told: Statement) -> Reply:
    """Take down what is said anew, for the day that was named, or that a question asked about."""
    one, row = goal.sighting, goal.sighting.goal
    before, today = await standing(talk, row), talk.local_now.date()
    is_done = row.is_habit and told.may_be_done and goal.milestone is None
    is_of_now = on is None or on == today
    on = on or (await _asked_day(talk, before) if row.is_habit else None) or today
    if value is not None:
        number, note = await counted(talk, value, on, before, told.note)
        told = replace(told, number=number, note=note)
    elif is_done:
        told = replace(told, number=once(row))
    if (settled := await _settled(talk, one, before, on, value, told.number)) is not None:
        return settled
    if told.is_empty or (told.only_takes_away and not await of_day(talk, row, on)):
        return replies.asked_how_it_stands(before, one.title)
    said_now = await keep(talk, row, on, told, goal.milestone)
    if told.is_unstuck:
        await ask_as_before(talk, row, goal.thing)
    is_stuck = isinstance(told.blocker, str)
    if is_stuck and is_of_now:
        await ask_soon(talk, row, goal.thing)
    return await _told(talk, goal, said_now, stuck=is_stuck)


async def _told(talk: Talk, goal: Checked, said_now: Checkin, *, stuck: bool) -> Reply:
    """Log what was said just now, and return what that is answered by."""
    one, row = goal.sighting, goal.sighting.goal
    change = await _recorded(talk, goal)
    after = await standing(talk, row)
    if stuck:
        again = await asked_again(talk, row, goal.thing)
        return replies.stuck(after, said_now, goal, change, again)
    return replies.checked_in(after, said_now, one, change, others=await contributions(talk, row))


async def _corrected(talk: Talk, goal: Checked, row: Checkin, on: date, value: str | None, told: Statement) -> Reply:  # noqa: PLR0917
    """Correct a check-in; where nothing was altered, say how it stands."""
    one, whole = goal.sighting, goal.sighting.goal
    if value is not None:
        before = await standing(talk, whole)
        number, note = await counted(talk, value, on, before, told.note, row)
        told = replace(told, number=number, note=note)
    change = None
    if not told.is_empty or on != row.on:
        correct(talk, whole, row, on, told)
        if isinstance(told.blocker, Nothing):
            await ask_as_before(talk, whole, goal.thing)
        change = await changes.record(talk, f"corrected a check-in on {whole.named}", whole)
    after, others = await standing(talk, whole), await contributions(talk, whole)
    return replies.corrected(after, row, one, change, others=others)


async def _asked_day(talk: Talk, stands: Standing) -> date | None:
    """Return the day that a habit's check-in is for as it answers a message; None if it answers none."""
    asked = await asked_days.day_of_message(talk, stands.goal)
    return answered_day(stands.goal, stands.periods, asked, stands.begun) if asked is not None else None


async def _settled(  # noqa: PLR0917 - all that it depends on
    talk: Talk, one: Sighting, before: Standing, on: date, value: str | None, number: float | None
) -> Reply | None:
    """Return the reply where nothing is to be added: none counts none, and the answer to a check-in counts once.

    One more than that is said with a plus.
    """
    if number == 0 and one.goal.is_habit:
        return await _none(talk, one, on)
    if number is None or not adds_plain(one.goal) or (value is not None and value.startswith("+")):
        return None
    period = before.period_of(on)
    found = await second_tap.counted(talk, one.goal, number, period.span if period is not None else Span(on, on))
    return replies.counted_already(before, *found, one) if found is not None else None


async def _recorded(talk: Talk, goal: Checked) -> Change:
    whole = goal.sighting.goal
    return await changes.record(talk, f"checked in on {whole.named}", whole)


async def _still(talk: Talk, goal: Checked, on: date) -> Reply:
    """Take down that it goes on, and nothing that was not said; a second tap gets the same answer again."""
    whole, step = goal.sighting.goal, goal.milestone
    rows = [row for row in await of_day(talk, whole, on) if row.milestone_id == (step.id if step is not None else None)]
    blank = [row for row in rows if row.says_nothing]
    made = await changes.that_made(talk, whole, ("checkin", blank[-1].id)) if blank else None
    if made is None or not changes.was_just_now(talk, made):
        await keep(talk, whole, on, Statement(), step)
        made = await _recorded(talk, goal)
    again = await asked_again(talk, whole, goal.thing)
    return replies.still_on_it(await standing(talk, whole), goal, on, made, again)


@command("stuck", title="What is in the way", examples=["stuck 1 no test data yet"])
async def stuck(
    talk: Talk,
    goal: Annotated[TheChecked, "Which goal."],
    blocker: Annotated[Blocker, "What stands in the way."],
) -> Reply:
    """Say what stands in the way of a goal."""
    said = await standing(talk, goal.sighting.goal)
    sure = said.confidence if said.confidence not in (None, Confidence.on_track) else Confidence.at_risk
    return await checkin.run(talk, goal, None, confidence=sure, blocker=blocker)


def _takes(goal: Goal, talk: Talk, on: date | None) -> bool:
    """Tell whether a goal takes a check-in: an active one, and an ended one for a day before it ended."""
    if goal.archived_at is not None:
        return False
    if goal.ended_at is not None:
        return on is not None and on <= talk.calendar.day_of(goal.ended_at)
    return goal.state is GoalState.active


async def _none(talk: Talk, one: Sighting, on: date) -> Reply:
    """Take back what the asker counted for a day of a habit."""
    for row in await of_day(talk, one.goal, on):
        row.state = CheckinState.withdrawn
    change = await changes.record(talk, f"counted none for {one.goal.named} on {on}", one.goal)
    return replies.none_that_day(one.goal, on, one.title, change)


def _refuse_unless_told(one: Sighting) -> None:
    if one.sight < Sight.told:
        raise Refusal(f"You see how “{one.title}” stands, and no more of it.", f"See show {one.goal.typed}.")


@command("checkins", examples=["checkins 1", "checkins 1 page: 2"])
async def checkins(
    talk: Talk,
    goal: Annotated[SeenGoal, "Which goal."],
    *,
    page: Annotated[Number, "Which page, from 1; the newest come first."] = 1,
) -> Reply:
    """List what was said of a goal so far."""
    _refuse_unless_told(goal)
    standing_ = (Checkin.goal_id == goal.goal.id, Checkin.state == CheckinState.given)
    counted = await talk.session.scalars(select(func.count(col(Checkin.id))).where(*standing_))
    asked = Page(page).of(counted.one(), f"checkins {goal.goal.ref}")
    rows = await talk.session.execute(
        select(Checkin, Person.name)
        .join(Person, col(Person.id) == Checkin.person_id)
        .where(*standing_)
        .order_by(*NEWEST_FIRST)
        .limit(asked.size)
        .offset(asked.skip)
    )
    unsaid = await redaction_of(talk, [goal.goal])
    shown = [
        (unsaid.told(talk, goal.goal, row), "" if row.person_id == talk.me.id else f", {name}") for row, name in rows
    ]
    return look_replies.checkins_listed(goal, shown, asked, whole=goal.sight >= Sight.shared)


@command("streak", title="A streak", examples=["streak 1"])
async def streak(talk: Talk, goal: Annotated[SeenGoal, "Which goal."]) -> Reply:
    """Show how often in a row a habit was kept; pauses and time off are excused."""
    _refuse_unless_told(goal)
    stands = await standing(talk, goal.goal)
    if not stands.periods and (on := comes_first(goal.goal, stands.today)) is not None:
        return look_replies.streak_ahead(goal, on)
    if not stands.periods:
        return look_replies.no_streak(goal, is_owner=goal.sight >= Sight.shared)
    found = streaks.streak(stands.periods)
    return look_replies.streak_shown(goal, found, stands.periods, diary(stands))


@command("chart", title="A chart", examples=["chart 1"])
async def chart(talk: Talk, goal: Annotated[SeenGoal, "Which goal; those of a channel: team chart."]) -> Reply:
    """Show how a goal moves against the pace that its date calls for, and when it lands."""
    _refuse_unless_told(goal)
    stands, said = await standing(talk, goal.goal), await numbers(talk, goal.goal)
    if goal.goal.team:
        said = added_up(goal.goal, said, stands.tally.total)
    return look_replies.chart_shown(stands, goal, course(stands, said) or diary(stands), talk.calendar)
