"""What passed between Milepost and people so far: the messages they got today, and when they last checked in."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, exists
from sqlmodel import col, func, select

from bot.checkins.answered_day import answered_at
from bot.checkins.daily_amounts import begun_only
from bot.checkins.streaks import A_DAY
from bot.dates.workdays import instant
from bot.models import Checkin, CheckinState, Delivery, DeliveryState, Goal, Nudge
from bot.nudges.planned import answered_by, subject_of
from bot.storage.array_parameters import among

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from sqlalchemy.ext.asyncio import AsyncSession

_SENT = select(Delivery.person_id, Delivery.intended_at).where(
    among(Delivery.person_id, "people"),
    col(Delivery.intended_at) >= bindparam("since"),
    Delivery.state != DeliveryState.refused,
    Delivery.channel == "",
    ~exists().where(col(Nudge.delivery_id) == Delivery.id, col(Nudge.share_id).is_not(None)),
    ~exists().where(col(Nudge.delivery_id) == Delivery.id, col(Nudge.celebration_id).is_not(None)),
)
_COUNTS = col(Checkin.value).is_not(None)
_SAID = (
    select(Checkin.goal_id, Checkin.milestone_id, _COUNTS, func.max(Checkin.at))
    .add_columns(func.max(Checkin.on))
    .where(among(Checkin.goal_id, "goals"), col(Checkin.state) == CheckinState.given)
    .group_by(col(Checkin.goal_id), col(Checkin.milestone_id), _COUNTS)
)


async def sent_today(session: AsyncSession, zones: Mapping[int, ZoneInfo], now: datetime) -> Counter[int]:
    """Count the direct messages that people got today, where a day is one of their own time zone.

    `zones` and the result go by the person's row id. Messages about shares and cheers do not count:
    they come from somebody else.
    """
    begun = {zone: _day_began(now, zone) for zone in {*zones.values()}}
    sent = await session.execute(_SENT, {"people": zones, "since": min(begun.values(), default=now)})
    return Counter(person for person, at in sent if at >= begun[zones[person]])


def _day_began(now: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment of today in `zone`."""
    return instant(datetime.combine(now.astimezone(zone).date(), time(0)), zone)


async def last_said(session: AsyncSession, goals: Mapping[int, tuple[Goal, ZoneInfo]]) -> dict[str, datetime]:
    """Return up to when each goal and milestone was last checked in on, by the name that nudges have for it.

    `goals` go by their row ids, each with its owner's time zone. A thing that was never checked in on is left out.
    """
    found: dict[str, datetime] = {}
    said = (await session.execute(_SAID, {"goals": list(goals)})).all()
    unfinished = await begun_only(
        session, [goal for goal, _ in goals.values()], {on for _, _, counts, _, on in said if counts}
    )
    for goal, step, counts, at, on in said:
        row, zone = goals[goal]
        for subject in answered_by(goal, step, counts=counts):
            begun = counts and (goal, on) in unfinished
            upto = answered_at(row, at, on - A_DAY * begun, zone) if subject == subject_of(row) else at
            found[subject] = max(found.get(subject, upto), upto)
    return found
