"""Notices: what a person is told at once, as somebody else changed a share or a goal that they have a part in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from bot.models import Checkin, CheckinState, GoalState, Nudge, NudgeState, Person, Share
from bot.models.columns import PUT_OFF
from bot.models.occurrence import Notice, of_kind
from bot.nudges import rows
from bot.nudges.alterations import Alterations
from bot.nudges.ledger import note
from bot.storage import wakeups

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlmodel.sql.expression import SelectOfScalar

    from bot.models import Change, Goal
    from bot.talk import Talk

OF_THE_GOAL = "changes"
"""The kind of a notice of what was changed in a goal.

Any other notice tells what a share became, and that is its kind.
"""
_A_WHILE = timedelta(minutes=10)
"""For so long changes are gathered: whoever plans a goal anew changes several things."""
_GATHERED = "with all that is changed until then: something in it was changed"
_AT_ONCE = "at once, with all that was changed: it has another state or another date"


async def tell_of_share(
    session: AsyncSession, share: Share, goal: Goal, person: Person, now: datetime, *, by: Change
) -> None:
    """Tell `person` what became of a share by a change: the one to whom it was offered, or the owner who offered it."""
    notice = Notice(share.state, now.isoformat(), by.id)
    await _outdate(session, share, person, now)
    await _tell(session, share, goal, person, now, notice, f"at once: the share was {share.state}")


async def _outdate(session: AsyncSession, share: Share, person: Person, now: datetime) -> None:
    """Drop the notices about a share that still wait for `person`: the new one takes their place."""
    about_itself = col(Nudge.occurrence).not_like(of_kind(OF_THE_GOAL))
    for nudge in await session.scalars(_waiting(share, person).where(about_itself)):
        nudge.state = NudgeState.dropped
        note(session, nudge, now, "dropped", "Dropped: what is told of it now takes its place.")


async def tell_owner(talk: Talk, goal: Goal, change: Change) -> None:
    """Tell the owner of `goal` what somebody else changed in it, and that it is stuck: in one message for a while.

    That its state or its date was changed is told at once, with all that waits to be told. How it stands otherwise is
    no such change: that they read in the goal.
    """
    if goal.person_id == talk.me.id:
        return
    if not changes_the_goal(change, goal) and await stuck_by(talk.session, change, goal) is None:
        return
    asked = select(Share).where(Share.goal_id == goal.id, Share.person_id == talk.me.id)
    share = (await talk.session.scalars(asked)).first()
    if share is None:
        return
    owner = await talk.session.get_one(Person, goal.person_id)
    at_once = is_moved_on(goal, change) or is_dated_anew(goal, change)
    waiting = await _gathering(talk.session, share, owner)
    if waiting is None:
        at, what = (talk.now, _AT_ONCE) if at_once else (talk.now + _A_WHILE, _GATHERED)
        await _tell(talk.session, share, goal, owner, talk.now, Notice(OF_THE_GOAL, "", change.id), what, at=at)
    elif at_once and waiting.due_at > talk.now:
        made = Alterations(talk.now)
        made.keep(waiting, talk.now, f"{_AT_ONCE}.")
        await made.write(talk.session)
        await wakeups.send(talk.session)


def changes_the_goal(change: Change, goal: Goal) -> bool:
    """Tell whether a change altered `goal` itself or a milestone, and not only when they are asked about."""
    edits = [edit for edit in change.edits if edit.is_new or edit.after.keys() - PUT_OFF]
    steps = [edit for edit in edits if edit.table == "milestone"]
    is_its = change.goal_id == goal.id
    is_changed = any(edit.of == ("goal", goal.id) for edit in edits)
    return is_changed or any(is_its or goal.id in step.values("goal_id") for step in steps)


async def stuck_by(session: AsyncSession, change: Change, goal: Goal) -> Checkin | None:
    """Return the check-in by which a change says that `goal` is stuck; None if it says no such thing."""
    said = [e.row for e in change.edits if e.table == "checkin" and (e.is_new or "blocker" in e.after)]
    if not said or change.undoes is not None:
        return None
    stuck = select(Checkin).where(
        col(Checkin.id).in_(said),
        Checkin.goal_id == goal.id,
        Checkin.state == CheckinState.given,
        Checkin.blocker != "",
    )
    return (await session.scalars(stuck)).first()


async def _gathering(session: AsyncSession, share: Share, owner: Person) -> Nudge | None:
    """Return what is waiting to be told to the owner, by which they hear of this change, too; None if nothing is."""
    of_changes = col(Nudge.occurrence).like(of_kind(OF_THE_GOAL))
    return (await session.scalars(_waiting(share, owner).where(of_changes))).first()


def _waiting(share: Share, person: Person) -> SelectOfScalar[Nudge]:
    """Return the notices about a share that still wait for `person`, held so that nobody takes one up meanwhile."""
    waiting = select(Nudge).where(
        Nudge.subject == f"share:{share.id}",
        Nudge.person_id == person.id,
        Nudge.state == NudgeState.waiting,
        col(Nudge.delivery_id).is_(None),
    )
    return waiting.with_for_update()


def is_dated_anew(goal: Goal, change: Change) -> bool:
    """Tell whether a change gave `goal` another date, or took its date away; a new goal does not count."""
    return any(
        edit.of == ("goal", goal.id) and not edit.is_new and "dated_at" in edit.after and _dates(edit.was, edit.after)
        for edit in change.edits
    )


def _dates(was: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    return any(was.get(name) != now.get(name) for name in ("due_on", "due_at", "due_zone"))


def is_moved_on(goal: Goal, change: Change) -> bool:
    """Tell whether a change gave `goal` another state; a draft that became active does not count."""
    edits = [edit for edit in change.edits if edit.of == ("goal", goal.id)]
    told = any("archived_at" in edit.after or "state" in edit.after for edit in edits)
    return told and not any(GoalState.draft in edit.values("state") for edit in edits)


async def _tell(  # noqa: PLR0917 - all that is told
    session: AsyncSession,
    share: Share,
    goal: Goal,
    person: Person,
    now: datetime,
    notice: Notice,
    what: str,
    *,
    at: datetime | None = None,
) -> None:
    platform, realm = await rows.way_to(session, person)
    await session.flush()  # the share may be new
    made = Alterations(now)
    made.add(
        at or now,
        f"{what}.",
        subject=f"share:{share.id}",
        occurrence=str(notice),
        person_id=person.id,
        goal_id=goal.id,
        share_id=share.id,
        platform=platform,
        realm=realm,
        followed=True,
    )
    await made.write(session)
    await wakeups.send(session)
