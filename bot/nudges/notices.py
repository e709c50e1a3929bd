"""Notices: what a person is told at once, as somebody else changed a share or a goal that they have a part in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from bot import bell
from bot.models import GoalState, Nudge, NudgeState, Person, Share
from bot.nudges import rows
from bot.nudges.alterations import Alterations
from bot.nudges.ledger import note

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Change, Goal
    from bot.talk import Talk

OF_THE_GOAL = "goal"
"""The kind of a notice that a goal changed its state; its occurrence goes on with that state."""
OF_ITS_DATE = "date"
"""The kind of a notice that a goal got another date; its occurrence goes on with when that was given.

Any other notice tells what a share became, and that is its kind.
"""


async def tell_of_share(
    session: AsyncSession, share: Share, goal: Goal, person: Person, now: datetime, *, by: Change
) -> None:
    """Tell `person` what became of a share: the one to whom it was offered, or the owner who offered it.

    The change `by` which it happened is part of the occurrence, so that the same can happen again at the same moment.
    """
    occurrence = f"{share.state} {now.isoformat()} {by.id}"
    await _outdate(session, share, person, now)
    await _tell(session, share, goal, person, now, occurrence, f"the share was {share.state}")


async def _outdate(session: AsyncSession, share: Share, person: Person, now: datetime) -> None:
    """Drop the notices about a share that still wait for `person`: the new one takes their place."""
    waiting = select(Nudge).where(
        Nudge.subject == f"share:{share.id}",
        Nudge.person_id == person.id,
        Nudge.state == NudgeState.waiting,
        col(Nudge.delivery_id).is_(None),
        col(Nudge.occurrence).not_like(f"{OF_THE_GOAL} %"),
        col(Nudge.occurrence).not_like(f"{OF_ITS_DATE} %"),
    )
    for nudge in await session.scalars(waiting.with_for_update()):
        nudge.state = NudgeState.dropped
        note(session, nudge, now, "dropped", "Dropped: what is told of it now takes its place.")


async def tell_owner(talk: Talk, goal: Goal, change: Change) -> None:
    """Tell the owner of `goal` if somebody else changed its state or its date."""
    has_moved = _has_moved(goal, change)
    if goal.person_id == talk.me.id or not (has_moved or _is_dated_anew(goal, change)):
        return
    asked = select(Share).where(Share.goal_id == goal.id, Share.person_id == talk.me.id)
    share = (await talk.session.scalars(asked)).first()
    if share is not None:
        owner = await talk.session.get_one(Person, goal.person_id)
        became = f"{OF_THE_GOAL} {goal.standing}" if has_moved else f"{OF_ITS_DATE} {date_given(goal)}"
        what = f"the goal was made {goal.standing}" if has_moved else "its date was moved"
        await _tell(talk.session, share, goal, owner, talk.now, f"{became} {change.id}", what)


def date_given(goal: Goal) -> str:
    """Return when the date of a goal was given, which tells whether it is still the same date."""
    return goal.dated_at.isoformat() if goal.dated_at is not None else "none"


def _is_dated_anew(goal: Goal, change: Change) -> bool:
    """Tell whether a change gave `goal` another date, or took its date away; a new goal does not count."""
    return any(
        edit.of == ("goal", goal.id) and not edit.is_new and "dated_at" in edit.after and _dates(edit.was, edit.after)
        for edit in change.edits
    )


def _dates(was: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    return any(was.get(name) != now.get(name) for name in ("due_on", "due_at", "due_zone"))


def _has_moved(goal: Goal, change: Change) -> bool:
    """Tell whether a change gave `goal` another state; a draft that became active does not count."""
    edits = [edit for edit in change.edits if edit.of == ("goal", goal.id)]
    told = any("archived_at" in edit.after or "state" in edit.after for edit in edits)
    return told and not any(GoalState.draft in edit.values("state") for edit in edits)


async def _tell(  # noqa: PLR0917 - all that is told
    session: AsyncSession, share: Share, goal: Goal, person: Person, now: datetime, occurrence: str, what: str
) -> None:
    platform, realm = await rows.way_to(session, person)
    await session.flush()  # the share may be new
    made = Alterations(now)
    made.add(
        now,
        f"at once: {what}.",
        subject=f"share:{share.id}",
        occurrence=occurrence,
        person_id=person.id,
        goal_id=goal.id,
        share_id=share.id,
        platform=platform,
        realm=realm,
        followed=True,
    )
    await made.write(session)
    await bell.ring(session)
