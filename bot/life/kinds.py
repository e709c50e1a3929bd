"""What can be said to be done: a goal, or one of its milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from bot.commands import Kind
from bot.errors import Ambiguous, Barred, Choice, Refusal
from bot.goals.kinds import REF as WHOLE
from bot.goals.kinds import read_changeable, suggest_ahead
from bot.kinds import kind_of
from bot.line.choosing import SUGGESTED, the_one
from bot.milestones.finding import beginning, with_words
from bot.milestones.kinds import REF as STEP
from bot.milestones.kinds import TheMilestone
from bot.milestones.subjects import Step
from bot.models import Goal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.talk import Talk


async def _read(text: str, talk: Talk) -> Goal | Step:
    """Read a goal; what no goal is called is a milestone."""
    ref = text.removeprefix("#")
    if STEP.fullmatch(ref):
        step: Step = await kind_of(TheMilestone).read(text, talk)
        return step
    try:
        return await read_changeable(text, talk)
    except (Ambiguous, Barred):
        raise
    except Refusal:
        found = [] if WHOLE.fullmatch(ref) else await with_words(talk, text)
        if not found:
            raise
    return the_one(text, found, "milestone")


async def _suggest(typed: str, talk: Talk) -> Sequence[Choice]:
    """Suggest the milestones that are due first, as they have just been asked about, then goals, then what is ahead."""
    today = talk.local_now.date()
    below = [step for step in await beginning(talk, typed) if step.is_open]
    due = [step for step in below if step.thing.due_on is not None and step.thing.due_on <= today]
    steps = [Choice(step.label, step.ref) for step in (*due, *(step for step in below if step not in due))]
    return [*steps[: len(due)], *await suggest_ahead(typed, talk), *steps[len(due) :]][:SUGGESTED]


Done: TypeAlias = Annotated[
    Goal | Step, Kind("Goal or milestone", "1", read=_read, suggest=_suggest, only="that is still ahead")
]
