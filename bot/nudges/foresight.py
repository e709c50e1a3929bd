"""What will be sent to a person, by the same planner and the same pacing as in the moment of sending."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, func, select

from bot.models import Checkin, CheckinState, Delivery, DeliveryState, Goal, GoalState, Milestone, Nudge, NudgeState
from bot.nudges import outbox, pacing, planner, snoozes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Person
    from bot.talk import Talk

_A_DAY = timedelta(hours=26)
"""As long as a day can be, with a clock change in it."""


async def messages(talk: Talk) -> Iterator[pacing.Message]:
    """Return the asker's coming messages in order, if nobody says anything until then; endless with a rhythm."""
    return await messages_to(talk.session, talk.me, talk.now)


async def messages_to(session: AsyncSession, person: Person, now: datetime) -> Iterator[pacing.Message]:
    """Return the coming messages to `person`."""
    chosen = select(Goal).where(Goal.person_id == person.id, Goal.state == GoalState.active)
    goals = (await session.scalars(chosen)).all()
    ids = [goal.id for goal in goals]
    steps: dict[int, list[Milestone]] = defaultdict(list)
    for step in await session.scalars(select(Milestone).where(col(Milestone.goal_id).in_(ids))):
        steps[step.goal_id].append(step)
    put_off = await snoozes.of(session, person)
    nudges = [*await outbox.known(session, ids, now), *await snoozes.nudges(session, put_off)]
    waiting = [nudge for nudge in nudges if nudge.state is NudgeState.waiting]
    over = {(nudge.subject, nudge.occurrence) for nudge in nudges if nudge.state in outbox.OVER}
    moved = {(nudge.subject, nudge.occurrence): nudge.run_at for nudge in waiting}
    since = min([now, *(nudge.due_at for nudge in waiting)]) - timedelta(seconds=1)
    said = await last_said(session, ids)
    asked_aside = (planner.snoozed(goal, step, snooze, person.calendar) for snooze, goal, step in put_off)
    tracks = (
        *(
            pacing.Track(track, moved, said.get(goal.id), person.calendar, over)
            for goal in goals
            for track in planner.tracks(goal, steps[goal.id], person.calendar, since)
        ),
        *(pacing.Track(iter([planned]), moved, None, person.calendar, over) for planned in asked_aside if planned),
    )
    sent = await sent_today(session, [person], now, exactly=True)
    return pacing.forecast(tracks, person.calendar, now=now, sent=sent[person.id], budget=person.daily_nudges)


async def sent_today(
    session: AsyncSession, people: Iterable[Person], now: datetime, *, exactly: bool = False
) -> Counter[int]:
    """Count the direct messages that each of `people` got today, on their own clock, by their row id.

    What tells of a share is not counted: it is looked up `exactly`, or for those alone who seem to have had enough.
    """
    calendars = {person.id: (person.calendar.zone, 1 if exactly else person.daily_nudges) for person in people}
    rows = await session.execute(
        select(Delivery.person_id, Delivery.intended_at, Delivery.id).where(
            col(Delivery.person_id).in_(calendars),
            col(Delivery.intended_at) > now - _A_DAY,
            Delivery.state != DeliveryState.refused,
            Delivery.channel == "",
        )
    )
    today = {person: now.astimezone(zone).date() for person, (zone, _) in calendars.items()}
    sent = {id_: person for person, at, id_ in rows if at.astimezone(calendars[person][0]).date() == today[person]}
    counts = Counter(sent.values())
    enough = {person for person, count in counts.items() if count >= calendars[person][1]}
    if enough:
        told = await session.scalars(
            select(Nudge.delivery_id).where(
                col(Nudge.person_id).in_(enough),
                col(Nudge.share_id).is_not(None),
                col(Nudge.delivery_id).in_([id_ for id_, person in sent.items() if person in enough]),
            )
        )
        counts -= Counter(sent[id_] for id_ in set(told) if id_ is not None)
    return counts


async def last_said(session: AsyncSession, goals: Collection[int]) -> dict[int, datetime]:
    """Return when somebody last said how each of `goals` stands, by its row id."""
    rows = await session.execute(
        select(Checkin.goal_id, func.max(Checkin.at))
        .where(col(Checkin.goal_id).in_(goals), Checkin.state == CheckinState.given)
        .group_by(col(Checkin.goal_id))
    )
    return {goal: at for goal, at in rows}  # noqa: C416 - rows are not pairs to a type checker
