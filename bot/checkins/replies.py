"""What Milepost says to a check-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.checkins import wording
from bot.checkins.answered_day import is_of_a_period
from bot.checkins.counting import adds_plain
from bot.checkins.others import asked_next, read_by
from bot.checkins.units import amount, number
from bot.dates.wording import day
from bot.goals.fields import contributed
from bot.goals.visibility import Sight
from bot.messages import BLANK, CALL_LIMIT, Button, Field, Reply, Section, Tone, Value
from bot.models import CheckinState, Confidence
from bot.replies.wording import undo_button

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from bot.checkins.kinds import Checked
    from bot.checkins.standing import Standing
    from bot.goals.sighting import Sighting
    from bot.models import Change, Checkin, Goal

_FAR_BEYOND = 2
"""So many times of the whole way nobody comes without noticing it."""


def asked_how_it_stands(standing: Standing, title: str) -> Reply:
    """Ask for what was left out, with answers to tap; the pace proposes one."""
    goal = standing.goal
    return Reply(
        title=f"How does {goal.named} stand? {title}",
        sections=(
            Section(
                text=wording.against_pace(standing),
                fields=_progress(standing),
                buttons=(*confidence_buttons(standing), Button("Write more", f"form checkin {goal.typed}")),
            ),
        ),
        tone=Tone.attention,
    )


def confidence_buttons(standing: Standing, on: date | None = None) -> tuple[Button, ...]:
    """Return the three answers for the day `on`, or else today; the one that the pace proposes stands out."""
    return tuple(
        Button(
            one.value.capitalize(),
            f"checkin {standing.goal.ref} confidence: {one}{_for_day(standing, on or standing.today)}",
            "primary" if one is standing.proposed else "",
        )
        for one in Confidence
    )


def _for_day(standing: Standing, on: date) -> str:
    """Return what a call says of the day that it is for; today needs none."""
    return f" on: {on}" if on != standing.today else ""


def checked_in(
    standing: Standing,
    row: Checkin,
    one: Sighting,
    change: Change,
    *,
    others: Sequence[Field],
) -> Reply:
    """Echo what was said, how the goal stands with it, and what its pace says."""
    goal, is_owner = standing.goal, one.sight >= Sight.shared
    opinion = wording.against_pace(standing) if standing.proposed else ""
    away = _wrong_way(standing, row) if row.value is not None else ""
    # What is missing for a forecast is said by the chart, not on every check-in.
    where = wording.heading(standing) if row.value is not None and standing.landing is not None else ""
    free = (wording.free_day(standing, row.on) or wording.too_early(standing, row.on)) if row.value is not None else ""
    text = " ".join(filter(None, (free, away, opinion, where, read_by(one, row))))
    going_well = standing.is_habit and standing.proposed is Confidence.on_track
    of_day = row.on if standing.is_habit else None
    asks = () if row.confidence or not opinion or going_well else confidence_buttons(standing, of_day)
    more = Button("Change", _form(goal, row))
    sections = [Section(text=text, fields=_said(standing, row), buttons=(*asks, more, undo_button(change)))]
    if is_owner and (level := _level_said(goal, row)):
        sections += level
    elif standing.progress.is_reached and not standing.is_habit and is_owner and goal.ended_at is None:
        reached = Button("Goal reached", f"done {goal.ref}", "primary")
        sections.append(Section("That is all that was to do. Is the goal reached?", buttons=(reached,)))
    sections += contributed(others)
    return Reply(
        title=f"{_headline(standing, row)}: {one.title}",
        sections=tuple(sections),
        tone=Tone.good,
        replaces=True,
    )


def _wrong_way(standing: Standing, row: Checkin) -> str:
    """Say that a number went the wrong way: beyond where it began, or back from the one before it."""
    is_last = standing.tally.last is not None and standing.tally.last.on == row.on
    return wording.further_away(standing) or (wording.stepped_back(standing) if is_last else "")


def corrected(
    standing: Standing, row: Checkin, one: Sighting, change: Change | None, *, others: Sequence[Field]
) -> Reply:
    """Echo what a check-in says now, and how the goal stands with it; without a change, nothing of it was altered."""
    goal, is_gone = standing.goal, row.state is not CheckinState.given
    headline = _headline(standing, row) if not is_gone else f"That check-in on {goal.named} counts nothing any more"
    what = f"{'Corrected' if change is not None else 'As it was'}: {headline[0].lower()}{headline[1:]}"
    more = () if is_gone else (Button("Change", _form(goal, row)),)
    undo = () if change is None else (undo_button(change),)
    opinion = wording.against_pace(standing) if standing.proposed else ""
    text = " ".join(filter(None, (opinion, read_by(one, row) if not is_gone else "")))
    sections = [Section(text, _progress(standing) if is_gone else _said(standing, row), (*more, *undo))]
    sections += contributed(others)
    return Reply(f"{what}: {one.title}", tuple(sections), tone=Tone.good, replaces=True)


def counted_already(standing: Standing, row: Checkin, change: Change, one: Sighting) -> Reply:
    """Say how it stands after an answer that was given before: it counts once, and one more is a tap away."""
    one_more = f"checkin {standing.goal.ref} +{row.value or 0:.10g}{_for_day(standing, row.on)}"
    buttons = (Button("One more", one_more), undo_button(change))
    return Reply(
        title=f"Counted already: {one.title}",
        sections=(Section("Your answer to this check-in counts once.", _said(standing, row), buttons),),
        tone=Tone.good,
        replaces=True,
    )


def _said(standing: Standing, row: Checkin) -> tuple[Field, ...]:
    """Show the progress, and what was said in words."""
    late = (Field("For", _for(standing, row)),) if row.on != standing.today else ()
    said = (("Confidence", str(row.confidence or "")), ("Note", row.note), ("Blocker", row.blocker))
    return (*late, *_progress(standing), *(Field(label, words) for label, words in said if words))


def _for(standing: Standing, row: Checkin) -> Value:
    """Return the day that a check-in is for, or the period that it is the last day of: a question asked about that."""
    period = standing.period_of(row.on) if is_of_a_period(standing.goal) else None
    if period is None or not period.span.first < period.span.last == row.on:
        return row.on
    return f"{day(period.span.first)} to {day(period.span.last)}"


def still_on_it(standing: Standing, goal: Checked, on: date, change: Change, again: datetime | None) -> Reply:
    """Note that it goes on, and say when it is asked about next; how sure they are, nobody has said."""
    text = wording.against_pace(standing) if standing.proposed and goal.milestone is None else ""
    progress = _progress(standing) if goal.milestone is None else ()
    more = Button("Say more", f"form checkin {goal.typed}{_for_day(standing, on)}")
    return Reply(
        title=_noted(goal, "is still open"),
        sections=(Section(text, (*asked_next(again, standing.goal), *progress), (more, undo_button(change))),),
        replaces=True,
    )


def stuck(standing: Standing, row: Checkin, goal: Checked, change: Change, again: datetime | None) -> Reply:
    """Note what stands in the way, and what could help; when it is asked about next."""
    one, whole = goal.sighting, standing.goal
    more = Button("Change", _form(whole, row))
    facts = (*asked_next(again, whole), *_said(standing, row))
    sections = [Section(read_by(one, row), facts, (more, undo_button(change)))]
    if one.sight >= Sight.shared:
        sections.append(_for_a_bad_day(goal))
    return Reply(
        title=_noted(goal, "is stuck"),
        sections=tuple(sections),
        tone=Tone.attention,
        replaces=True,
    )


def _noted(goal: Checked, how: str) -> str:
    """Say how it stands, by its number or, for those who have none for it, by its words."""
    if not goal.sighting.goal.is_numbered:
        return f"Noted: “{goal.title}” {how}"
    return f"Noted: {'milestone' if goal.milestone else 'goal'} {goal.ref} {how}: {goal.title}"


def _headline(standing: Standing, row: Checkin) -> str:
    goal, measure = standing.goal, standing.goal.counts
    if row.value is None or measure is None:
        return f"Checked in on {goal.named}"
    if standing.is_habit:
        return f"{'Noted' if wording.too_early(standing, row.on) else 'Counted'} for {goal.named}"
    if goal.team and not adds_plain(goal):
        return f"{goal.heading} stands at {amount(standing.progress.number or 0, measure.unit)}"
    if goal.team:
        done = "more for" if row.value >= 0 else "taken back from"
        return f"{amount(abs(row.value), measure.unit)} {done} {goal.named}"
    if row.on != standing.today:
        return f"{goal.heading} stood at {amount(row.value, measure.unit)} on {day(row.on)}"
    return f"{goal.heading} stands at {amount(row.value, measure.unit)}"


def _level_said(goal: Goal, row: Checkin) -> tuple[Section, ...]:
    """Ask whether it was where it stands that was said (79 kilos), where how much came off is counted (8 kilos)."""
    measure = goal.counts
    if measure is None or measure.start != 0 or measure.target is None or row.value is None or goal.team:
        return ()
    if measure.direction != "up" or row.value <= _FAR_BEYOND * measure.target:
        return ()
    at, end = amount(row.value, measure.unit), amount(row.value - measure.target, measure.unit)
    return (
        Section(
            f"Counted is how far it has come, from 0 to {amount(measure.target, measure.unit)}. "
            f"If {at} is where it stands, I can count from there.",
            buttons=(Button("Count from there", f"alter {goal.ref} measure: from {number(row.value)} to {end}"),),
        ),
    )


def _form(goal: Goal, row: Checkin) -> str:
    """Return the call that opens the form of that check-in again, to put it right."""
    return f"form said {row.id} checkin {goal.typed}"[:CALL_LIMIT]


def _for_a_bad_day(stuck: Checked) -> Section:
    """Show the plan that was made for such a day, to nobody but the one who made it, or what could be done."""
    goal = stuck.sighting.goal
    planned = stuck.sighting.is_own and goal.obstacle
    plan = (Field("Your plan: if", goal.obstacle), Field("then I", goal.response)) if planned else ()
    if stuck.milestone is not None:
        buttons = (
            Button("Move its date", f"form milestone move {stuck.typed} to: {BLANK}"),
            Button("Make it smaller", f"form milestone rename {stuck.typed}"),
        )
    else:
        buttons = (
            Button("Move the date", f"form alter {goal.typed} by: {BLANK}"),
            Button("Add a smaller step", f"milestone add {goal.ref}"),
        )
    return Section("" if plan else "Would something smaller, or more time, help?", plan, buttons)


def _progress(standing: Standing) -> tuple[Field, ...]:
    return (Field("Progress", standing.progress.words),) if standing.progress.words else ()


def none_that_day(goal: Goal, on: date, title: str, change: Change) -> Reply:
    """Confirm that a day counts nothing."""
    return Reply(
        title=f"None for {goal.named} on {day(on)}: {title}",
        sections=(Section(buttons=(undo_button(change),)),),
        tone=Tone.good,
        replaces=True,
    )
