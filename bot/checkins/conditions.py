"""Conditions and orders of check-ins that every query shares: which count, which speak of the goal, which is newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import and_, col, or_, select

from bot.models import Checkin, CheckinState

if TYPE_CHECKING:
    from datetime import date

    from bot.models import Goal
    from bot.talk import Talk

IN_ORDER = (col(Checkin.on), col(Checkin.at), col(Checkin.id))
"""By the day that they speak of, and of one day as they were said …"""
NEWEST_FIRST = tuple(part.desc() for part in IN_ORDER)
"""… and turned round: the first one stands."""
GIVEN_A_NUMBER = and_(Checkin.state == CheckinState.given, col(Checkin.value).is_not(None))
"""What was said with a number and not taken back."""

OF_THE_GOAL = or_(col(Checkin.milestone_id).is_(None), col(Checkin.value).is_not(None))
"""What was said of a goal as a whole; a number is the goal's, whatever it was said of …"""
TELLS_OF_THE_GOAL = or_(
    OF_THE_GOAL, col(Checkin.confidence).is_not(None), col(Checkin.note) != "", col(Checkin.blocker) != ""
)
"""… and what tells how it stands: all but that one of its milestones goes on."""


async def stood(talk: Talk, goal: Goal, on: date, *, but: Checkin | None) -> float | None:
    """Return the last number given for a goal up to a day, `but` for one check-in."""
    asked = select(Checkin.value).where(Checkin.goal_id == goal.id, GIVEN_A_NUMBER, col(Checkin.on) <= on)
    asked = asked.where(Checkin.id != but.id) if but is not None else asked
    return (await talk.session.scalars(asked.order_by(*NEWEST_FIRST).limit(1))).first()
