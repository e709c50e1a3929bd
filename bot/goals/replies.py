"""What Milepost says about goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.coach.replies import leaving_noted, measured, question
from bot.dates.due import typed
from bot.dates.rhythm import rhythm_in_words
from bot.dates.wording import day, in_words, moment
from bot.messages import Button, Field, Menu, Reply, Section, Tone, Value
from bot.models import Goal, GoalState, Milestone, MilestoneState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.coach.verdicts import Reading
    from bot.dates.due import Due
    from bot.dates.workdays import Calendar
    from bot.goals.progress import Progress
    from bot.models import Change

PAGE = 10
"""Goals on one page of a list."""


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


def goal_set(goal: Goal, calendar: Calendar, change: Change, reading: Reading, others: Sequence[Due] = ()) -> Reply:
    """Echo a new goal and what was understood of it, with ways to change it, and ask the coach's one question."""
    if goal.state is GoalState.draft:
        title, note = f"Goal {goal.ref} is kept as a draft: {goal.title}", "I'll not ask about a draft."
    else:
        title = f"Goal {goal.ref} is set: {goal.title}"
        note = "" if reading.question else "Break it into milestones, and I'll check in with you when each comes due."
    add = Button("Add a milestone", f"milestone add {goal.ref}", "" if reading.question else "primary")
    return Reply(
        title=title,
        sections=(*_understood(goal, calendar, change, others, add), *_coached(goal, reading)),
        note=note,
        tone=Tone.good,
    )


def goal_altered(goal: Goal, calendar: Calendar, change: Change, reading: Reading, others: Sequence[Due] = ()) -> Reply:
    """Echo what a goal has become."""
    return Reply(
        title=f"Goal {goal.ref} is changed: {goal.title}",
        sections=(*_understood(goal, calendar, change, others), *_coached(goal, reading)),
        tone=Tone.good,
        replaces=True,
    )


def _understood(
    goal: Goal, calendar: Calendar, change: Change, others: Sequence[Due], *more: Button
) -> tuple[Section, ...]:
    """Show what was read out of the sentence; where it can be read otherwise, the other reading is one tap away."""
    facts = [*(dates(goal, calendar, asked=goal.state is GoalState.active) or (Field("Due", "no date yet"),))]
    facts += _facts(goal)
    buttons = (*more, Button("Change", f"form alter {goal.ref}"), undo_button(change))
    either = tuple(Button(in_words(due.shown(calendar)), f"alter {goal.ref} by: {typed(due)}") for due in others[:3])
    return (
        Section(fields=tuple(facts), buttons=buttons),
        *((Section("Or did you mean:", buttons=either),) if either else ()),
    )


def _facts(goal: Goal) -> list[Field]:
    """Return what a goal holds beside its dates; its reason and its plan for bad days only to the one who set it."""
    counted = measured(goal.counts) if goal.counts is not None and goal.counts.kind != "done" else ""
    rhythm = rhythm_in_words(goal.rhythm) if goal.rhythm else ""
    reason = f"{goal.reason} (for your eyes only)" if goal.reason and goal.is_theirs else ""
    told = (("Counted", counted), ("Rhythm", rhythm), ("Your reason", reason), ("Told to others as", goal.wording))
    plan = (("If", goal.obstacle), ("Then I", goal.response)) if goal.is_theirs else ()
    return [Field(label, words) for label, words in (*told, *plan) if words]


def _coached(goal: Goal, reading: Reading) -> tuple[Section, ...]:
    return (*((leaving_noted(),) if goal.leaving else ()), *question(goal, reading))


def no_goals() -> Reply:
    """Greet a list that is still empty."""
    return Reply(
        title="No goals here yet",
        sections=(
            Section(
                text="A goal is one sentence, with a date if it has one: new Ship the billing API by: 2027-03-31",
                buttons=(Button("Set a goal", "new", "primary"),),
            ),
        ),
    )


def nothing_found(words: str) -> Reply:
    """Say that a filtered list is empty."""
    return Reply(
        title="No goal fits",
        sections=(Section(text=f"Nothing here for {words}.", buttons=(Button("Show all goals", "list state: all"),)),),
    )


def goals_listed(
    page: Sequence[tuple[Goal, Progress]],
    calendar: Calendar,
    *,
    found: int,
    number: int,
    again: str,
) -> Reply:
    """Show one page of goals; `again` is the call that lists the same goals without a page."""
    pages = -(-found // PAGE)
    fields = tuple(Field(f"{goal.ref} {goal.title}", _in_brief(goal, progress, calendar)) for goal, progress in page)
    turning = [(number - 1, "Back"), (number + 1, "More")]
    return Reply(
        title=f"{found} goal{'s' * (found != 1)}" + (f", page {number} of {pages}" if pages > 1 else ""),
        sections=(
            Section(
                fields=fields,
                buttons=tuple(Button(label, f"{again} page: {n}") for n, label in turning if 1 <= n <= pages),
                menu=Menu(
                    "Show a goal",
                    tuple(Button(f"{goal.ref} {goal.title}", f"show {goal.ref}") for goal, _ in page),
                ),
            ),
        ),
    )


def _in_brief(goal: Goal, progress: Progress, calendar: Calendar) -> str:
    when = f"due {in_words(goal.due.shown(calendar))}" if goal.due else "no date"
    words = [progress.words, when if goal.state is GoalState.active else str(goal.state)]
    return " · ".join(filter(None, words))


def goal_shown(goal: Goal, milestones: Sequence[Milestone], progress: Progress, calendar: Calendar) -> Reply:
    """Show a goal with its milestones and the next thing to do."""
    state = f"{goal.state} on {day(goal.ended_at.astimezone(calendar.zone))}" if goal.ended_at else str(goal.state)
    facts = [
        Field("State", state),
        Field("Progress", progress.words or "no milestones yet"),
        *dates(goal, calendar, asked=goal.state is GoalState.active),
    ]
    facts += _facts(goal)
    steps = tuple(
        Field(
            f"{goal.ref}.{m.number} {m.title}",
            _milestone_state(m, calendar),
        )
        for m in milestones
    )
    return Reply(
        title=f"Goal {goal.ref}: {goal.title}",
        sections=(
            Section(fields=tuple(facts)),
            *((Section(text="Milestones", fields=steps),) if steps else ()),
            *((Section(buttons=_next_acts(goal, milestones)),) if goal.ended_at is None else ()),
        ),
    )


def _milestone_state(milestone: Milestone, calendar: Calendar) -> Value:
    if milestone.ended_at is not None:
        return f"{milestone.state} on {day(milestone.ended_at.astimezone(calendar.zone))}"
    return milestone.due.shown(calendar) if milestone.due else "no date"


def _next_acts(goal: Goal, milestones: Sequence[Milestone]) -> tuple[Button, ...]:
    following = next((m for m in milestones if m.state is MilestoneState.open), None)
    step = (
        [Button(f"Done: {goal.ref}.{following.number}", f"milestone done {goal.ref}.{following.number}")]
        if following
        else []
    )
    return (
        *step,
        Button("Check in", f"checkin {goal.ref}"),
        Button("Add a milestone", f"milestone add {goal.ref}"),
        Button("Goal reached", f"done {goal.ref}", "" if step else "primary"),
        Button("Coach", f"coach {goal.ref}"),
        Button("Drop", f"drop {goal.ref}", "danger"),
    )


def goal_achieved(goal: Goal, change: Change) -> Reply:
    """Celebrate, briefly."""
    return Reply(
        title=f"Goal {goal.ref} is reached: {goal.title}",
        sections=(Section(text="Well done. I'll stop asking about it.", buttons=(undo_button(change),)),),
        tone=Tone.good,
        replaces=True,
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


def goal_dropped(goal: Goal, change: Change) -> Reply:
    """Confirm without judgement."""
    return Reply(
        title=f"Goal {goal.ref} is dropped: {goal.title}",
        sections=(
            Section(
                text="Nothing more will come about it. It stays in your list under state: dropped.",
                buttons=(undo_button(change),),
            ),
        ),
        replaces=True,
    )


def goal_ended_already(goal: Goal, at: datetime) -> Reply:
    """Say when it ended; the second tap is harmless."""
    return Reply(title=f"Goal {goal.ref} was {goal.state} on {moment(at)} already: {goal.title}", replaces=True)


def check_in_put_off(ref: str, thing: Goal | Milestone, calendar: Calendar, change: Change) -> Reply:
    """Say when Milepost will ask again, and that the due date stays."""
    stays = "The due date stays as it is." if thing.due else ""
    return Reply(
        title=f"I'll ask again later about {ref}: {thing.title}",
        sections=(Section(text=stays, fields=dates(thing, calendar), buttons=(undo_button(change),)),),
        replaces=True,
    )


def taken_back(summary: str, goal: Goal | None) -> Reply:
    """Say what an undo took back."""
    buttons = (Button("Show the goal", f"show {goal.ref}"),) if goal and goal.state is not GoalState.withdrawn else ()
    return Reply(
        title=f"Taken back: you {summary}",
        sections=(Section(buttons=buttons),) if buttons else (),
        tone=Tone.good,
        replaces=True,
    )
