"""Correcting a check-in: its form shows what was said, and what is altered there takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, func, select

from bot.checkins.conditions import GIVEN_A_NUMBER, IN_ORDER
from bot.checkins.counting import adds_plain, stood_after
from bot.checkins.units import number
from bot.errors import Barred, Refusal
from bot.goals.leaving import refuse_in_others
from bot.kinds import Number, kind_of
from bot.models import Checkin, CheckinState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.checkins.keeping import Statement
    from bot.models import Goal
    from bot.talk import Talk


async def corrected_checkin(talk: Talk, goal: Goal) -> Checkin | None:
    """Return the check-in on `goal` that the asker corrects; None where they say something new.

    Raises Refusal where it is none of theirs, or does not stand any more.
    """
    if not talk.corrects:
        return None
    row = await talk.session.get(Checkin, await kind_of(Number).read(talk.corrects, talk))
    if row is None or row.person_id != talk.me.id or row.goal_id != goal.id:
        raise Barred(f"That is no check-in of yours on {goal.named}.", f"To say something new: checkin {goal.typed}")
    if row.state is not CheckinState.given:
        raise Refusal("That check-in was taken back.", f"To say it anew: checkin {goal.typed}")
    return row


async def as_said(talk: Talk, goal: Goal, row: Checkin) -> Mapping[str, str]:
    """Return what a check-in says as one would type it, by the names of its arguments."""
    said = {"confidence": str(row.confidence or ""), "note": row.note, "blocker": row.blocker}
    if row.on != talk.local_now.date():
        said["on"] = row.on.isoformat()
    if row.value is not None:
        stood = row.value if adds_plain(goal) or not goal.team else await _stood_after(talk, goal, row)
        said["value"] = number(stood).replace(",", "")
    return {name: words for name, words in said.items() if words}


async def _stood_after(talk: Talk, goal: Goal, row: Checkin) -> float:
    """Return where a team's number stood with this check-in, which keeps what it was moved by."""
    asked = select(Checkin).where(Checkin.goal_id == goal.id, GIVEN_A_NUMBER).order_by(*IN_ORDER)
    total = 0.0
    for one in await talk.session.scalars(asked):
        total += one.value or 0
        if one.id == row.id:
            break
    return stood_after(goal, total)


async def refuse_if_counted_since(talk: Talk, goal: Goal, row: Checkin) -> None:
    """Raise Refusal where somebody said since where a team's number stands: that rests on what was said before."""
    newest = select(func.max(Checkin.id)).where(Checkin.goal_id == goal.id, GIVEN_A_NUMBER, col(Checkin.at) > row.at)
    if (await talk.session.scalars(newest)).one() is not None:
        raise Refusal(
            f"{goal.heading} was counted again since, so that number can't be changed any more.",
            f"Say where it stands now, for example: checkin {goal.typed} 42",
        )


def correct(talk: Talk, goal: Goal, row: Checkin, on: date, said: Statement) -> None:
    """Let a check-in say what was altered of it, for the day `on`; a habit's number of none is no number.

    When it was said stays: it is the same check-in, put right.
    """
    refuse_in_others(talk, goal, *said.words)
    said.written_into(row)
    row.on = on
    if goal.is_habit and row.value == 0:
        row.value = None
    if row.says_nothing and not said.is_empty:
        row.state = CheckinState.withdrawn
