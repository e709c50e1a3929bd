"""What people say about how their goals stand."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from sqlmodel import col, func, select

from bot import changes
from bot.checkins import look_replies, replies, streaks
from bot.checkins.adding import contributions
from bot.checkins.asked_again import asked_again
from bot.checkins.counting import adds_plain, contributed, taken
from bot.checkins.facts import numbers
from bot.checkins.given import NEWEST_FIRST, stood
from bot.checkins.keeping import Statement, keep, of_day
from bot.checkins.kinds import Blocker, Checked, HowSure, Note, Stands, TheChecked, confidence_of, says_still
from bot.checkins.picturing import added_up, course, diary
from bot.checkins.standing import Standing, standing
from bot.checkins.units import is_bare
from bot.checkins.values import kept, read_amount
from bot.commands import command
from bot.dates.kinds import PastDay
from bot.dates.wording import day
from bot.errors import Refusal
from bot.goals.hushed import hushed
from bot.goals.kinds import SeenGoal
from bot.goals.progress import begins
from bot.goals.sighting import Sighting
from bot.goals.visibility import Sight
from bot.kinds import Number
from bot.messages import Button, Reply
from bot.models import Change, Checkin, CheckinState, Confidence, Goal, GoalState, Person
from bot.nudges import ledger, tapped
from bot.paging import Page
from bot.talk import Talk

_HOW_MUCH = "Where its number stands, or +3 for three more; how often, for a habit; of a team’s, what you add."
LONGEST_AGO = 3_650
"""Days that a late check-in may be late."""


async def _as_counted(_talk: Talk, goal: Checked) -> Mapping[str, tuple[str, str]]:
    """Call the blank of a number what it is for a goal to which each adds."""
    row = goal.sighting.goal
    if not (row.team and row.has_number and adds_plain(row)):
        return {}
    return {"value": ("What you add", "How many you add to what the team has; -2 takes two back. For example: 3")}


@command(
    "checkin",
    called=_as_counted,
    examples=["checkin 1 note: a good week", "checkin 2 +3", "checkin 1 confidence: at risk blocker: no test data"],
)
async def checkin(
    talk: Talk,
    goal: Annotated[TheChecked, "Which goal."],
    value: Annotated[Stands, _HOW_MUCH] | None = None,
    *,
    confidence: Annotated[HowSure, "Whether it will be reached in time."] | None = None,
    note: Annotated[Note, "What happened."] | None = None,
    blocker: Annotated[Blocker, "What stands in the way."] | None = None,
    on: Annotated[PastDay, "Which day it is for; today if you leave it out."] | None = None,
) -> Reply:
    """Say how a goal stands."""
    one, row = goal.sighting, goal.sighting.goal
    today = talk.local_now.date()
    day_ = on or today
    if (today - day_).days > LONGEST_AGO:
        raise Refusal(f"{day(day_)} is more than ten years ago.", "Give a later day, for example: on: yesterday")
    if not _takes(row, talk, on):
        return replies.not_open(row, one.title, talk.calendar.zone, _again(row))
    if value is not None and (sure := confidence_of(value)) is not None and confidence is None:
        value, confidence = None, sure
    if value is not None and says_still(value) and not (confidence or note or blocker):
        return await _still(talk, goal, day_)
    before = await standing(talk, row)
    number: float | None = None
    if value is not None:
        number, note = await _counted(talk, value, day_, before, note)
    elif row.is_habit and confidence is None and blocker is None:
        number = _once(row)
    if (settled := await _settled(talk, one, day_, value, number)) is not None:
        return settled
    said = Statement(number, confidence, note, blocker)
    if said.is_empty:
        return replies.asked_how_it_stands(before, one.title)
    said_now = await keep(talk, row, day_, said)
    change = await _recorded(talk, goal)
    after = await standing(talk, row)
    if blocker is not None:
        again = await asked_again(talk, row, goal.thing)
        return replies.stuck(after, said_now, goal, change, again)
    return replies.checked_in(after, said_now, one, change, others=await contributions(talk, row))


async def _settled(talk: Talk, one: Sighting, on: date, value: str | None, number: float | None) -> Reply | None:
    """Return the reply where nothing is to be added: none counts none, and the answer to a check-in counts once.

    One more than that is said with a plus.
    """
    if number == 0 and one.goal.is_habit:
        return await _none(talk, one, on)
    if number is None or not adds_plain(one.goal) or (value is not None and value.startswith("+")):
        return None
    found = await tapped.counted(talk, one.goal, number)
    return replies.counted_already(await standing(talk, one.goal), *found, one) if found is not None else None


async def _recorded(talk: Talk, goal: Checked) -> Change:
    whole = goal.sighting.goal
    change = await changes.record(talk, f"checked in on {whole.named}", whole)
    if goal.milestone is not None:
        await ledger.answered(talk, goal.milestone, change.summary)
    return change


async def _still(talk: Talk, goal: Checked, on: date) -> Reply:
    """Take down that it goes on, and nothing that was not said; a second tap gets the same answer again."""
    whole = goal.sighting.goal
    rows = await of_day(talk, whole, on)
    blank = [row for row in rows if Statement(row.value, row.confidence, row.note, row.blocker).is_empty]
    made = await changes.that_made(talk, whole, ("checkin", blank[-1].id)) if blank else None
    if made is None or not changes.was_just_now(talk, made):
        await keep(talk, whole, on, Statement())
        made = await _recorded(talk, goal)
    again = await asked_again(talk, whole, goal.thing)
    return replies.still_on_it(await standing(talk, whole), goal, made, again)


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
        return on is not None and on <= goal.ended_at.astimezone(talk.calendar.zone).date()
    return goal.state is GoalState.active


def _again(goal: Goal) -> Button:
    """Return the button that makes a goal take check-ins again."""
    if goal.state is GoalState.draft:
        return Button("Make it specific", f"ladder {goal.ref}", "primary")
    is_paused = goal.state is GoalState.paused and goal.archived_at is None
    return Button("Take it up again", f"{'resume' if is_paused else 'reopen'} {goal.ref}", "primary")


async def _counted(
    talk: Talk, value: str, on: date, before: Standing, note: str | None
) -> tuple[float | None, str | None]:
    """Return the number to keep for what was said, and the note: its own, or what else was said with the number."""
    goal = before.goal
    number, said = await _number(talk, goal, value, on, before)
    if said and note:
        raise Refusal(f"I find no number in “{value[:40]}”.", f"For example: checkin {goal.typed} 42 note: a good week")
    return number, note or said or None


async def _number(talk: Talk, goal: Goal, value: str, on: date, before: Standing) -> tuple[float | None, str]:
    """Return the number to keep for what was said, and what else was said with it; words alone are a note."""
    unit = goal.counts.unit if goal.counts else None
    said = read_amount(value, unit)
    if said is None and goal.is_habit and (yes := kept(value)) is not None:
        return _once(goal), yes
    if said is None:
        if any(c.isdigit() for c in value) or goal.has_number:
            raise Refusal(
                f"I can't read “{value[:40]}” as a number.",
                f"For example: checkin {goal.typed} 42, or in words: checkin {goal.typed} note: met three people",
            )
        return None, value
    at = before.progress.number if on == before.today or goal.team else await stood(talk, goal, on)
    number = taken(goal, said, at)
    if not goal.team or adds_plain(goal):
        return number, said.aside
    last = before.tally.last
    if last is not None and last.on > on:
        raise Refusal(
            f"{goal.heading} was counted on {day(last.on)} already, so I can't go back to {day(on)}.",
            f"Say where it stands now, for example: checkin {goal.typed} {number:g}",
        )
    return contributed(goal, number, before.tally.total), said.aside


def _once(goal: Goal) -> float:
    """Return what a check-in without a number counts for a habit."""
    measure = goal.counts
    if measure is None or is_bare(measure.unit):
        return 1
    raise Refusal(f"How many {measure.unit}?", f"For example: checkin {goal.typed} {measure.target or 1:g}")


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
    unsaid = await hushed(talk, [goal.goal])
    shown = [
        (unsaid.told(talk, goal.goal, row), "" if row.person_id == talk.me.id else f", {name}") for row, name in rows
    ]
    return look_replies.checkins_listed(goal, shown, asked, whole=goal.sight >= Sight.shared)


@command("streak", title="A streak", examples=["streak 1"])
async def streak(talk: Talk, goal: Annotated[SeenGoal, "Which goal."]) -> Reply:
    """Show how often in a row a habit was kept; pauses and time off are excused."""
    _refuse_unless_told(goal)
    stands = await standing(talk, goal.goal)
    if not stands.beats:
        return look_replies.no_streak(goal, is_owner=goal.sight >= Sight.shared)
    found = streaks.streak(stands.beats)
    return look_replies.streak_shown(goal, found, stands.beats, diary(stands))


@command("chart", title="A chart", examples=["chart 1"])
async def chart(talk: Talk, goal: Annotated[SeenGoal, "Which goal; those of a channel: team chart."]) -> Reply:
    """Show how a goal moves against the pace that its date calls for, and when it lands."""
    _refuse_unless_told(goal)
    stands, said = await standing(talk, goal.goal), await numbers(talk, goal.goal)
    if goal.goal.team:
        measure, begin = goal.goal.counts, begins(goal.goal, stands.tally)
        falls = measure is not None and measure.direction == "down" and measure.start is not None
        said = added_up(said, stands.tally.total, begin, -1 if falls else 1)
    return look_replies.chart_shown(stands, goal, course(stands, said) or diary(stands))
