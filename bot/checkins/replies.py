"""What Milepost says about check-ins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.checkins import wording
from bot.checkins.kinds import STILL
from bot.checkins.streaks import Outcome
from bot.checkins.units import amount
from bot.dates.rhythm import rhythm_in_words
from bot.dates.wording import day
from bot.goals.progress import period_of
from bot.goals.replies import contributed, which_way
from bot.goals.visibility import Sight
from bot.messages import BLANK, CALL_LIMIT, Button, Chart, Field, Reply, Section, Tone
from bot.models import Confidence, GoalState
from bot.wording import many, undo_button

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from bot.checkins.kinds import Checked
    from bot.checkins.standing import Standing
    from bot.checkins.streaks import Beat, Streak
    from bot.goals.kinds import Sighting
    from bot.measure import Measure
    from bot.models import Change, Checkin, Goal
    from bot.paging import Page

_SHOWN_BEATS = 12
"""Periods that a streak shows one by one."""
_SIGNS = {Outcome.kept: "✓", Outcome.missed: "✗", Outcome.excused: "–", Outcome.running: "…"}


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


def confidence_buttons(standing: Standing) -> tuple[Button, ...]:
    """Return the three answers; the one that the pace proposes stands out."""
    return tuple(
        Button(
            one.value.capitalize(),
            f"checkin {standing.goal.ref} confidence: {one}",
            "primary" if one is standing.proposed else "",
        )
        for one in Confidence
    )


def checked_in(
    standing: Standing,
    row: Checkin,
    one: Sighting,
    change: Change,
    *,
    others: Sequence[Field] = (),
) -> Reply:
    """Echo what was said, how the goal stands with it, and what its pace says."""
    goal, is_owner = standing.goal, one.sight >= Sight.shared
    opinion = wording.against_pace(standing) if standing.proposed else ""
    away = wording.further_away(standing) if row.value is not None else ""
    # What is missing for a forecast is said by the chart, not on every check-in.
    where = wording.heading(standing) if row.value is not None and standing.landing is not None else ""
    text = " ".join(filter(None, (away, opinion, where)))
    going_well = standing.is_habit and standing.proposed is Confidence.on_track
    asks = () if row.confidence or not opinion or going_well else confidence_buttons(standing)
    more = Button("Change", _form(goal, row, standing))
    sections = [Section(text=text, fields=_said(standing, row), buttons=(*asks, more, undo_button(change)))]
    if standing.progress.is_reached and not standing.is_habit and is_owner and goal.ended_at is None:
        reached = Button("Goal reached", f"done {goal.ref}", "primary")
        sections.append(Section("That is all that was to do. Is the goal reached?", buttons=(reached,)))
    if others:
        sections.append(contributed(others))
    return Reply(
        title=f"{_headline(standing, row)}: {one.title}",
        sections=tuple(sections),
        tone=Tone.good,
        replaces=True,
    )


def counted_already(standing: Standing, row: Checkin, change: Change, one: Sighting) -> Reply:
    """Say how it stands after an answer that was given before: it counts once, and one more is a tap away."""
    buttons = (Button("One more", f"checkin {standing.goal.ref} +{row.value or 0:.10g}"), undo_button(change))
    return Reply(
        title=f"Counted already: {one.title}",
        sections=(Section("Your answer to this check-in counts once.", _said(standing, row), buttons),),
        tone=Tone.good,
        replaces=True,
    )


def _said(standing: Standing, row: Checkin) -> tuple[Field, ...]:
    """Show the progress, and what was said in words."""
    late = (Field("For", row.on),) if row.on != standing.today else ()
    said = (("Confidence", str(row.confidence or "")), ("Note", row.note), ("Blocker", row.blocker))
    return (*late, *_progress(standing), *(Field(label, words) for label, words in said if words))


def still_on_it(standing: Standing, goal: Checked, change: Change, again: datetime | None) -> Reply:
    """Note that it goes on, and say when it is asked about next; how sure they are, nobody has said."""
    text = wording.against_pace(standing) if standing.proposed and goal.milestone is None else ""
    progress = _progress(standing) if goal.milestone is None else ()
    more = Button("Say more", f"form checkin {goal.sighting.goal.typed}")
    return Reply(
        title=_noted(goal, "is still open"),
        sections=(Section(text, (*_next(again), *progress), (more, undo_button(change))),),
        replaces=True,
    )


def stuck(standing: Standing, row: Checkin, goal: Checked, change: Change, again: datetime | None) -> Reply:
    """Note what stands in the way, and what could help; when it is asked about next."""
    one, whole = goal.sighting, standing.goal
    more = Button("Change", _form(whole, row, standing))
    facts = (*_next(again), *_said(standing, row))
    sections = [Section(fields=facts, buttons=(more, undo_button(change)))]
    if one.sight >= Sight.shared:
        sections.append(_for_a_bad_day(whole, own=one.is_own))
    return Reply(
        title=_noted(goal, "is stuck"),
        sections=tuple(sections),
        tone=Tone.attention,
        replaces=True,
    )


def _noted(goal: Checked, how: str) -> str:
    """Say how it stands, by its number or, for those who have none for it, by its words."""
    return (
        f"Noted: {goal.ref} {how}: {goal.title}" if goal.sighting.goal.is_numbered else f"Noted: “{goal.title}” {how}"
    )


def _next(again: datetime | None) -> tuple[Field, ...]:
    return (Field("I ask again", again),) if again is not None else ()


def _headline(standing: Standing, row: Checkin) -> str:
    goal, measure = standing.goal, standing.goal.counts
    if row.value is None or measure is None:
        return f"Checked in on {goal.named}"
    if standing.is_habit:
        return f"Counted for {goal.named}"
    if goal.team:
        done = "more for" if row.value >= 0 else "taken back from"
        return f"{amount(abs(row.value), measure.unit)} {done} {goal.named}"
    if row.on != standing.today:
        return f"{goal.heading} stood at {amount(row.value, measure.unit)} on {day(row.on)}"
    return f"{goal.heading} stands at {amount(row.value, measure.unit)}"


def _form(goal: Goal, row: Checkin, standing: Standing) -> str:
    """Return the call that opens the form for that day again, with the confidence that the pace proposes."""
    sure = row.confidence or standing.proposed
    parts = [f"form checkin {goal.typed}", f"confidence: {sure}" if sure else ""]
    parts.append(f"on: {row.on}" if row.on != standing.today else "")
    return " ".join(filter(None, parts))[:CALL_LIMIT]


def _for_a_bad_day(goal: Goal, *, own: bool) -> Section:
    """Show the plan that was made for such a day, to nobody but the one who made it, or what could be done."""
    planned = own and goal.obstacle
    plan = (Field("Your plan: if", goal.obstacle), Field("then I", goal.response)) if planned else ()
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


def not_open(goal: Goal, title: str, zone: ZoneInfo, again: Button | None) -> Reply:
    """Say why a goal takes no check-in, and what would make it take one."""
    standing = f"is {'a ' if goal.standing == GoalState.draft else ''}{goal.standing}"
    if goal.ended_at is not None and not goal.archived_at:
        ended = goal.ended_at.astimezone(zone).date()
        standing = f"was {goal.state} on {day(ended)}"
        text = f"For a day before that, say which, for example: checkin {goal.typed} note: the last one on: {ended}"
    else:
        text = (
            "What you have said of it so far is kept."
            if goal.state is not GoalState.draft
            else ("Make it something you can begin with, and I'll take check-ins.")
        )
    buttons = tuple(filter(None, (again, Button("Show its check-ins", f"checkins {goal.ref}"))))
    return Reply(
        title=f"{goal.heading} {standing}, so there is nothing to check in on: {title}",
        sections=(Section(text, buttons=buttons),),
        tone=Tone.refused,
    )


def checkins_listed(one: Sighting, rows: Sequence[tuple[Checkin, str]], page: Page, *, whole: bool) -> Reply:
    """Show one page of what was said, newest first; notes and blockers with `whole` only."""
    goal = one.goal
    if not page.found:
        return Reply(
            title=f"No check-ins yet on {goal.named}: {one.title}",
            sections=(
                Section(
                    f"Say how it stands, for example: checkin {goal.typed} note: first draft is out",
                    buttons=(Button("Check in", f"checkin {goal.ref}", "primary"),),
                ),
            ),
        )
    turning = page.turning(f"checkins {goal.ref}", "Newer", "Older")
    return Reply(
        title=f"{many(page.found, 'check-in')} on {goal.named}: {one.title}{page.words}",
        sections=(
            Section(
                fields=tuple(Field(f"{day(row.on)}{who}", in_brief(row, goal, whole=whole)) for row, who in rows),
                buttons=tuple(Button(label, call) for label, call in turning),
            ),
        ),
    )


def in_brief(row: Checkin, goal: Goal, *, whole: bool) -> str:
    """Say one check-in in a line; notes and blockers with `whole` only."""
    unit = goal.counts.unit if goal.counts else None
    adds = "+" if row.value is not None and row.value >= 0 and (goal.team or goal.is_habit) else ""
    words = [
        f"{adds}{amount(row.value, unit)}" if row.value is not None else "",
        str(row.confidence or ""),
        row.note if whole else "",
        f"blocked by: {row.blocker}" if row.blocker and whole else "",
    ]
    return " · ".join(filter(None, words)) or STILL


def streak_shown(one: Sighting, found: Streak, beats: Sequence[Beat], drawn: Chart | None, *, is_owner: bool) -> Reply:
    """Show the streak of a habit, and its last periods one by one."""
    goal = one.goal
    per = period_of(goal)
    latest = [Field(_period(beat), f"{_SIGNS[beat.outcome]} {_told(beat, goal)}") for beat in beats[-_SHOWN_BEATS:]]
    facts = (
        Field("Kept", str(found.kept)),
        Field("Missed", str(found.missed)),
        *((Field("Excused", str(found.excused)),) if found.excused else ()),
    )
    act = (Button("Check in", f"checkin {goal.ref}", "primary"),) if is_owner and goal.is_ahead else ()
    lately = Section("Lately", tuple(reversed(latest)))
    return Reply(
        title=f"{goal.heading}: {wording.in_a_row(found, per)}: {one.title}",
        sections=(
            Section(fields=facts, buttons=act),
            Section(chart=drawn),
            lately,
        ),
        note="Pauses and time off are excused: they break no streak. So is the period in which the goal was set.",
    )


def _period(beat: Beat) -> str:
    span = beat.span
    return day(span.first) if span.days == 1 else f"{day(span.first)} to {day(span.last)}"


def _told(beat: Beat, goal: Goal) -> str:
    measure = goal.counts
    if not goal.is_habit or measure is None or (measure.target or 1) == 1:
        return str(beat.outcome)
    return f"{amount(beat.counted, measure.unit)}, {beat.outcome}"


def no_streak(one: Sighting, *, is_owner: bool) -> Reply:
    """Say why a goal has no streak, and what would give it one."""
    goal = one.goal
    text = f"A streak needs a habit, for example: alter {goal.typed} measure: 3 times a week" if is_owner else ""
    rhythm = f"Its rhythm: {rhythm_in_words(goal.rhythm)}." if goal.rhythm else ""
    return Reply(
        title=f"{goal.heading} is no habit, so it has no streak: {one.title}",
        sections=(Section(" ".join(filter(None, (rhythm, text)))),),
    )


def chart_shown(standing: Standing, title: str, drawn: Chart | None) -> Reply:
    """Show progress against the pace, or a habit's days, as a picture and in words."""
    goal, facts = standing.goal, []
    if standing.confidence is not None:
        own = standing.last is not None and standing.last.confidence is not None
        facts.append(Field("Confidence", f"{standing.confidence}{'' if own else ', by its pace'}"))
    dateless = not standing.pace and not standing.is_habit
    text = [] if drawn else ["There is nothing to draw yet."]
    if drawn and dateless:
        text.append("It has no date, so there is no pace to compare it with.")
    elif drawn is None and not goal.has_number and not standing.is_habit:
        text.append(f"Have it counted, for example: alter {goal.typed} measure: from 0 to 100 %")
    act = (Button("Check in", f"checkin {goal.ref}"),) if goal.is_ahead else ()
    return Reply(
        title=f"{goal.heading}, progress against pace: {title}",
        sections=(Section(" ".join(text), tuple(facts), act, chart=drawn),),
        note=(wording.HABIT_RULE if standing.is_habit else wording.RULE) if standing.proposed else "",
    )


def measure_doubted(goal: Goal, measure: Measure) -> Reply:
    """Ask which way a number goes whose words say one thing and its numbers another."""
    return Reply(
        title=f"Which way does {goal.named} go?",
        sections=(which_way(goal, measure, kept="Nothing is changed yet."),),
        tone=Tone.attention,
    )
