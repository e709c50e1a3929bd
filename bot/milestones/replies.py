"""What Milepost says about milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.wording import moment
from bot.goals.replies import dates, undo_button
from bot.messages import Button, Field, Reply, Section, Tone

if TYPE_CHECKING:
    from datetime import datetime

    from bot.dates.workdays import Calendar
    from bot.goals.progress import Progress
    from bot.milestones.kinds import Step
    from bot.models import Change


def milestone_added(step: Step, calendar: Calendar, change: Change) -> Reply:
    """Echo a new milestone and what was understood of its date."""
    return Reply(
        title=f"Milestone {step.ref} is added: {step.milestone.title}",
        sections=(
            Section(
                fields=(
                    Field("Goal", f"{step.goal.ref} {step.goal.title}"),
                    *(
                        dates(step.milestone, calendar, asked=step.is_open)
                        or (Field("Due", "no date, so I will not ask about it"),)
                    ),
                ),
                buttons=(Button("Add another", f"milestone add {step.goal.ref}"), undo_button(change)),
            ),
        ),
        note="" if step.is_open else f"Goal {step.goal.ref} is a draft, so I'll not ask about it yet.",
        tone=Tone.good,
    )


def milestone_done(step: Step, progress: Progress, change: Change) -> Reply:
    """Say how far the goal has come; when nothing is left, ask whether it is reached."""
    all_done = progress.done == progress.all or progress.is_reached
    ask = (Button("Goal reached", f"done {step.goal.ref}", "primary"),) if all_done else ()
    return Reply(
        title=f"Milestone {step.ref} is done: {step.milestone.title}",
        sections=(
            Section(
                text=f"{_LAST[progress.done == progress.all]} Is the goal reached?" if all_done else "",
                fields=(Field(f"Goal {step.goal.ref} {step.goal.title}", progress.words),),
                buttons=(*ask, undo_button(change)),
            ),
        ),
        tone=Tone.good,
        replaces=True,
    )


_LAST = {True: "That was the last one.", False: "That is all that was to do."}


def milestone_ended_already(step: Step, at: datetime) -> Reply:
    """Say when it ended; the second tap is harmless."""
    return Reply(
        title=f"Milestone {step.ref} was {step.milestone.state} on {moment(at)} already: {step.milestone.title}",
        replaces=True,
    )


def milestone_dropped(step: Step, change: Change) -> Reply:
    """Confirm without judgement."""
    return Reply(
        title=f"Milestone {step.ref} is dropped: {step.milestone.title}",
        sections=(Section(text="I'll not ask about it again.", buttons=(undo_button(change),)),),
        replaces=True,
    )
