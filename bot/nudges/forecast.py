"""What will be sent to a person, by the same planner and the same pacing as in the moment of sending."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, exists
from sqlmodel import col, func, select

from bot.among import among
from bot.checkins.asked_about import answered_at
from bot.checkins.so_far import begun_only
from bot.checkins.streaks import A_DAY
from bot.dates.workdays import instant
from bot.milestones.rows import steps_of
from bot.models import Checkin, CheckinState, Delivery, DeliveryState, Goal, GoalState, Nudge, NudgeState
from bot.nudges import pacing, planner, rows, snoozes
from bot.nudges.planned import answered_by, subject_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from zoneinfo import ZoneInfo

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Person

HORIZON = timedelta(days=1100)
"""How far ahead anything is looked for: three years."""
_SENT = select(Delivery.person_id, Delivery.intended_at).where(
    among(Delivery.person_id, "people"),
    col(Delivery.intended_at) >= bindparam("since"),
    Delivery.state != DeliveryState.refused,
    Delivery.channel == "",
    # What tells of a share counts for nothing: somebody else asked for it.
    ~exists().where(col(Nudge.delivery_id) == Delivery.id, col(Nudge.share_id).is_not(None)),
)
_ACTIVE = select(Goal).where(Goal.person_id == bindparam("person"), Goal.state == GoalState.active)
_COUNTS = col(Checkin.value).is_not(None)
_SAID = (
    select(Checkin.goal_id, Checkin.milestone_id, _COUNTS, func.max(Checkin.at))
    .add_columns(func.max(Checkin.on))
    .where(among(Checkin.goal_id, "goals"), col(Checkin.state) == CheckinState.given)
    .group_by(col(Checkin.goal_id), col(Checkin.milestone_id), _COUNTS)
)


async def messages_to(session: AsyncSession, person: Person, now: datetime) -> Iterator[pacing.Message]:
    """Return the coming messages to `person` in order, if nobody says anything until then; endless with a rhythm."""
    goals = (await session.scalars(_ACTIVE, {"person": person.id})).all()
    ids = [goal.id for goal in goals]
    steps = await steps_of(session, ids, withdrawn=True)
    put_off = await snoozes.of(session, person)
    aside = await rows.of_snoozes(session, [snooze.id for snooze, *_ in put_off])
    nudges = [*await rows.known(session, ids, now), *aside]
    waiting = [nudge for nudge in nudges if nudge.state is NudgeState.waiting]
    over = {(nudge.subject, nudge.occurrence) for nudge in nudges if nudge.state in rows.OVER}
    moved = {(nudge.subject, nudge.occurrence): nudge.run_at for nudge in waiting}
    since = min([now, *(nudge.due_at for nudge in waiting)]) - timedelta(seconds=1)
    said = await last_said(session, {goal.id: (goal, person.calendar.zone) for goal in goals})
    asked_aside = (planner.snoozed(goal, step, snooze, person.calendar) for snooze, goal, step in put_off)
    tracks = (
        *(
            pacing.Track(track, moved, said, person.calendar, over)
            for goal in goals
            for track in planner.tracks(goal, steps[goal.id], person.calendar, since)
        ),
        *(pacing.Track(iter([planned]), moved, {}, person.calendar, over) for planned in asked_aside if planned),
    )
    sent = await sent_today(session, {person.id: person.calendar.zone}, now)
    return pacing.forecast(tracks, person.calendar, now=now, sent=sent[person.id], budget=person.daily_nudges)


async def held(
    session: AsyncSession, person: Person, now: datetime, wanted: Collection[tuple[str, str]]
) -> dict[tuple[str, str], tuple[datetime, pacing.Held]]:
    """Return when those of the `wanted` check-ins that have to wait will come, and what holds each."""
    found: dict[tuple[str, str], tuple[datetime, pacing.Held]] = {}
    missing = set(wanted)
    ahead = await messages_to(session, person, now) if missing else iter(())
    for message in takewhile(lambda one: bool(missing) and one.at < now + HORIZON, ahead):
        for planned in message.planned:
            key = (planned.subject, planned.occurrence)
            if key in missing and planned in message.held:
                found[key] = message.at, message.held[planned]
            missing.discard(key)
    return found


async def first_of(
    session: AsyncSession, person: Person, now: datetime, subject: str, kind: str
) -> tuple[datetime, str] | None:
    """Return when `subject` will first be asked about as such a `kind`, and what there is to say of that moment."""
    today = now.astimezone(person.calendar.zone).date()
    for message in takewhile(lambda one: one.at < now + HORIZON, await messages_to(session, person, now)):
        for planned in message.planned:
            if (planned.subject, planned.kind) == (subject, kind):
                return message.at, message.aside(planned, today)
    return None


async def first_about(
    session: AsyncSession, person: Person, now: datetime, subjects: Collection[str]
) -> datetime | None:
    """Return when any of `subjects` will first be asked about; None if nothing comes."""
    coming = takewhile(lambda one: one.at < now + HORIZON, await messages_to(session, person, now))
    return next((one.at for one in coming if any(planned.subject in subjects for planned in one.planned)), None)


async def sent_today(session: AsyncSession, zones: Mapping[int, ZoneInfo], now: datetime) -> Counter[int]:
    """Count the direct messages that people got today, on the clock of their zone; both by the person's row id."""
    begun = {zone: _day_began(now, zone) for zone in {*zones.values()}}
    sent = await session.execute(_SENT, {"people": zones, "since": min(begun.values(), default=now)})
    return Counter(person for person, at in sent if at >= begun[zones[person]])


def _day_began(now: datetime, zone: ZoneInfo) -> datetime:
    """Return when the day began that it is in a zone."""
    return instant(datetime.combine(now.astimezone(zone).date(), time(0)), zone)


async def last_said(session: AsyncSession, goals: Mapping[int, tuple[Goal, ZoneInfo]]) -> dict[str, datetime]:
    """Return up to when it was last said how each thing of `goals` stands, by the name that a nudge has for it.

    Each goal, by its row id, comes with its owner's zone.
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
