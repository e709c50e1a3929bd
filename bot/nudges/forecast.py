"""The forecast of what will be sent to a person, made by the same planner and pacing as the sending itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from sqlalchemy import bindparam
from sqlmodel import select

from bot.milestones.rows import steps_of
from bot.models import Goal, GoalState, NudgeState
from bot.nudges import contact_history, pacing, planner, rounds, rows, snoozes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import NudgeKey, Person

HORIZON = timedelta(days=1100)
"""How far ahead a check-in is looked for: about three years."""
_ACTIVE = select(Goal).where(Goal.person_id == bindparam("person"), Goal.state == GoalState.active)


async def messages_to(session: AsyncSession, person: Person, now: datetime) -> Iterator[pacing.Message]:
    """Yield the coming messages to `person` in order, as long as nobody checks in; a rhythm makes this endless."""
    goals = (await session.scalars(_ACTIVE, {"person": person.id})).all()
    await rounds.join(session, goals)
    ids = [goal.id for goal in goals]
    steps = await steps_of(session, ids, withdrawn=True)
    put_off = await snoozes.of(session, person)
    aside = await rows.of_snoozes(session, [snooze.id for snooze, *_ in put_off])
    nudges = [*await rows.known(session, ids, now), *aside]
    waiting = [nudge for nudge in nudges if nudge.state is NudgeState.waiting]
    over = {nudge.key for nudge in nudges if nudge.state in rows.OVER}
    moved = {nudge.key: nudge.run_at for nudge in waiting}
    since = min([now, *(nudge.due_at for nudge in waiting)]) - timedelta(seconds=1)
    said = await contact_history.last_said(session, {goal.id: (goal, person.calendar.zone) for goal in goals})
    asked_aside = (planner.snoozed(goal, step, snooze, person.calendar) for snooze, goal, step in put_off)
    tracks = (
        *(
            pacing.Track(track, moved, said, person.calendar, over)
            for goal in goals
            for track in planner.tracks(goal, steps[goal.id], person.calendar, since)
        ),
        *(pacing.Track(iter([planned]), moved, {}, person.calendar, over) for planned in asked_aside if planned),
    )
    sent = await contact_history.sent_today(session, {person.id: person.calendar.zone}, now)
    return pacing.forecast(tracks, person.calendar, now=now, sent=sent[person.id], budget=person.daily_nudges)


async def messages_until(
    session: AsyncSession, person: Person, now: datetime, end: datetime
) -> Iterator[pacing.Message]:
    """Yield those of the coming messages to `person` that come before `end`."""
    return takewhile(lambda message: message.at < end, await messages_to(session, person, now))


async def held(
    session: AsyncSession, person: Person, now: datetime, wanted: Collection[NudgeKey]
) -> dict[NudgeKey, tuple[datetime, pacing.Held]]:
    """Return those `wanted` check-ins that will be held: when each will come instead, and what holds it."""
    found: dict[NudgeKey, tuple[datetime, pacing.Held]] = {}
    missing = set(wanted)
    for message in await messages_until(session, person, now, now + HORIZON) if missing else ():
        if not missing:
            break
        for planned in message.planned:
            if planned.key in missing and planned in message.held:
                found[planned.key] = message.at, message.held[planned]
            missing.discard(planned.key)
    return found


async def first_of(
    session: AsyncSession, person: Person, now: datetime, subject: str, kind: str
) -> tuple[datetime, str] | None:
    """Return when the next check-in of this `kind` about `subject` comes, and why then if it was moved or held."""
    today = now.astimezone(person.calendar.zone).date()
    for message in await messages_until(session, person, now, now + HORIZON):
        for planned in message.planned:
            if (planned.subject, planned.kind) == (subject, kind):
                return message.at, message.aside(planned, today)
    return None


async def first_about(
    session: AsyncSession, person: Person, now: datetime, subjects: Collection[str]
) -> datetime | None:
    """Return when the next check-in about any of `subjects` comes; None if there is none."""
    coming = await messages_until(session, person, now, now + HORIZON)
    return next((one.at for one in coming if any(planned.subject in subjects for planned in one.planned)), None)
