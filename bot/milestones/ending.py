"""How a milestone ends: done, or let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import changes
from bot.celebrations import celebrating
from bot.checkins.standing import standing
from bot.messages import Reply
from bot.milestones import replies
from bot.models import MilestoneState

if TYPE_CHECKING:
    from bot.milestones.subjects import Step
    from bot.models import Change
    from bot.talk import Talk


async def done(talk: Talk, step: Step) -> Reply:
    """Mark a milestone done, and say how far its goal has come."""
    change = await _end(talk, step, MilestoneState.done)
    if isinstance(change, Reply):
        return change
    progress = (await standing(talk, step.goal)).progress
    is_last = progress.done == progress.all and step.goal.is_ahead
    offer = await celebrating.offer(talk, step.goal, step.thing) if is_last else ()
    return replies.milestone_done(step, progress, change, offer)


async def dropped(talk: Talk, step: Step, because: str = "") -> Reply:
    """Let a milestone go."""
    change = await _end(talk, step, MilestoneState.dropped, because)
    return change if isinstance(change, Reply) else replies.milestone_dropped(step, change)


async def _end(talk: Talk, step: Step, state: MilestoneState, because: str = "") -> Change | Reply:
    """End a milestone; one that has ended already says so instead, and a second tap gets the same answer again."""
    if step.thing.ended_at is not None:
        made = await changes.that_made(talk, step.goal, ("milestone", step.thing.id), "state", step.thing.state)
        if step.thing.state is state and made is not None and changes.was_just_now(talk, made):
            return made
        at = step.thing.ended_at.astimezone(talk.calendar.zone)
        return replies.milestone_ended_already(step, at, await changes.by_whom(talk, made))
    step.thing.state, step.thing.ended_at = state, talk.now
    verb = "marked milestone {} done" if state is MilestoneState.done else "dropped milestone {}"
    return await changes.record(talk, verb.format(step.ref), step.goal, reason=because)
