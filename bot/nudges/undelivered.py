"""What a person is told about a check-in that never reached them: what it was about, why, and what they can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.messages import Section
from bot.models import Goal, Nudge, NudgeState

if TYPE_CHECKING:
    from bot.talk import Talk


async def undelivered(talk: Talk, reason: str) -> Section:
    """Say that the last check-in did not arrive, and the `reason`; for a channel's, also how to be asked in private."""
    asked = select(Nudge, Goal).join(Goal, col(Goal.id) == Nudge.goal_id)
    theirs = asked.where(
        Nudge.person_id == talk.me.id,
        Goal.person_id == talk.me.id,
        Nudge.state == NudgeState.failed,
        col(Nudge.share_id).is_(None),
    )
    last = (
        await talk.session.execute(theirs.order_by(col(Nudge.due_at).desc(), col(Nudge.id).desc()).limit(1))
    ).first()
    told = f"I could not deliver your last check-in: {reason}"
    if last is None:
        return Section(told)
    nudge, goal = last
    where = (
        f"in its channel. To be asked in private, type: nudges {goal.number} to: me" if nudge.channel else "in private."
    )
    return Section(f"{told}. It was about goal {goal.number} {goal.title}, {where}")
