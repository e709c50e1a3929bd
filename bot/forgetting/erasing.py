"""Erasing a person: what stays is handed over first, then everything else of theirs goes, in one transaction."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from sqlalchemy import select as rows_of
from sqlalchemy import update
from sqlmodel import col, select

from bot.celebrations import telling
from bot.cooperative import cooperatively
from bot.forgetting.handing_over import (
    hand_over,
    leave_blockers,
    leave_channels,
    leave_numbers,
    lost_parts,
    remember,
    unseen_steps,
)
from bot.forgetting.log import tidied
from bot.forgetting.nobody import SOMEBODY, somebody_who_left
from bot.forgetting.reaching import erase, reached
from bot.forgetting.successors import goals_of
from bot.forgetting.taking_down import cheered_by, leave_to_teams, take_down
from bot.goals.titles import title_told
from bot.models import Celebration, Change, Checkin, Cheer, Goal, LedgerEntry, Nudge, Share, Snooze
from bot.models.change import altering, touching
from bot.models.reading import Reader
from bot.nudges import outbox
from bot.storage.array_parameters import among
from bot.storage.statements import execute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.forgetting.reaching import Gone
    from bot.forgetting.successors import Succession
    from bot.forgetting.traces import Traces
    from bot.storage.recording import RecordingSession
    from bot.talk import Talk

_READ = Reader.of(Change)
_THESE = rows_of(*_READ.columns).where(among(Change.id, "ids")).order_by(col(Change.id))
_AT_ONCE = 100
"""So many changes are read in a row: a few milliseconds of work."""


async def forget_stranger(talk: Talk) -> None:
    """Forget somebody of whom nothing is known but that they asked."""
    await talk.session.flush()
    await erase(talk.session, await reached(talk.session, {"person": {talk.me.id}}))
    talk.session.expunge_all()


async def forget(talk: Talk, traces: Traces) -> None:
    """Erase the asker: from now on we have never met."""
    session, staying = talk.session, traces.staying
    goals = {one.goal.id for one in staying}
    nobody = await somebody_who_left(talk)
    own = [goal.id for goal in await goals_of(talk) if goal.id not in goals]
    log = await _log(talk)
    calmed = await leave_blockers(talk, own)
    hidden = await unseen_steps(talk, goals)
    for one in staying:
        await hand_over(talk, one, nobody, [other.goal.id for other in staying if other.to.id == one.to.id])
    change = await remember(talk, nobody)
    await leave_numbers(talk, nobody, own)
    await leave_channels(talk, nobody, staying)
    await leave_to_teams(talk, nobody, staying, hidden)
    await take_down(talk, nobody, change)
    cheered = await cheered_by(talk)
    await _unname_answers(talk, log)
    await session.flush()
    cast("RecordingSession", session.sync_session).take_edits()  # this is no change that anybody could take back
    gone = await reached(session, {"person": {talk.me.id}, "milestone": hidden, "share": await lost_parts(talk, goals)})
    await _tidy(talk, log, gone, staying)
    await erase(session, gone)
    session.expunge_all()
    await telling.redraw(session, cheered, change, talk.now)
    await outbox.place_anew(session, goals | calmed, talk.now)


async def _log(talk: Talk) -> Sequence[Change]:
    """Return all that the asker, and those who had to do with the same goals, ever changed; oldest first."""
    me = talk.me.id
    touched = [
        select(Goal.id).where(col(Goal.person_id) == me),
        *(
            select(table.goal_id).where(col(table.person_id) == me, col(table.goal_id).is_not(None))
            for table in (Share, Checkin, Snooze, Change)
        ),
    ]
    goals = {id_ for asked in touched for id_ in await talk.session.scalars(asked.distinct())}
    of_those = [
        select(Goal.person_id).where(col(Goal.id).in_(goals)),
        *(select(table.person_id).where(col(table.goal_id).in_(goals)) for table in (Share, Snooze, Change)),
        select(Cheer.person_id).join(Celebration).where(col(Celebration.goal_id).in_(goals)),
    ]
    people = {me} | {id_ for asked in of_those for id_ in await talk.session.scalars(asked.distinct())}
    of_teams = select(Change.edits).where(Change.person_id == me, altering("team"))
    digests = {edit.of for edits in await talk.session.scalars(of_teams) for edit in edits if edit.table == "team"}
    which = col(Change.person_id).in_(people)
    asked = select(Change.id).where(which | touching(digests) if digests else which).order_by(col(Change.id))
    return await _read(talk, (await talk.session.scalars(asked)).all())


async def _read(talk: Talk, ids: Sequence[int]) -> Sequence[Change]:
    """Read changes, to look at only, some at once: years of a whole workspace hold nobody else up."""
    log: list[Change] = []
    for begin in range(0, len(ids), _AT_ONCE):
        await asyncio.sleep(0)
        log += _READ.rows(await execute(talk.session, _THESE, {"ids": ids[begin : begin + _AT_ONCE]}))
    return log


async def _unname_answers(talk: Talk, log: Sequence[Change]) -> None:
    """Take the asker's name, and what they did, out of the stories of what channels were asked."""
    mine = [change for change in log if change.person_id == talk.me.id]
    goals = {goal for change in mine for goal in change.goals}
    moments = {change.at for change in mine}
    of_channels = select(Nudge.id).where(col(Nudge.goal_id).in_(goals), col(Nudge.channel) != "")
    asked = select(LedgerEntry).where(col(LedgerEntry.step) == "answered", col(LedgerEntry.nudge_id).in_(of_channels))
    for entry in await talk.session.scalars(asked):
        if entry.at in moments:
            entry.words = f"Answered by {SOMEBODY}."


async def _tidy(talk: Talk, log: Sequence[Change], gone: Gone, staying: Sequence[Succession]) -> None:
    """Take out of what others changed what there is no more, and what the asker said."""
    titles = {("goal", one.goal.id): title_told(one.goal) for one in staying}
    snoozes = select(Snooze.id, Snooze.goal_id).where(col(Snooze.goal_id).in_([one.goal.id for one in staying]))
    titles |= {("snooze", id_): titles["goal", goal] for id_, goal in await talk.session.execute(snoozes)}
    async for change in cooperatively(tidied(log, talk.me.id, gone, titles)):
        if change is None:
            continue
        if change.is_empty:
            gone["change"].add(change.id)
            continue
        now = {"summary": change.summary, "edits": change.edits}
        await talk.session.execute(update(Change).where(col(Change.id) == change.id).values(now))
