"""What Milepost says where a goal or a milestone takes no check-in: it is over, put away, or still a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.wording import day, minute
from bot.goals.visibility import Sight
from bot.messages import Button, Reply, Section, Tone
from bot.models import Goal, GoalState, Milestone

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from bot.checkins.kinds import Checked


def milestone_over(goal: Checked, at: datetime) -> Reply:
    """Say when a milestone ended that neither goes on nor is stuck any more, and how it is taken up again."""
    whole, step = goal.sighting.goal, goal.thing
    state = step.state if isinstance(step, Milestone) else ""
    may_reopen = goal.sighting.sight >= Sight.shared and whole.is_ahead
    again = (Button("Reopen", f"milestone reopen {goal.ref}"),) if may_reopen else ()
    named = f"Milestone {goal.ref} was {state} on {minute(at)} already: {goal.title}"
    return Reply(
        title=named if whole.is_numbered else f"“{goal.title}” was {state} on {minute(at)} already",
        sections=(Section(buttons=(*again, Button("Show the goal", f"show {whole.ref}"))),),
        replaces=True,
    )


def not_open(goal: Goal, title: str, zone: ZoneInfo) -> Reply:
    """Say why a goal takes no check-in, and what would make it take one."""
    standing = f"is {'a ' if goal.standing == GoalState.draft else ''}{goal.standing}"
    if goal.ended_at is not None and not goal.archived_at:
        ended = goal.ended_at.astimezone(zone).date()
        standing = f"was {goal.state.said} on {day(ended)}"
        text = (
            f"For that day or one before, say which, for example: checkin {goal.typed} note: the last one on: {ended}"
        )
    elif goal.state is GoalState.draft:
        text = "Make it something you can begin with, and I'll take check-ins."
    else:
        text = "What you have said of it so far is kept."
    buttons = (*_again(goal), Button("Show its check-ins", f"checkins {goal.ref}"))
    return Reply(
        title=f"{goal.heading} {standing}, so there is nothing to check in on: {title}",
        sections=(Section(text, buttons=buttons),),
        tone=Tone.refused,
    )


def _again(goal: Goal) -> tuple[Button, ...]:
    """Return the button that makes a goal take check-ins again; a draft is made specific by whoever set it."""
    if goal.state is GoalState.draft:
        return () if goal.is_anothers else (Button("Make it specific", f"ladder {goal.ref}", "primary"),)
    is_paused = goal.state is GoalState.paused and goal.archived_at is None
    return (Button("Take it up again", f"{'resume' if is_paused else 'reopen'} {goal.ref}", "primary"),)
