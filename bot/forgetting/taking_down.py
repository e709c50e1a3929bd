"""What channels were told of what somebody reached who is forgotten is taken down there: the message says so instead.

The rows by which a message is found stay, as those of somebody who left, and tell neither of what nor of whom it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlmodel import col, select

from bot.celebrations import telling
from bot.celebrations.celebrating import Standing
from bot.models import Celebration, Cheer, CheerState, Delivery, DeliveryState, LedgerEntry, Nudge
from bot.models.occurrence import Notice
from bot.nudges.alterations import Alterations
from bot.nudges.redaction import redacted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlmodel.sql.expression import SelectOfScalar

    from bot.forgetting.successors import Succession
    from bot.models import Change, Person
    from bot.talk import Talk

_MAY_STAND = (DeliveryState.intended, DeliveryState.sent)


async def leave_to_teams(talk: Talk, nobody: Person, staying: Sequence[Succession], hidden: Collection[int]) -> None:
    """Leave what a team reached, and those who cheered, to whoever goes on with its goal: nobody is named there.

    `hidden` are milestones that nobody but the asker may read, by row id.
    """
    for one in staying:
        if not one.goal.team:
            continue
        theirs = select(Celebration).where(Celebration.goal_id == one.goal.id)
        for told in (await talk.session.scalars(theirs)).all():
            if told.milestone_id in hidden:
                continue
            told.person_id = one.to.id
            carried = select(Nudge.delivery_id).where(Nudge.celebration_id == told.id, col(Nudge.channel) != "")
            ids = [id_ for id_ in await talk.session.scalars(carried) if id_ is not None]
            nudges = update(Nudge).where(col(Nudge.celebration_id) == told.id, col(Nudge.channel) != "")
            await talk.session.execute(nudges.values(person_id=one.to.id))
            messages = update(Delivery).where(col(Delivery.id).in_(ids))
            await talk.session.execute(messages.values(person_id=nobody.id, user_id=""))
    await talk.session.flush()


async def take_down(talk: Talk, nobody: Person, change: Change) -> None:
    """Have every message taken down that told a channel what the asker reached, by `change`."""
    made = Alterations(talk.now)
    for one in (await talk.session.scalars(_told_of(talk.me.id))).all():
        kept = (
            select(Nudge.id, Nudge.delivery_id, Nudge.subject)
            .join(Delivery, col(Delivery.id) == Nudge.delivery_id)
            .where(Nudge.celebration_id == one.id, col(Nudge.channel) != "", col(Delivery.state).in_(_MAY_STAND))
        )
        rows = (await talk.session.execute(kept)).all()
        if not rows:
            continue
        ids, messages = {row[0] for row in rows}, {row[1] for row in rows}
        nudges = update(Nudge).where(col(Nudge.id).in_(ids))
        await talk.session.execute(nudges.values(person_id=nobody.id, celebration_id=None))
        carried = update(Delivery).where(col(Delivery.id).in_(messages))
        await talk.session.execute(carried.values(person_id=nobody.id, user_id=""))
        for entry in await talk.session.scalars(select(LedgerEntry).where(col(LedgerEntry.nudge_id).in_(ids))):
            entry.words = redacted(entry.step, entry.words)
        made.add(
            talk.now,
            "at once: what was told is forgotten.",
            subject=rows[0][2],
            occurrence=str(Notice(telling.CHANGED, Standing.hidden, change.id)),
            person_id=nobody.id,
            platform=one.platform,
            realm=one.realm,
            channel=one.channel,
            followed=True,
        )
    await made.write(talk.session)


async def cheered_by(talk: Talk) -> set[int]:
    """Return what of others the asker cheered for, by the row ids of the celebrations."""
    mine = select(Cheer.celebration_id).where(Cheer.person_id == talk.me.id, Cheer.state == CheerState.given)
    return {*await talk.session.scalars(mine)} - {one.id for one in await talk.session.scalars(_told_of(talk.me.id))}


def _told_of(me: int) -> SelectOfScalar[Celebration]:
    return select(Celebration).where(Celebration.person_id == me)
