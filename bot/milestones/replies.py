"""What Milepost says about milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.coach.replies import fitting_call
from bot.dates.due import typed
from bot.dates.wording import in_words, minute
from bot.goals.fields import dates, owner_hears, value_in_words
from bot.goals.leaving_replies import turned
from bot.messages import BLANK, Button, Field, Menu, Reply, Section, Tone
from bot.milestones.due_after_goal import after_its_goal
from bot.models import GoalState, Intensity, MilestoneState
from bot.replies.wording import undo_button

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.dates.due import Due
    from bot.dates.workdays import Calendar
    from bot.goals.progress import Progress
    from bot.milestones.reading import Draft
    from bot.milestones.subjects import Step
    from bot.models import Change, Goal, Milestone

_NAMED = 40
"""Characters of a milestone that say which one is corrected."""
_TAPS = 3
"""Corrections that are offered at once."""
_MOST_TAPS = 5
"""Other readings that are offered as buttons; more of them in a menu …"""
_MENU = 25
"""… which has room for so many."""


def milestone_added(  # noqa: PLR0917 - all that there is to tell
    step: Step, calendar: Calendar, now: datetime, change: Change, others: Sequence[Due], again: Sequence[Section]
) -> Reply:
    """Echo a new milestone and what was understood of its date; `again`: it says the same as another one."""
    return Reply(
        title=f"Milestone {step.ref} is added: {step.title}",
        sections=(
            Section(
                fields=(Field("Goal", f"{step.goal.ref} {step.goal.title}"), *_facts(step, calendar, now)),
                buttons=(Button("Add another", f"milestone add {step.goal.ref}"), undo_button(change)),
            ),
            *turned(step.goal, change),
            *again,
            *_or_else({step.ref: others}, calendar),
            *after_its_goal([step], calendar),
        ),
        note="" if step.is_open else _quiet(step.goal),
        tone=Tone.good,
    )


def milestones_added(
    steps: Sequence[Step],
    calendar: Calendar,
    change: Change,
    others: Mapping[str, Sequence[Due]],
    again: Sequence[Section] = (),
) -> Reply:
    """Echo several new milestones and what was understood of each."""
    goal = steps[0].goal
    return Reply(
        title=f"{len(steps)} milestones are added to goal {goal.ref}: {goal.title}",
        sections=(
            Section(
                fields=tuple(Field(step.label, _in_short(goal, step.thing, calendar)) for step in steps),
                buttons=(Button("Add another", f"milestone add {goal.ref}"), undo_button(change)),
            ),
            *turned(goal, change),
            *again,
            *_or_else(others, calendar, several=True),
            *after_its_goal(steps, calendar),
        ),
        note=_quiet(goal),
        tone=Tone.good,
        replaces=True,
    )


def two_dates(steps: Sequence[Step]) -> tuple[Section, ...]:
    """Say that a new milestone names a second date: it may have been meant as two."""
    return tuple(
        Section(
            f"The words of {step.ref} name another date. If those are two steps, give each a milestone of its own: "
            "change this one, and add the other.",
            buttons=(
                Button(f"Change {step.ref}", f"form milestone rename {step.ref}"),
                Button("Add the other", f"milestone add {step.goal.ref}"),
            ),
        )
        for step in steps[:_TAPS]
    )


def _facts(step: Step, calendar: Calendar, now: datetime) -> tuple[Field, ...]:
    value = value_in_words(step.goal, step.thing)
    return (
        *(
            dates(step.thing, calendar, asked=step.is_open, goal=step.goal, now=now)
            or (Field("Due", "no date, so I will not ask about it"),)
        ),
        *((Field("By then", value),) if value else ()),
    )


def _in_short(goal: Goal, step: Milestone, calendar: Calendar) -> str:
    when = in_words(step.due.shown(calendar)) if step.due else "no date, so I will not ask about it"
    return " · ".join(filter(None, (when, value_in_words(goal, step))))


def _quiet(goal: Goal) -> str:
    """Say why a goal's milestones are not asked about; empty if they are."""
    if goal.intensity is Intensity.off:
        return f"The check-ins of goal {goal.ref} are switched off, so I'll not ask."
    if goal.standing == GoalState.active:
        return ""
    return f"Goal {goal.ref} is {'a draft' if goal.state is GoalState.draft else goal.standing}, so I'll not ask yet."


def not_added(goal: Goal, drafts: Sequence[Draft]) -> tuple[Section, ...]:
    """Say which of several could not be added, and why; each can be corrected by itself."""
    wrong = [(one.title, one.refused) for one in drafts if one.refused is not None]
    return tuple(
        Section(
            f"Not added: “{title}”. {refused.in_short}",
            buttons=(
                Button(
                    "Correct it" if len(wrong) == 1 else f"Correct “{title[:_NAMED]}”",
                    fitting_call(f"form milestone add {goal.ref} {title}", f"form milestone add {goal.ref}"),
                ),
            ),
        )
        for title, refused in wrong
    )


def _or_else(others: Mapping[str, Sequence[Due]], calendar: Calendar, *, several: bool = False) -> tuple[Section, ...]:
    """Offer what the dates could also have meant; of several milestones, whichever is chosen leaves the others."""
    taps = [
        Button(f"{ref}: {words}" if several else words, f"{around}milestone move {ref} to: {typed(due)}")
        for ref, readings in others.items()
        for due in readings
        for around in (f"among {ref.partition('.')[0]} " if several else "",)
        if (words := in_words(due.shown(calendar)))
    ]
    if len(taps) > _MOST_TAPS:
        text = f"{len(taps)} dates can be read in another way, too. Did you mean one of these?"
        return (Section(text, menu=Menu("Another date", tuple(taps[:_MENU]))),)
    return (Section(f"Or did you mean {' or '.join(tap.label for tap in taps)}?", buttons=tuple(taps)),) if taps else ()


def milestone_done(step: Step, progress: Progress, change: Change, offer: Sequence[Section] = ()) -> Reply:
    """Say how far the goal has come; when nothing is left, ask whether it is reached: no habit is, it goes on.

    The last one may be celebrated: that is the `offer`.
    """
    nothing_left = progress.done == progress.all or progress.is_reached
    all_done = nothing_left and step.goal.is_ahead and not step.goal.is_habit
    ask = (Button("Goal reached", f"done {step.goal.ref}", "primary"),) if all_done else ()
    return Reply(
        title=f"Milestone {step.ref} is done: {step.title}",
        sections=(
            Section(
                text=f"{_LAST[progress.done == progress.all]} Is the goal reached?" if all_done else "",
                fields=(Field(f"Goal {step.goal.ref} {step.goal.title}", progress.words),),
                buttons=(*ask, undo_button(change)),
            ),
            *offer,
        ),
        tone=Tone.good,
        replaces=True,
    )


_LAST = {True: "That was the last one.", False: "That is all that was to do."}


def milestone_ended_already(step: Step, at: datetime, who: str) -> Reply:
    """Say when it ended, on the asker's clock, and by whom; the second tap is harmless, and the way back stays."""
    again = (Button("Reopen", f"milestone reopen {step.ref}"),) if step.goal.is_ahead else ()
    by = f" by {who}" if who else ""
    return Reply(
        title=f"Milestone {step.ref} was {step.thing.state}{by} on {minute(at)} already: {step.title}",
        sections=(Section(buttons=(*again, Button("Show the goal", f"show {step.goal.ref}"))),),
        replaces=True,
    )


def milestone_open_already(step: Step) -> Reply:
    """Say that nothing was to be done; the second tap is harmless."""
    return Reply(title=f"Milestone {step.ref} is open already: {step.title}", replaces=True)


def milestone_reopened(step: Step, calendar: Calendar, now: datetime, change: Change) -> Reply:
    """Say that it is ahead again, and when it will be asked about."""
    late = step.thing.due is not None and step.thing.due.moment(calendar) <= now
    text = "Its date has passed, so give it a new one." if late else ""
    give = (Button("Give it a date", f"form milestone move {step.ref} to: {BLANK}", "primary"),) if late else ()
    return Reply(
        title=f"Milestone {step.ref} is open again: {step.title}",
        sections=(
            Section(
                text,
                dates(step.thing, calendar, asked=step.is_open and not late, goal=step.goal, now=now),
                (*give, undo_button(change)),
            ),
            *turned(step.goal, change),
        ),
        note="" if step.is_open else _quiet(step.goal),
        tone=Tone.good,
        replaces=True,
    )


def milestone_dropped(step: Step, change: Change) -> Reply:
    """Confirm without judgement."""
    return Reply(
        title=f"Milestone {step.ref} is dropped: {step.title}",
        sections=(
            Section(text="I'll not ask about it again.", buttons=(undo_button(change),)),
            *turned(step.goal, change),
        ),
        replaces=True,
    )


def milestone_moved(before: str, step: Step, calendar: Calendar, now: datetime, change: Change) -> Reply:
    """Say where and when it is now."""
    where = f"now {step.ref}, on the way to {step.goal.title}" if before != step.ref else "moved"
    because = (Field("Because", change.reason),) if change.reason else ()
    facts = () if step.thing.state is not MilestoneState.open else _facts(step, calendar, now)
    return Reply(
        title=f"Milestone {before} is {where}: {step.title}",
        sections=(
            Section(owner_hears(step.goal, change), (*facts, *because), (undo_button(change),)),
            *turned(step.goal, change),
            *after_its_goal([step], calendar),
        ),
        tone=Tone.good,
        replaces=True,
    )


def milestone_renamed(step: Step, calendar: Calendar, now: datetime, change: Change) -> Reply:
    """Echo what it says now."""
    return Reply(
        title=f"Milestone {step.ref} {'now reads' if change.edits else 'stays as it was'}: {step.title}",
        sections=(
            Section(fields=_facts(step, calendar, now), buttons=(undo_button(change),) if change.edits else ()),
            *turned(step.goal, change),
            *after_its_goal([step], calendar),
        ),
        tone=Tone.good,
        replaces=True,
    )


def milestones_ordered(goal: Goal, steps: Sequence[Milestone], calendar: Calendar, change: Change | None) -> Reply:
    """Show the new order; nothing changed if it was so before."""
    fields = tuple(Field(f"{goal.ref}.{step.number} {step.title}", _state(goal, step, calendar)) for step in steps)
    return Reply(
        title=f"The milestones of goal {goal.ref} in their new order: {goal.title}",
        sections=(Section(fields=fields, buttons=(undo_button(change),) if change else ()),),
        tone=Tone.good,
        replaces=True,
    )


def _state(goal: Goal, step: Milestone, calendar: Calendar) -> str:
    return str(step.state) if step.state is not MilestoneState.open else _in_short(goal, step, calendar)
