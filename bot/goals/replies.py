"""What Milepost says of a goal that was set, changed or shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.checkins.measuring import either_way
from bot.coach.replies import leaving_noted, measured, question
from bot.dates.due import typed
from bot.dates.rhythm import rhythm_in_words
from bot.dates.wording import in_words
from bot.goals.reason_replies import reason_offered
from bot.messages import CALL_LIMIT, Button, Field, Menu, Reply, Section, Tone
from bot.models import Goal, GoalState, Milestone
from bot.wording import undo_button

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.coach.verdicts import Reading
    from bot.dates.due import Due
    from bot.dates.workdays import Calendar
    from bot.goals.kinds import Sighting
    from bot.measure import Measure
    from bot.messages import Value
    from bot.models import Change, Checkin, Confidence

MENU = 25
"""Choices in one menu; Discord takes no more."""


@dataclass(frozen=True, slots=True)
class Was:
    """How a goal was counted and asked about before."""

    counted: Measure | None
    rhythm: str


@dataclass(frozen=True, slots=True)
class Echo:
    """What an answer tells of a goal beside its own words."""

    calendar: Calendar
    own: bool = False
    """Whoever asked set the goal: only they are told its reason and its plan for bad days."""
    end: Sighting | None = None
    """The long-term goal that it leads to."""
    begun: bool = False
    """It has a milestone or a short-term goal."""
    review: datetime | None = None
    """When to look at it again, if it is more than a year away."""
    asked: datetime | None = None
    """When it is asked about next, if it has a rhythm or is a habit."""
    after: str = ""
    """After which day's messages, if those hold it."""
    crowd: Sequence[Goal] = ()
    """The active goals, if they are more than most people can keep an eye on."""
    was: Was | None = None
    """What it was before it was reworded or counted otherwise."""
    doubt: Measure | None = None
    """How its numbers would count it, where its words go the other way."""
    alike: Goal | None = None
    """Another one with the very same words."""


def dates(
    thing: Goal | Milestone, calendar: Calendar, *, asked: bool = True, goal: Goal | None = None
) -> tuple[Field, ...]:
    """Say when it is due, and when the check-in comes if it is asked about and that is another moment.

    A time off holds even a clock time that was typed. Of a milestone, its `goal` tells whom that check-in goes to; the
    hour of somebody else's is on a clock of theirs.
    """
    goal = thing if isinstance(thing, Goal) else goal
    other = goal.asks if goal is not None else ""
    fields: list[Field] = []
    if thing.due is not None:
        fields.append(Field("Due", thing.due.shown(calendar)))
    at = thing.asked_at(calendar)
    if at is None or not asked:
        return tuple(fields)
    local = at.astimezone(calendar.zone)
    held = calendar.is_away(local.date())
    away = (goal is None or not goal.is_anothers) and (held or _is_off(thing, calendar))
    if away and held:
        local = calendar.start_of_work(local.date()).astimezone(calendar.zone)
    if away or thing.later is not None or thing.due_at is None:
        mine = Field("Check-in, as you are off" if away else "Check-in", local)
        fields.append(Field(f"{other} is asked", local.date()) if other else mine)
    return tuple(fields)


def _is_off(thing: Goal | Milestone, calendar: Calendar) -> bool:
    """Tell whether the bare date that it is asked about for lies in a time off."""
    asked_for = thing.later or thing.due
    return asked_for is not None and asked_for.at is None and calendar.is_away(asked_for.on)


def due_shown(milestone: Milestone, calendar: Calendar, now: datetime) -> Value:
    """Return when a milestone is due; of an open one whose day has passed, since when it is overdue."""
    if milestone.due is None:
        return "no date"
    late = milestone.due_on is not None and milestone.due_on < now.astimezone(calendar.zone).date()
    shown = milestone.due.shown(calendar)
    return f"overdue since {in_words(shown)}" if late and milestone.ended_at is None else shown


def said_last(confidence: Confidence | None, last: Checkin | None, *, whole: bool) -> tuple[Field, ...]:
    """Tell what was said last of how a goal stands; its note and its blocker with `whole` only."""
    told = (
        ("Confidence", str(confidence or "")),
        ("Last note", last.note if last is not None and whole else ""),
        ("Blocker", last.blocker if last is not None and whole else ""),
    )
    return tuple(Field(label, words) for label, words in told if words)


def goal_set(goal: Goal, change: Change, reading: Reading, echo: Echo, others: Sequence[Due] = ()) -> Reply:
    """Echo a new goal and what was understood of it, with ways to change it, and ask the coach's one question."""
    if goal.state is GoalState.draft:
        title = f"Goal {goal.ref} is kept as a draft: {goal.title}"
        note = f"I'll not ask about a draft. To be asked all the same, type start {goal.ref}."
    else:
        title = f"Goal {goal.ref} is set: {goal.title}"
        when = "when each comes due, too" if echo.asked else "when each comes due"
        note = "" if reading.question else f"Break it into milestones, and I'll check in with you {when}."
    asked = _coached(goal, reading, echo, others)
    alike = (_said_already(goal, echo.alike),) if echo.alike else ()
    crowd = () if goal.state is GoalState.draft else crowded(echo.crowd, goal)
    buttons = () if echo.review and not echo.begun else (add_button(goal, "" if reading.question else "primary"),)
    return Reply(
        title=title,
        sections=(
            *_understood(goal, change, echo, others, *buttons, *tell_buttons(goal)),
            *reason_offered(goal),
            *alike,
            *asked,
            *crowd,
        ),
        note=note,
        tone=Tone.good,
    )


def _said_already(goal: Goal, other: Goal) -> Section:
    """Mention gently that there was such a goal already."""
    return Section(
        f"Goal {other.ref} says the same. Both may stay; if you meant only one, drop goal {goal.ref} again.",
        buttons=(Button(f"Show goal {other.ref}", f"show {other.ref}"),),
    )


def goal_altered(goal: Goal, change: Change, reading: Reading, echo: Echo, others: Sequence[Due] = ()) -> Reply:
    """Echo what a goal has become."""
    return Reply(
        title=f"Goal {goal.ref} {'is changed' if change.edits else 'stays as it was'}: {goal.title}",
        sections=(
            *_understood(goal, change, echo, others),
            *(reason_offered(goal) if echo.own else ()),
            *(_coached(goal, reading, echo, others) if goal.is_ahead else ()),
        ),
        tone=Tone.good,
        replaces=True,
    )


def _understood(goal: Goal, change: Change, echo: Echo, others: Sequence[Due], *more: Button) -> tuple[Section, ...]:
    """Show what was read out of the sentence; where it can be read otherwise, the other reading is one tap away."""
    told = [
        *whose(goal),
        *(dates(goal, echo.calendar, asked=goal.standing == GoalState.active) or (Field("Due", "no date yet"),)),
        *((Field("A look back", echo.review),) if echo.review else ()),
        *((Field(", ".join(filter(None, ("Next check-in", echo.after))), echo.asked),) if echo.asked else ()),
        *leads_to(echo.end),
        *facts(goal, echo.was, own=echo.own),
        *([Field("Changed because", change.reason)] if change.reason else []),
    ]
    buttons = (*more, Button("Change", f"form alter {goal.ref}"), *((undo_button(change),) if change.edits else ()))
    either = tuple(
        Button(in_words(due.shown(echo.calendar)), f"alter {goal.ref} by: {typed(due)}") for due in others[:3]
    )
    return (
        Section(fields=tuple(told), buttons=buttons),
        *((Section(f"Or did you mean {' or '.join(b.label for b in either)}?", buttons=either),) if either else ()),
    )


def leave_button(goal: Goal) -> Button:
    """Return the button that gives back one's part in somebody else's goal."""
    return Button("Leave it", f"unshare {goal.ref}")


def tell_buttons(goal: Goal) -> tuple[Button, ...]:
    """Return the button that tells a team of its goal."""
    return (Button("Tell the channel", f"post {goal.ref}"),) if goal.team else ()


def whose(goal: Goal) -> list[Field]:
    """Say that a goal is a team's, if it is."""
    return [Field("Whose", "its channel’s team: everybody there sees it and adds to it")] if goal.team else []


def leads_to(end: Sighting | None) -> list[Field]:
    """Name the long-term goal that it leads to."""
    return [Field("On the road to", f"{end.goal.ref} {end.title}")] if end else []


def facts(goal: Goal, was: Was | None = None, *, own: bool = False) -> list[Field]:
    """Return what a goal holds beside its dates; its reason and its plan for bad days only if it is `own`.

    Of what it `was` is said what has changed, and what has not.
    """
    counted = _beside(_counted(goal.counts), _counted(was.counted) if was else None, "done or not done")
    rhythm = _beside(_asked_in(goal.rhythm), _asked_in(was.rhythm) if was else None, "none")
    reason = f"{goal.reason} (for your eyes only)" if goal.reason and own else ""
    as_ = "Told to nobody while the goal speaks of leaving" if goal.leaving else "Told to others as"
    told = (("Counted", counted), ("Rhythm", rhythm), ("Your reason", reason), (as_, goal.wording))
    plan = (("If", goal.obstacle), ("Then I", goal.response)) if own else ()
    return [Field(label, words) for label, words in (*told, *plan) if words]


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


def which_way(goal: Goal, measure: Measure, *, kept: str) -> Section:
    """Ask which way a number goes whose words say one thing and its numbers another."""
    calls = [(words, f"alter {goal.ref} measure: {words}") for words in either_way(measure)]
    buttons = tuple(Button(words.capitalize(), call) for words, call in calls if len(call) <= CALL_LIMIT)
    return Section(f"The words say one way, and the numbers the other. {kept}", buttons=buttons)


def _coached(goal: Goal, reading: Reading, echo: Echo, others: Sequence[Due]) -> tuple[Section, ...]:
    if echo.doubt is not None:
        return (which_way(goal, echo.doubt, kept="Which one is it? I count nothing by them before you say so."),)
    far = reading.question is not None and reading.question.point == "far"
    if others:
        # One question at a time: which day is meant comes first.
        return (leaving_noted(),) if goal.leaving else ()
    asked = _first_step(goal) if echo.review and not echo.begun and not far else question(goal, reading)
    return (*((leaving_noted(),) if goal.leaving else ()), *asked)


def _first_step(goal: Goal) -> tuple[Section, ...]:
    """Ask for a first step towards a goal that is more than a year away."""
    step = Section(
        "That is more than a year away, so it need not be exact yet: a first step within a few weeks is enough.",
        buttons=(
            Button("Set a first step", f"new under: {goal.ref}", "primary"),
            add_button(goal, ""),
        ),
    )
    return (step,)


def crowded(crowd: Sequence[Goal], newest: Goal) -> tuple[Section, ...]:
    """Ask gently whether all these goals have room beside each other."""
    if not crowd:
        return ()
    others = [goal for goal in crowd if goal is not newest][:MENU]
    pause = tuple(Button(f"{goal.ref} {goal.title}", f"pause {goal.ref}") for goal in others)
    return (
        Section(
            f"That makes {len(crowd)} active goals. Few people get further with more than five at a time: "
            "could one of them wait?",
            menu=Menu("Pause one", pause),
        ),
    )


def add_button(goal: Goal, style: str) -> Button:
    """Return the button that adds a milestone."""
    return Button("Add a milestone", f"milestone add {goal.ref}", style)


def contributed(added: Sequence[Field]) -> Section:
    """Show what each has added to a team's goal."""
    return Section("What each has added", tuple(added))


def road_button(goal: Goal) -> Button:
    """Return the button that shows the road to a goal."""
    return Button("Show the road", f"roadmap {goal.ref}")


def value_in_words(goal: Goal, milestone: Milestone) -> str:
    """Say where the goal's number should stand by a milestone; nothing if its own words say so."""
    if milestone.value is None or goal.counts is None:
        return ""
    words = f"{milestone.value:,.10g} {goal.counts.unit or ''}".strip()
    return "" if words.casefold() in milestone.title.casefold() else words


def obstacle_planned(goal: Goal, change: Change) -> Reply:
    """Show an if-then plan."""
    return Reply(
        title=f"Goal {goal.ref} has a plan for bad days: {goal.title}",
        sections=(
            Section(
                fields=(Field("If", goal.obstacle), Field("Then I", goal.response)),
                buttons=(Button("Without a plan", f"plan {goal.ref} if: none then: none"), undo_button(change)),
            ),
        ),
        tone=Tone.good,
    )


def plan_dropped(goal: Goal, change: Change) -> Reply:
    """Say that an if-then plan is gone."""
    return Reply(
        title=f"Goal {goal.ref} has no plan for bad days any more: {goal.title}",
        sections=(Section(buttons=(undo_button(change),)),),
        replaces=True,
    )
