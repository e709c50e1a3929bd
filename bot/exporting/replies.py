"""What is said about goals as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Button, Reply, Section, Tone
from bot.replies.wording import many, undo_button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.exporting.document import Document
    from bot.messages import File
    from bot.models import Change, Goal

_SHOWN = 5
_USE = {
    "json": "import sets it again: here, or in another Milepost.",
    "csv": "Any spreadsheet opens it; cells that look like formulas begin with an apostrophe. import reads it, too.",
    "markdown": "It is for reading.",
    "ical": "Any calendar opens it: all due dates that are still ahead, and goals with days of their own. One that "
    "follows what you change: type feed",
}


def exported(document: Document, file: File, as_: str) -> Reply:
    """Hand over a file."""
    goals = document.goals
    steps, said = sum(len(goal.milestones) for goal in goals), sum(len(goal.checkins) for goal in goals)
    private = ["your reasons"] if as_ != "ical" and any(goal.reason for goal in goals) else []
    private += ["goals about leaving your employer"] if any(goal.leaving for goal in goals) else []
    told = " and ".join(private)
    held = f"{many(len(goals), 'goal')} that you set, with {many(steps, 'milestone')} and {many(said, 'check-in')}"
    others = f", {many(len(document.elsewhere), 'check-in')} of yours on goals of others" if document.elsewhere else ""
    beside = f"Your settings and days off{others} are in it to read." if as_ == "json" else ""
    text = f"{held} of yours. {_USE[as_]} {beside}".rstrip() if goals else beside
    return Reply(
        title="Your goals as a file" if goals else "What there is of yours, as a file",
        sections=(Section(text=text),),
        note=f"{told[0].upper()}{told[1:]} are in it: keep it where only you read." if told else "",
        file=file,
    )


def nothing_to_export(*, beside: bool = False) -> Reply:
    """Say that there is nothing, and how to begin; `beside` there is what only one kind of file holds."""
    if beside:
        text = (
            "You have set no goal yet. Your settings, days off and what you said of goals of others are in a JSON file."
        )
        return Reply(
            title="There is nothing to export in this format",
            sections=(Section(text=text, buttons=(Button("Export as JSON", "export", "primary"),)),),
        )
    return Reply(
        title="There is nothing to export yet",
        sections=(Section(text="Set a goal first, for example: new Read 24 books in 2027"),),
    )


def imported(made: Sequence[Goal], known: int, change: Change) -> Reply:
    """Say what was set again."""
    lines = [f"{goal.ref} {goal.title}" for goal in made[:_SHOWN]]
    lines += [f"… and {len(made) - _SHOWN} more; to see them, type list"] if len(made) > _SHOWN else []
    lines += [f"{many(known, 'goal')} of the file you had already."] if known else []
    return Reply(
        title=f"Imported {many(len(made), 'goal')}",
        sections=(Section(text="\n".join(lines), buttons=(undo_button(change),)),),
        note="Only you see them, whoever saw them before.",
        tone=Tone.good,
    )


def nothing_new(known: int) -> Reply:
    """Say that nothing was set, and why."""
    text = "You have all of its goals already." if known else "It has no goals in it."
    return Reply(title="Nothing was imported", sections=(Section(text=text),))
