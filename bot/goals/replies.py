"""What Milepost says of a goal that was set or changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.checkins.measuring import either_way
from bot.coach.replies import measured, question
from bot.dates.due import typed
from bot.dates.rhythm import month_of_each_year
from bot.dates.wording import in_words
from bot.goals.buttons import add_button, tell_buttons
from bot.goals.fields import Was, asked_by, dates, facts, leads_to, owner_hears, whose
from bot.goals.leaving_replies import kept_between_us
from bot.goals.reason_replies import reason_offered
from bot.messages import BLANK, CALL_LIMIT, Button, Field, Menu, Reply, Section, Tone
from bot.models import Goal, GoalState
from bot.nudges.other_rhythms import other_rhythms
from bot.replies.wording import undo_button

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.coach.verdicts import Reading
    from bot.dates.due import Due
    from bot.dates.workdays import Calendar
    from bot.goals.sighting import Sighting
    from bot.measure import Measure
    from bot.models import Change


@dataclass(frozen=True, slots=True)
class Echo:
    """What an answer tells of a goal beside its own words."""

    calendar: Calendar
    own: bool = False
    """The asker set the goal: only they are told its reason and its plan for bad days."""
    end: Sighting | None = None
    """The long-term goal that it leads to."""
    begun: bool = False
    """It has a milestone or a short-term goal."""
    review: datetime | None = None
    """When to look at it again, if it is more than a year away."""
    asked: datetime | None = None
    """When it is asked about next, if it has a rhythm or is a habit."""
    why_then: str = ""
    """Why it is asked about then, if that was moved or held."""
    crowd: Sequence[Goal] = ()
    """The active goals, if they are more than most people can keep an eye on."""
    was: Was | None = None
    """What it was before it was reworded or counted otherwise."""
    doubt: Measure | None = None
    """How its numbers would count it, where its words go the other way."""
    alike: Goal | None = None
    """Another one with the very same words."""
    rhythms: Sequence[str] = ()
    """What the rhythm in its words could also have meant."""
    unkept: str = ""
    """Words of it that leave out of its rhythm or its count what neither can leave out."""


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
    """Echo what a goal has become; a draft that became a goal is told so, as from now on it is asked about."""
    begun = goal.state is GoalState.active and any(edit.was.get("state") == GoalState.draft for edit in change.edits)
    became = "is active now" if begun else "is changed" if change.edits else "stays as it was"
    return Reply(
        title=f"Goal {goal.ref} {became}: {goal.title}",
        sections=(
            *_understood(goal, change, echo, others),
            *((Section(hears),) if (hears := owner_hears(goal, change)) else ()),
            *_said_otherwise(goal, echo.was),
            *(reason_offered(goal) if echo.own else ()),
            *(_coached(goal, reading, echo, others) if goal.is_ahead else ()),
        ),
        tone=Tone.good,
        replaces=True,
    )


def _said_otherwise(goal: Goal, was: Was | None) -> tuple[Section, ...]:
    """Where a goal's words and how it is counted say two things, offer to change the one that was not changed."""
    if was is not None and was.unheeded is not None:
        by_words = measured(was.unheeded)
        call = f"alter {goal.ref} measure: {by_words}"
        button = (Button(f"Count {by_words}", call),) if len(call) <= CALL_LIMIT else ()
        return (
            Section("It was chosen to be done or not done, so its new words change nothing of that.", buttons=button),
        )
    if was is not None and was.is_said:
        change = Button("Change the words", f"form alter {goal.ref} to: {BLANK}")
        return (Section("Its words stayed as they were.", buttons=(change,)),)
    return ()


def _understood(goal: Goal, change: Change, echo: Echo, others: Sequence[Due], *more: Button) -> tuple[Section, ...]:
    """Show what was read out of the sentence; where it can be read otherwise, the other reading is one tap away."""
    told = [
        *whose(goal),
        *(dates(goal, echo.calendar, asked=goal.standing == GoalState.active) or (Field("Due", _undated(goal)),)),
        *asked_by(goal, echo.asked, echo.why_then, echo.review),
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
        *other_rhythms(goal, echo.rhythms),
        *_left_out(goal, echo.unkept),
    )


def _left_out(goal: Goal, unkept: str) -> tuple[Section, ...]:
    """Say which of its words change nothing."""
    if not unkept:
        return ()
    says = f"“{unkept[:60]}” stays in its words and changes nothing else: it is counted and asked about then, too."
    return (Section(f"{says} To rest meanwhile, type pause {goal.ref}, and resume {goal.ref} afterwards."),)


def _undated(goal: Goal) -> str:
    """Say when a goal without a date is due."""
    month = month_of_each_year(goal.rhythm)
    return f"each year by the end of {month}" if month else "no date yet"


def which_way(goal: Goal, measure: Measure, *, kept: str) -> Section:
    """Ask which way a number goes whose words say one thing and its numbers another."""
    calls = [(words, f"alter {goal.ref} measure: {words}") for words in either_way(measure)]
    buttons = tuple(Button(words.capitalize(), call) for words, call in calls if len(call) <= CALL_LIMIT)
    return Section(f"The words say one way, and the numbers the other. {kept}", buttons=buttons)


def measure_doubted(goal: Goal, measure: Measure) -> Reply:
    """Ask which way a number goes whose words say one thing and its numbers another."""
    return Reply(
        title=f"Which way does {goal.named} go?",
        sections=(which_way(goal, measure, kept="Nothing is changed yet."),),
        tone=Tone.attention,
    )


def _coached(goal: Goal, reading: Reading, echo: Echo, others: Sequence[Due]) -> tuple[Section, ...]:
    if echo.doubt is not None:
        return (which_way(goal, echo.doubt, kept="Which one is it? I count nothing by them before you say so."),)
    far = reading.question is not None and reading.question.point == "far"
    if echo.rhythms or (others and _is_of_the_date(reading)):
        # Which day is meant comes first, and answers whatever is asked about it.
        return (kept_between_us(goal),) if goal.leaving else ()
    asked = _first_step(goal) if echo.review and not echo.begun and not far else question(goal, reading)
    return (*((kept_between_us(goal),) if goal.leaving else ()), *asked)


def _is_of_the_date(reading: Reading) -> bool:
    return reading.question is not None and reading.question.point in ("scheduled", "far")


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
    others = (goal for goal in crowd if goal is not newest)
    pause = tuple(Button(f"{goal.ref} {goal.title}", f"pause {goal.ref}") for goal in others)
    return (
        Section(
            f"That makes {len(crowd)} active goals. Few people get further with more than five at a time: "
            "could one of them wait?",
            menu=Menu("Pause one", pause),
        ),
    )


def obstacle_planned(goal: Goal, change: Change) -> Reply:
    """Show an if-then plan."""
    undo = (undo_button(change),) if change.edits else ()
    return Reply(
        title=f"Goal {goal.ref} has a plan for bad days: {goal.title}",
        sections=(
            Section(
                fields=(Field("If", goal.obstacle), Field("Then", goal.response)),
                buttons=(Button("Without a plan", f"plan {goal.ref} if: none then: none"), *undo),
            ),
        ),
        tone=Tone.good,
    )


def plan_dropped(goal: Goal, change: Change) -> Reply:
    """Say that an if-then plan is gone."""
    return Reply(
        title=f"Goal {goal.ref} has no plan for bad days any more: {goal.title}",
        sections=(Section(buttons=(undo_button(change),)),) if change.edits else (),
        replaces=True,
    )
