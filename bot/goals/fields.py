"""What there is to tell of a goal, as fields: its dates, what it holds, how it is counted, where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.coach.replies import measured
from bot.dates.due import typed
from bot.dates.rhythm import rhythm_in_words
from bot.dates.wording import in_words
from bot.messages import Field, Section
from bot.models import Goal, Intensity, Milestone
from bot.nudges.rhythms import OFF
from bot.nudges.schedules import SCHEDULES, by_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.dates.due import Due
    from bot.dates.workdays import Calendar
    from bot.goals.sighting import Sighting
    from bot.measure import Measure
    from bot.messages import Value
    from bot.models import Change, Checkin, Confidence


def dates(
    thing: Goal | Milestone,
    calendar: Calendar,
    *,
    asked: bool = True,
    goal: Goal | None = None,
    now: datetime | None = None,
) -> tuple[Field, ...]:
    """Return when it is due, and when its next check-in comes, if it is `asked` about at another moment.

    With `now`, only a check-in that is still ahead counts, and what is late is called overdue. A milestone needs its
    `goal` to know whom the check-in goes to: for somebody else it is a day, as the hour is on a clock of theirs. A time
    off moves even a clock time that was typed.
    """
    goal = thing if isinstance(thing, Goal) else goal
    other = goal.asks if goal is not None else ""
    fields: list[Field] = []
    if thing.due is not None:
        fields.append(Field("Due", due_shown(thing, calendar, now) if now is not None else thing.due.shown(calendar)))
    if asked and goal is not None and goal.intensity is Intensity.off:
        return (*fields, Field("Check-ins", "switched off"))
    at, as_it_falls_due = thing.asked_at(calendar), thing.later is None
    if now is not None and goal is not None:
        at, as_it_falls_due = _comes_next(thing, goal, calendar, now) or (None, True)
    if at is None or not asked:
        return tuple(fields)
    local = at.astimezone(calendar.zone)
    held = calendar.is_away(local.date())
    away = (goal is None or not goal.is_anothers) and (held or _is_off(thing, calendar))
    if away and held:
        local = calendar.start_of_work(local.date()).astimezone(calendar.zone)
    if away or not as_it_falls_due or thing.due_at is None:
        mine = Field("Check-in, as you are off" if away else "Check-in", local)
        on = at.astimezone((thing.whose or calendar).zone).date()
        fields.append(Field(f"{other} is asked", on) if other else mine)
    return tuple(fields)


def owner_hears(goal: Goal, change: Change) -> str:
    """Say that its owner is told of a change that somebody else made; empty if the asker is its owner."""
    owner = goal.owner_or("its owner")
    return f"I let {owner} know." if owner and change.edits else ""


def asked_by(goal: Goal, next_: datetime | None, why_then: str, review: datetime | None) -> tuple[Field, ...]:
    """Say when it is asked about next by its rhythm, and when to look back; on the clock of somebody else, the day."""

    def told(label: str, at: datetime) -> Field:
        theirs = at.astimezone(goal.whose.zone) if goal.whose is not None else at
        return Field(f"{goal.asks} is asked", theirs.date()) if goal.asks else Field(label, at)

    return (
        *((told("A look back", review),) if review else ()),
        *((told(", ".join(filter(None, ("Next check-in", why_then))), next_),) if next_ else ()),
    )


def _comes_next(thing: Goal | Milestone, goal: Goal, calendar: Calendar, now: datetime) -> tuple[datetime, bool] | None:
    """Return when it is asked about next, and whether that is as it falls due; None if that is over."""
    track = by_date(thing, SCHEDULES[goal.intensity], thing.whose or calendar, asked_anyway=True)
    ahead = next((planned for planned in track if planned.at > now), None)
    return (ahead.at, ahead.kind == "due") if ahead is not None else None


def _is_off(thing: Goal | Milestone, calendar: Calendar) -> bool:
    """Tell whether the bare date that it is asked about for lies in a time off."""
    asked_for = thing.later or thing.due
    return asked_for is not None and asked_for.at is None and calendar.is_away(asked_for.on)


def due_typed(due: Due, calendar: Calendar) -> str:
    """Return what one types for a date on `calendar`: the words that were said, if it is only roughly a date."""
    return due.said or typed(due.on_clock(calendar))


def due_shown(thing: Goal | Milestone, calendar: Calendar, now: datetime) -> Value:
    """Return when it is due; of what is open and whose day has passed, since when it is overdue."""
    if thing.due is None:
        return "no date"
    late = thing.due.days_left(now.astimezone(calendar.zone)) < 0
    shown = thing.due.shown(calendar)
    return f"overdue since {in_words(shown)}" if late and thing.ended_at is None else shown


def said_last(confidence: Confidence | None, last: Checkin | None, *, whole: bool) -> tuple[Field, ...]:
    """Tell what was said last of how a goal stands; note and blocker with `whole`, else that it is stuck."""
    told = (
        ("Confidence", str(confidence or "")),
        ("Last note", last.note if last is not None and whole else ""),
        ("Blocker", last.blocker if last is not None and whole else ""),
        ("Stuck", "yes" if last is not None and last.blocker and not whole else ""),
    )
    return tuple(Field(label, words) for label, words in told if words)


def whose(goal: Goal) -> list[Field]:
    """Say that a goal is a team's, if it is."""
    does = "adds to its number" if goal.has_number else "checks in on it"
    return [Field("Whose", f"its channel’s team: everybody there sees it and {does}")] if goal.team else []


def leads_to(end: Sighting | None) -> list[Field]:
    """Name the long-term goal that it leads to, and how that stands if it is over."""
    over = f" ({end.goal.standing})" if end and not end.goal.is_ahead else ""
    return [Field("On the road to", f"{end.goal.ref} {end.title}{over}")] if end else []


@dataclass(frozen=True, slots=True)
class Was:
    """How a goal was counted and asked about before."""

    counted: Measure | None
    rhythm: str
    held: bool = False
    """It held on days gone by: these stay judged by it."""
    is_said: bool = False
    """The words of the goal still say it."""
    unheeded: Measure | None = None
    """How new words would have it counted, where it was set by hand to be done or not done."""


def facts(goal: Goal, was: Was | None = None, *, own: bool = False) -> list[Field]:
    """Return what a goal holds beside its dates; its reason and its plan for bad days only if it is `own`.

    Of what it `was` is said what has changed, and what has not.
    """
    counted = _beside(_counted(goal.counts), _counted(was.counted) if was else None, "done or not done")
    if was and was.held and _other_habit(goal.counts, was.counted):
        counted = f"From today on {counted}"
    if was and was.unheeded is not None:
        counted = "done or not done, as before"
    rhythm = _beside(_asked_in(goal.rhythm), _asked_in(was.rhythm) if was else None, "none")
    reason = f"{goal.reason} (for your eyes only)" if goal.reason and own else ""
    as_ = "Told to nobody while the goal speaks of leaving" if goal.leaving else "Told to others as"
    asking = "by its dates alone" if goal.asking == OFF else _asked_in(goal.asking)
    told = (("Counted", counted), ("Rhythm", rhythm), ("Asked about", asking))
    meant = (("Your reason", reason), (as_, goal.wording))
    plan = (("If", goal.obstacle), ("Then", goal.response)) if own else ()
    return [Field(label, words) for label, words in (*told, *meant, *plan) if words]


def _other_habit(now: Measure | None, before: Measure | None) -> bool:
    """Tell whether a habit became another one; then each of its periods is judged by what held in it."""
    return now is not None and before is not None and now.is_habit and before.is_habit and now != before


def _counted(measure: Measure | None) -> str:
    return measured(measure) if measure is not None and measure.kind != "done" else ""


def _asked_in(rhythm: str) -> str:
    return rhythm_in_words(rhythm) if rhythm else ""


def _beside(words: str, before: str | None, none: str) -> str:
    """Say something beside what it was before, if that is to be said too."""
    if before is None:
        return words
    if words == before:
        return f"{words}, as before" if words else ""
    return f"{words or none} (before: {before})" if before else words


def contributed(added: Sequence[Field]) -> tuple[Section, ...]:
    """Show what each has added to a team's goal, if anybody has."""
    return (Section("What each has added", tuple(added)),) if added else ()


def value_in_words(goal: Goal, milestone: Milestone) -> str:
    """Say where the goal's number should stand by a milestone; nothing if its own words say so."""
    if milestone.value is None or goal.counts is None:
        return ""
    words = f"{milestone.value:,.10g} {goal.counts.unit or ''}".strip()
    return "" if words.casefold() in milestone.title.casefold() else words
