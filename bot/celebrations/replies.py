"""What Milepost says of what is celebrated: to the owner, who says yes or no, to the channel, and of who cheered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.wording import minute
from bot.goals.buttons import celebrate_button
from bot.goals.titles import title_told
from bot.messages import Button, Field, Reply, Section, Tone
from bot.replies.wording import many, undo_button

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.models import Celebration, Change, Goal

_CHOICE = (
    "To decide once and for all, type settings celebrate: always. To never be asked, type settings celebrate: never."
)


def news(goal: Goal, who: str, *, every_step: bool) -> str:
    """Say in a line what was reached, in the words that are meant for others."""
    whose, its = ("The team", "its") if goal.team else (who, "a")
    what = f"all milestones of {'its' if goal.team else 'the'} goal" if every_step else f"{its} goal"
    return f"{whose} {'has done' if every_step else 'has reached'} {what}: {title_told(goal)}"


def offered(goal: Goal, who: str, call: str, *, every_step: bool = False, again: bool = False) -> Section:
    """Ask the owner whether the channel may hear it, with the words that it would read; or, told before, once more."""
    said = f"“{news(goal, who, every_step=every_step)}”"
    reads = (
        f"Where the channel was told before, it reads again: {said}. This tells it anew."
        if again
        else f"The channel that sees it would read: {said}."
    )
    return Section(
        f"{reads} {_CHOICE}",
        buttons=(celebrate_button(call),),
    )


def told_at_once(goal: Goal, who: str, *, every_step: bool = False) -> Section:
    """Say that the channel hears it, as its owner wants it always."""
    return Section(
        f"The channel reads: “{news(goal, who, every_step=every_step)}”. To be asked first, type settings "
        "celebrate: ask."
    )


def agreed(goal: Goal, who: str, change: Change, *, every_step: bool) -> Reply:
    """Say that the channel hears it now."""
    return Reply(
        title="I tell the channel",
        sections=(Section(f"It reads: “{news(goal, who, every_step=every_step)}”.", buttons=(undo_button(change),)),),
        note=_CHOICE,
        tone=Tone.good,
    )


def told_already(goal: Goal, at: datetime, cheers: int) -> Reply:
    """Say when the channel was told, on the asker's clock, and who cheers; the second yes is harmless."""
    text = f"The message stands there, with {many(cheers, 'cheer')}." if cheers else "The message stands there."
    return Reply(
        title=f"The channel was told on {minute(at)} already: {title_told(goal)}", sections=(_beside(goal, text),)
    )


def agreed_already(goal: Goal, at: datetime, became: str) -> Reply:
    """Say when the owner said yes, on their clock, and what has become so far of what is still to arrive."""
    return Reply(
        title=f"You had the channel told on {minute(at)} already: {title_told(goal)}",
        sections=(_beside(goal, became),),
    )


def _beside(goal: Goal, text: str) -> Section:
    return Section(text, buttons=(Button("Show the goal", f"show {goal.ref}"),))


def celebrated(goal: Goal, who: str, celebration: Celebration, cheers: int) -> Reply:
    """Tell a channel that something was reached, and how many cheered; everybody there can, by one tap."""
    return Reply(
        title=news(goal, who, every_step=celebration.milestone_id is not None),
        sections=(Section(_applause(cheers), buttons=(Button("👏 Cheer", f"cheer {celebration.id}"),)),),
        tone=Tone.good,
        private=False,
        replaces=True,
    )


def _applause(cheers: int) -> str:
    return f"👏 {many(cheers, 'cheer')}" if cheers else ""


def reopened(goal: Goal, who: str, *, every_step: bool) -> Reply:
    """Say in the place of what a channel was told that it is reached no more, or that there is more to do."""
    whose, what = "The team" if goal.team else who, "all its milestones were done" if every_step else "it was reached"
    return Reply(
        title=f"{'There is more to do' if every_step else 'Reopened'}: {title_told(goal)}",
        sections=(Section(f"{whose} had told here that {what}."),),
        private=False,
        replaces=True,
    )


def told_anew(goal: Goal) -> Reply:
    """Say in the place of what a channel was told before a goal was reopened that it was told again since."""
    return Reply(title=f"Told here once more since: {title_told(goal)}", private=False, replaces=True)


def taken_back(who: str) -> Reply:
    """Say in the place of what a channel was told that it was taken back."""
    return Reply(title=f"{who} took back what was told here", private=False, replaces=True)


def shown_no_more() -> Reply:
    """Say in the place of what a channel was told that it may not read that any more."""
    return Reply(title="What was told here is no longer shown", private=False, replaces=True)


def cheers_told(found: Sequence[tuple[Goal, int, int]]) -> Reply:
    """Tell an owner how many cheered for each thing, lately and in all."""
    lately = sum(new for _, new, _ in found)
    fields = (
        Field(f"Goal {goal.ref} {goal.title}", f"{new:,}" if new == of_all else f"{new:,} more, {of_all:,} in all")
        for goal, new, of_all in found
    )
    return Reply(
        title="1 person cheered you on" if lately == 1 else f"{lately:,} cheers for what you reached",
        sections=(Section(fields=tuple(fields)),),
        tone=Tone.good,
    )
