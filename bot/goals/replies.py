"""What Milepost says of a goal that was set, changed or shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.coach.replies import leaving_noted, measured, question
from bot.dates.due import typed
from bot.dates.rhythm import rhythm_in_words
from bot.dates.wording import day, in_words
from bot.messages import Button, Field, Menu, Reply, Section, Tone, Value
from bot.models import Goal, GoalState, Milestone, MilestoneState
from bot.roads.road import banked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.coach.verdicts import Reading
    from bot.dates.due import Due
    from bot.dates.workdays import Calendar
    from bot.goals.kinds import Sighting
    from bot.models import Change
    from bot.roads.road import Road

MENU = 25
"""Choices in one menu; Discord takes no more."""


@dataclass(frozen=True, slots=True)
class Echo:
    """What an answer tells of a goal beside its own words."""

    calendar: Calendar
    end: Sighting | None = None
    """The long-term goal that it leads to."""
    begun: bool = False
    """It has a milestone or a short-term goal."""
    review: datetime | None = None
    """When to look at it again, if it is more than a year away."""
    asked: datetime | None = None
    """When it is asked about next, if it has a rhythm or is a habit."""
    crowd: Sequence[Goal] = ()
    """The active goals, if they are more than most people can keep an eye on."""


def undo_button(change: Change) -> Button:
    """Return the button that takes `change` back."""
    return Button("Undo", f"undo {change.id}")


def dates(thing: Goal | Milestone, calendar: Calendar, *, asked: bool = True) -> tuple[Field, ...]:
    """Say when it is due, and when the check-in comes if it is asked about and that is another moment."""
    fields: list[Field] = []
    if thing.due is not None:
        fields.append(Field("Due", thing.due.shown(calendar)))
    at = thing.asked_at(calendar)
    if at is not None and asked and (thing.later is not None or thing.due_at is None):
        fields.append(Field("Check-in", at.astimezone(calendar.zone)))
    return tuple(fields)


def goal_set(goal: Goal, change: Change, reading: Reading, echo: Echo, others: Sequence[Due] = ()) -> Reply:
    """Echo a new goal and what was understood of it, with ways to change it, and ask the coach's one question."""
    if goal.state is GoalState.draft:
        title = f"Goal {goal.ref} is kept as a draft: {goal.title}"
        note = f"I'll not ask about a draft. To be asked all the same, type start {goal.ref}."
    else:
        title = f"Goal {goal.ref} is set: {goal.title}"
        when = "when each comes due, too" if echo.asked else "when each comes due"
        note = "" if reading.question else f"Break it into milestones, and I'll check in with you {when}."
    asked = _coached(goal, reading, echo)
    crowd = () if goal.state is GoalState.draft else crowded(echo.crowd, goal)
    buttons = () if echo.review and not echo.begun else (_add_button(goal, "" if reading.question else "primary"),)
    return Reply(
        title=title,
        sections=(*_understood(goal, change, echo, others, *buttons, *tell_buttons(goal)), *asked, *crowd),
        note=note,
        tone=Tone.good,
    )


def goal_altered(goal: Goal, change: Change, reading: Reading, echo: Echo, others: Sequence[Due] = ()) -> Reply:
    """Echo what a goal has become."""
    return Reply(
        title=f"Goal {goal.ref} {'is changed' if change.edits else 'stays as it was'}: {goal.title}",
        sections=(*_understood(goal, change, echo, others), *(_coached(goal, reading, echo) if goal.is_ahead else ())),
        tone=Tone.good,
        replaces=True,
    )


def _understood(goal: Goal, change: Change, echo: Echo, others: Sequence[Due], *more: Button) -> tuple[Section, ...]:
    """Show what was read out of the sentence; where it can be read otherwise, the other reading is one tap away."""
    facts = [
        *_whose(goal),
        *(dates(goal, echo.calendar, asked=goal.standing == GoalState.active) or (Field("Due", "no date yet"),)),
        *((Field("A look back", echo.review),) if echo.review else ()),
        *((Field("Next check-in", echo.asked),) if echo.asked else ()),
        *_leads_to(echo.end),
        *_facts(goal),
        *([Field("Changed because", change.reason)] if change.reason else []),
    ]
    buttons = (*more, Button("Change", f"form alter {goal.ref}"), *((undo_button(change),) if change.edits else ()))
    either = tuple(
        Button(in_words(due.shown(echo.calendar)), f"alter {goal.ref} by: {typed(due)}") for due in others[:3]
    )
    return (
        Section(fields=tuple(facts), buttons=buttons),
        *((Section(f"Or did you mean {' or '.join(b.label for b in either)}?", buttons=either),) if either else ()),
    )


def tell_buttons(goal: Goal) -> tuple[Button, ...]:
    """Return the button that tells a team of its goal."""
    return (Button("Tell the channel", f"post {goal.ref}"),) if goal.team else ()


def _whose(goal: Goal) -> list[Field]:
    return [Field("Whose", "its channel’s team: everybody there sees it and adds to it")] if goal.team else []


def _leads_to(end: Sighting | None) -> list[Field]:
    return [Field("On the road to", f"{end.goal.ref} {end.title}")] if end else []


def _facts(goal: Goal) -> list[Field]:
    """Return what a goal holds beside its dates; its reason and its plan for bad days only to the one who set it."""
    counted = measured(goal.counts) if goal.counts is not None and goal.counts.kind != "done" else ""
    rhythm = rhythm_in_words(goal.rhythm) if goal.rhythm else ""
    reason = f"{goal.reason} (for your eyes only)" if goal.reason and goal.is_theirs else ""
    told = (("Counted", counted), ("Rhythm", rhythm), ("Your reason", reason), ("Told to others as", goal.wording))
    plan = (("If", goal.obstacle), ("Then I", goal.response)) if goal.is_theirs else ()
    return [Field(label, words) for label, words in (*told, *plan) if words]


def _coached(goal: Goal, reading: Reading, echo: Echo) -> tuple[Section, ...]:
    far = reading.question is not None and reading.question.point == "far"
    asked = _first_step(goal) if echo.review and not echo.begun and not far else question(goal, reading)
    return (*((leaving_noted(),) if goal.leaving else ()), *asked)


def _first_step(goal: Goal) -> tuple[Section, ...]:
    """Ask for a first step towards a goal that is more than a year away."""
    step = Section(
        "That is more than a year away, so it need not be exact yet: a first step within a few weeks is enough.",
        buttons=(
            Button("Set a first step", f"new under: {goal.ref}", "primary"),
            _add_button(goal, ""),
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


def _add_button(goal: Goal, style: str) -> Button:
    return Button("Add a milestone", f"milestone add {goal.ref}", style)


def goal_shown(  # noqa: PLR0917 - all that is shown of one goal
    one: Sighting,
    road: Road,
    end: Sighting | None,
    calendar: Calendar,
    now: datetime,
    added: Sequence[Field] = (),
) -> Reply:
    """Show a goal to one of its owners, with its milestones, what each has `added`, and the next thing to do."""
    goal = one.goal
    at = goal.asked_at(calendar)
    is_ahead = goal.standing == GoalState.active and at is not None and at > now
    facts = [
        *([] if goal.is_theirs else [Field("Set by" if goal.team else "Whose", one.owner)]),
        *_whose(goal),
        Field("State", _state(goal, calendar)),
        Field("Progress", road.progress.words or "no milestones yet"),
        *dates(goal, calendar, asked=is_ahead),
        *_leads_to(end),
        *_facts(goal),
    ]
    kept = banked(road)
    if goal.state is GoalState.dropped and kept.words:
        facts.append(Field("Banked", kept.words))
    steps = tuple(
        Field(f"{goal.ref}.{m.number} {m.title}", _milestone_state(goal, m, calendar)) for m in road.milestones
    )
    under = tuple(Field(f"{sub.goal.ref} {sub.title}", _in_short(sub, calendar)) for sub in road.roads)
    roads = Section("Short-term goals on its road", under, (road_button(goal),))
    return Reply(
        title=f"Goal {goal.ref}: {one.title}",
        sections=(
            Section(fields=tuple(field for field in facts if field.value)),
            *((Section(text="Milestones", fields=steps),) if steps else ()),
            *((roads,) if under else ()),
            *((contributed(added),) if added else ()),
            Section(buttons=_next_acts(goal, road)),
        ),
    )


def contributed(added: Sequence[Field]) -> Section:
    """Show what each has added to a team's goal."""
    return Section("What each has added", tuple(added))


def road_button(goal: Goal) -> Button:
    """Return the button that shows the road to a goal."""
    return Button("Show the road", f"roadmap {goal.ref}")


def _state(goal: Goal, calendar: Calendar) -> str:
    state = f"{goal.state} on {day(goal.ended_at.astimezone(calendar.zone))}" if goal.ended_at else str(goal.state)
    put_away = f", archived on {day(goal.archived_at.astimezone(calendar.zone))}" if goal.archived_at else ""
    return state + put_away


def _in_short(road: Road, calendar: Calendar) -> str:
    done = road.percent
    when = f"due {in_words(road.goal.due.shown(calendar))}" if road.goal.due and road.goal.is_ahead else ""
    state = "" if road.goal.standing == GoalState.active else road.goal.standing
    return " · ".join(filter(None, (state, f"{done} %" if done is not None else "", when))) or "no date"


def _milestone_state(goal: Goal, milestone: Milestone, calendar: Calendar) -> Value:
    if milestone.ended_at is not None:
        return f"{milestone.state} on {day(milestone.ended_at.astimezone(calendar.zone))}"
    value = value_in_words(goal, milestone)
    due = milestone.due.shown(calendar) if milestone.due else "no date"
    return f"{in_words(due)} · {value}" if value else due


def value_in_words(goal: Goal, milestone: Milestone) -> str:
    """Say where the goal's number should stand by a milestone; nothing if its own words say so."""
    if milestone.value is None or goal.counts is None:
        return ""
    words = f"{milestone.value:,.10g} {goal.counts.unit or ''}".strip()
    return "" if words.casefold() in milestone.title.casefold() else words


def _next_acts(goal: Goal, road: Road) -> tuple[Button, ...]:
    """Return what can be done with a goal now; what else there is, is one word away."""
    history = Button("History", f"history {goal.ref}")
    if not goal.is_ahead:
        return Button("Reopen", f"reopen {goal.ref}"), history
    if goal.state is GoalState.paused:
        return Button("Resume", f"resume {goal.ref}", "primary"), history, Button("Drop", f"drop {goal.ref}", "danger")
    following = next((m for m in road.milestones if m.state is MilestoneState.open), None)
    step = f"{goal.ref}.{following.number}" if following else ""
    done = (Button(f"Done: {step}", f"milestone done {step}"),) if following else ()
    start = (Button("Start", f"start {goal.ref}", "primary"),) if goal.state is GoalState.draft else ()
    return (
        *done,
        *start,
        Button("Check in", f"checkin {goal.ref}"),
        _add_button(goal, ""),
        Button("Goal reached", f"done {goal.ref}", "" if done or start else "primary"),
        Button("Coach", f"coach {goal.ref}"),
        *(() if start else (Button("Pause", f"pause {goal.ref}"),)),
        Button("Drop", f"drop {goal.ref}", "danger"),
    )


def obstacle_planned(goal: Goal, change: Change) -> Reply:
    """Show an if-then plan."""
    return Reply(
        title=f"Goal {goal.ref} has a plan for bad days: {goal.title}",
        sections=(
            Section(
                fields=(Field("If", goal.obstacle), Field("Then I", goal.response)), buttons=(undo_button(change),)
            ),
        ),
        tone=Tone.good,
    )
