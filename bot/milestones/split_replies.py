"""What Milepost says when a goal is to be split into milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.due import typed
from bot.dates.wording import day
from bot.messages import BLANK, CALL_LIMIT, Button, Field, Reply, Section, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dates.due import Due
    from bot.dates.workdays import Calendar
    from bot.goals.progress import Progress
    from bot.milestones.splitting import Part
    from bot.models import Goal


def split_at_its_end(goal: Goal, progress: Progress) -> Reply:
    """Say that too little is left to be split; where nothing is, ask whether the goal is reached."""
    there = progress.is_reached
    return Reply(
        title=f"{goal.heading} is there already: {goal.title}"
        if there
        else f"Too little is left to split: {goal.title}",
        sections=(
            Section(
                "Nothing is left to split. Is the goal reached?" if there else "",
                (Field("Progress", progress.words),),
                (
                    *((Button("Goal reached", f"done {goal.ref}", "primary"),) if there else ()),
                    Button("Check in", f"checkin {goal.ref}"),
                    Button("Change the target", f"form alter {goal.ref} measure: {BLANK}"),
                ),
            ),
        ),
        tone=Tone.attention,
    )


def split_up_to_when(goal: Goal, end: Due | None) -> Reply:
    """Ask for a date to split up to, where there is none or too little time is left: to tap, or in a form."""
    spans = ("in 2 weeks", "in 6 weeks", "in 3 months")
    left = "has no date to split up to" if end is None else f"leaves no room for milestones until {day(end.on)}"
    return Reply(
        title=f"Goal {goal.ref} {left}: {goal.title}",
        sections=(
            Section(
                "Up to when shall I split it? Its date moves there once you accept.",
                buttons=(
                    *(Button(span.capitalize(), f"split {goal.ref} by: {span}") for span in spans),
                    Button("Pick a date…", f"form split {goal.ref} by: {BLANK}"),
                ),
            ),
        ),
        tone=Tone.attention,
        note=f"Or add milestones one by one, for example: milestone add {goal.ref} Draft by tomorrow",
    )


def split_proposed(
    goal: Goal, parts: Sequence[Part], on: str, by: Due | None, calendar: Calendar, *, fewer: bool
) -> Reply:
    """Propose milestones, and perhaps a new date for the goal; nothing is kept yet."""
    until = f" by: {typed(by)}" if by else ""
    accept = f"split accept {goal.ref} {on}{until}"
    change = f"form {accept}"
    return Reply(
        title=f"Goal {goal.ref} in {len(parts)} milestones: {goal.title}",
        sections=(
            Section(
                "Nothing is added yet." + (" There is room for no more." if fewer else ""),
                (
                    *(Field(f"{number} {part.title}", day(part.on)) for number, part in enumerate(parts, 1)),
                    *((Field("The goal's new date", by.shown(calendar)),) if by else ()),
                ),
                (
                    *((Button("Add them all", accept, "primary"),) if len(accept) <= CALL_LIMIT else ()),
                    Button(
                        "Change them", change if len(change) <= CALL_LIMIT else f"form split accept {goal.ref}{until}"
                    ),
                    Button("No, thanks", f"show {goal.ref}"),
                ),
            ),
        ),
        note=f"Or write your own, for example: milestone add {goal.ref} Draft by {parts[0].on.day} {parts[0].on:%B}; "
        "Review by …",
    )


def split_already(goal: Goal) -> Reply:
    """Say that these are there already; the second tap is harmless."""
    show = Section(buttons=(Button("Show the goal", f"show {goal.ref}"),))
    return Reply(title=f"Goal {goal.ref} has these milestones already: {goal.title}", sections=(show,), replaces=True)
