"""Whose a goal is: one person's, or a channel's own, to which everybody there adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.checkins.conditions import IN_ORDER
from bot.checkins.counting import DIGITS
from bot.errors import Refusal
from bot.models import Audience, Checkin, CheckinState, Goal

if TYPE_CHECKING:
    from bot.messages import Address
    from bot.talk import Talk


def team_here(talk: Talk, again: str) -> Address:
    """Return the channel that the asker is in, whose team is meant; `again` is the line to type there.

    Raises Refusal in a direct message, where there is no team.
    """
    if talk.place is None or not talk.place.realm:
        raise Refusal(
            "From here I don’t see which team you mean.",
            f"Type it in the team’s channel, for example: /goal {again}",
            about="for",
        )
    return talk.place


async def give(talk: Talk, goal: Goal, place: Address) -> None:
    """Make `goal` belong to the channel `place`, which is asked about it from now on; refuses one of leaving."""
    if goal.leaving:
        raise Refusal(
            "That speaks of leaving, so I show it to nobody but you.",
            "Set it for yourself alone, without: for: team",
            about="for",
        )
    if not goal.team:
        await _recount(talk, goal)
    goal.team = goal.nudges_channel = True
    goal.show_to(Audience.channel, place)


async def take_home(talk: Talk, goal: Goal) -> None:
    """Make `goal` belong to the one who set it alone; what others added to it stays counted."""
    if goal.team:
        await _recount(talk, goal)
    goal.team = goal.nudges_channel = False
    goal.show_to(Audience.private)


async def _recount(talk: Talk, goal: Goal) -> None:
    """Convert the check-ins of `goal` between values and contributions, so that it stands where it stood.

    A check-in on a person's own goal says where it stands, one on a team's goal how much it adds. Withdrawn ones are
    converted too, as they may come back.
    """
    measure = goal.counts
    if measure is None or not measure.has_number:
        return
    asked = select(Checkin).where(Checkin.goal_id == goal.id, col(Checkin.value).is_not(None))
    at = measure.start or 0.0
    for row in await talk.session.scalars(asked.order_by(*IN_ORDER)):
        said = row.value or 0.0
        stood = at + measure.sign * said if goal.team else said
        row.value = round(stood if goal.team else measure.sign * (said - at), DIGITS)
        if row.state is CheckinState.given:
            at = stood
