"""Milestones that are due after their own goal: that may be meant, so it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.wording import in_words
from bot.goals.fields import due_typed
from bot.messages import Button, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dates.due import Due
    from bot.dates.workdays import Calendar
    from bot.milestones.subjects import Step

TAPS = 3
"""Milestones that are named and can be corrected at once."""


def after_its_goal(steps: Sequence[Step], calendar: Calendar) -> tuple[Section, ...]:
    """Ask about milestones that are due after their goal: they may be meant so."""
    goal = steps[0].goal if steps else None
    if goal is None or goal.due is None:
        return ()
    late = [step for step in steps if step.thing.due is not None and _is_after(step.thing.due, goal.due, calendar)]
    if not late:
        return ()
    last = max((step.thing.due for step in late if step.thing.due), key=lambda due: due.moment(calendar))
    which = f"{late[0].ref} is" if len(late) == 1 else f"{', '.join(step.ref for step in late[:TAPS])} are"
    which = which if len(late) <= TAPS else f"{len(late)} of them are"
    use = "Use the goal's date"
    back = [
        Button(
            use if len(late) == 1 else f"{step.ref}: {use.casefold()}",
            f"milestone move {step.ref} to: {due_typed(goal.due, calendar)}",
        )
        for step in late[:TAPS]
    ]
    return (
        Section(
            f"{which} due after the goal itself ({in_words(goal.due.shown(calendar))}). Is that meant?",
            buttons=(
                Button("Keep it" if len(late) == 1 else "Keep them", f"show {goal.ref}"),
                Button("Move the goal's date", f"alter {goal.ref} by: {due_typed(last, calendar)}"),
                *back,
            ),
        ),
    )


def _is_after(due: Due, end: Due, calendar: Calendar) -> bool:
    """Tell whether `due` is after `end`; a bare day is not after a moment of that very day."""
    if due.at is None and end.at is not None:
        return due.on > calendar.day_of(end.moment(calendar))
    return due.moment(calendar) > end.moment(calendar)
