"""What is celebrated on its way out: told in the channel once, changed there when it is so no more; thanks in private.

A celebration's words are read when they are sent. All that is planned here is that something is to be said.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, func, select

from bot.celebrations import celebrating
from bot.celebrations.celebrating import Standing
from bot.models import Celebration, Change, Cheer, Delivery, Nudge, NudgeState
from bot.models.occurrence import Notice, Occurrence
from bot.nudges import rows
from bot.nudges.alterations import Alterations, is_ours
from bot.storage import wakeups
from bot.storage.array_parameters import among

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Person

TOLD, CHANGED, THANKS = "told", "changed", "cheers"
"""The kinds of its nudges: to the channel, to change what the channel read, and to the owner."""
NOT_TOLD = (NudgeState.failed, NudgeState.skipped)
"""The states of what never arrived: it is told only if its owner says yes once more."""
_A_WHILE = timedelta(hours=1)
"""For so long cheers are gathered."""
_AT_ONCE = timedelta(seconds=5)
"""Within so long of each other, the answers to taps may reach the platform in another order than the taps did."""
_SHOWN = frozenset({"title", "wording"})
_MATTERS = _SHOWN | {"state", "ended_at", "audience", "platform", "realm", "channel", "leaving", "confided", "misread"}
"""Columns of goals and milestones by which a celebration may stand no more, or read otherwise."""
_OF_GOALS = select(Celebration).where(among(Celebration.goal_id, "goals")).order_by(col(Celebration.id))
_CHEERED = select(Celebration).join(Cheer).where(among(Cheer.id, "cheers")).order_by(col(Celebration.id))


def subject_of(celebration: Celebration) -> str:
    """Return the name that nudges have for it."""
    return f"celebration:{celebration.id}"


async def replan(session: AsyncSession, change: Change, now: datetime) -> None:
    """Plan what a channel is told of what `change` touched: news, or that it is no longer so."""
    if _may_matter(change):
        reworded = any(edit.table == "goal" and edit.after.keys() & _SHOWN for edit in change.edits)
        for one in (await session.scalars(_OF_GOALS, {"goals": sorted(change.goals)})).all():
            await _plan(session, one, change, now, redraws=reworded)
    cheers = [edit.row for edit in change.edits if edit.table == "cheer"]
    if cheers and change.undoes is not None:  # whoever cheers has it drawn anew by their tap
        for one in (await session.scalars(_CHEERED, {"cheers": cheers})).all():
            await _plan(session, one, change, now, redraws=True)


async def redraw(session: AsyncSession, ids: Collection[int], change: Change, now: datetime) -> None:
    """Have what channels read of celebrations, by their row ids, drawn anew where it stands, because of `change`."""
    for one in (await session.scalars(select(Celebration).where(col(Celebration.id).in_(ids)))).all():
        await _plan(session, one, change, now, redraws=True)


def _may_matter(change: Change) -> bool:
    """Tell whether anything may be celebrated by a change, or no longer."""
    return any(
        edit.table == "celebration"
        or (edit.table == "milestone" and edit.is_new)  # one more to do
        or (edit.table in ("goal", "milestone") and edit.after.keys() & _MATTERS)
        for edit in change.edits
    )


async def _plan(session: AsyncSession, one: Celebration, change: Change, now: datetime, *, redraws: bool) -> None:
    goal, step, _ = await celebrating.about(session, one)
    wanted = await celebrating.standing(session, one, goal, step)
    is_so = wanted is Standing.so
    known = await rows.of_celebration(session, one)
    told = next((nudge for nudge in reversed(known) if nudge.kind == TOLD), None)
    again, made = any(edit.table == "celebration" for edit in change.edits), Alterations(now)
    if told is None or (again and told.state in NOT_TOLD):
        if is_so:
            _add(made, one, Notice(TOLD, wanted, change.id), now, "at once: its owner said yes.")
    elif told.state is NudgeState.dropped or is_ours(told):
        if is_so:
            made.keep(told, now, "at once: it is so again.")
        elif is_ours(told):
            made.drop(told, "it was taken back before it was told")
    elif told.state not in NOT_TOLD:
        names_it = wanted in (Standing.so, Standing.open, Standing.again)
        if Notice.read(known[-1].occurrence).detail != wanted or (redraws and names_it):
            for waiting in filter(is_ours, known):
                made.drop(waiting, "what is told now takes its place")
            _add(made, one, Notice(CHANGED, wanted, change.id), now, "at once: what was told has changed.")
    await made.write(session)


async def plan_count(session: AsyncSession, one: Celebration, change: Change, now: datetime) -> None:
    """Plan to count once more where `change` is one of several cheers at once: of their answers any may come last."""
    lately = (
        select(func.count()).select_from(Cheer).where(Cheer.celebration_id == one.id, col(Cheer.at) > now - _AT_ONCE)
    )
    if (await session.scalar(lately) or 0) < 2:
        return
    made = Alterations(now)
    for waiting in filter(is_ours, await rows.of_celebration(session, one)):
        made.drop(waiting, "what is told now takes its place")
    notice = Notice(CHANGED, Standing.so, change.id)
    _add(made, one, notice, now + _AT_ONCE, "once more, as several cheered at once.")
    await made.write(session)


def _add(made: Alterations, one: Celebration, notice: Notice, at: datetime, words: str) -> None:
    made.add(
        at,
        words,
        subject=subject_of(one),
        occurrence=str(notice),
        person_id=one.person_id,
        celebration_id=one.id,
        platform=one.platform,
        realm=one.realm,
        channel=one.channel,
        followed=True,
    )


async def plan_thanks(session: AsyncSession, one: Celebration, owner: Person, now: datetime) -> None:
    """Plan to tell an owner how many cheered: once a day at most, for all that they reached."""
    subject, zone = f"cheers:{owner.id}", owner.calendar.zone
    asked = select(Nudge).where(Nudge.subject == subject).order_by(col(Nudge.id).desc()).limit(1)
    # Held, so that nobody takes it up before this one can be counted.
    last = (await session.scalars(asked.with_for_update(key_share=True))).first()
    if last is not None and is_ours(last):
        return
    today = now.astimezone(zone).date()
    day, at = today, now + _A_WHILE
    told = await _told_on(session, last, owner) if last is not None and last.state is not NudgeState.dropped else None
    if told is not None and told >= today:
        day = told + timedelta(days=1)
        at = owner.calendar.start_of_work(day)
    platform, realm = await rows.way_to(session, owner)
    made, words = Alterations(now), "with all cheers until then: somebody cheered."
    if last is not None and last.state is NudgeState.dropped:
        made.keep(last, at, words)
    else:
        made.add(
            at,
            words,
            subject=subject,
            occurrence=str(Occurrence(THANKS, day)),
            person_id=owner.id,
            celebration_id=one.id,
            platform=platform,
            realm=realm,
            followed=True,
        )
    await made.write(session)
    await wakeups.send(session)


async def _told_on(session: AsyncSession, last: Nudge, owner: Person) -> date:
    """Return the owner's day on which they were told last, or are about to be."""
    carried = await session.get(Delivery, last.delivery_id) if last.delivery_id is not None else None
    at = carried.intended_at if carried is not None else last.run_at
    return max(at.astimezone(owner.calendar.zone).date(), Occurrence.read(last.occurrence).on)


async def thanked_at(session: AsyncSession, owner: Person) -> datetime | None:
    """Return up to when an owner has been told who cheered; None if they never were."""
    asked = (
        select(Delivery.intended_at)
        .join(Nudge, col(Nudge.delivery_id) == Delivery.id)
        .where(Nudge.subject == f"cheers:{owner.id}", Nudge.state == NudgeState.sent)
        .order_by(col(Delivery.intended_at).desc())
    )
    return (await session.scalars(asked.limit(1))).first()
