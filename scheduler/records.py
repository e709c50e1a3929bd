"""What is known of each message: written down before it is sent, and after; each step is in the ledger."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.messages import Address, Reply
from bot.models import (
    Account,
    Delivery,
    DeliveryState,
    Goal,
    Milestone,
    Nudge,
    NudgeState,
    Person,
)
from bot.nudges import foresight, outbox, planner, replies
from bot.nudges.kinds import Subject
from bot.nudges.outbox import note
from bot.nudges.pacing import hold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from random import Random

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.clock import Clock
    from bot.database import Database
    from bot.dates.workdays import Calendar
    from scheduler.policy import Policy


_AT_ONCE = 200
"""How many nudges are followed in one transaction."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message about to be sent: its intent is in the database already."""

    delivery: Delivery
    nudges: Sequence[Nudge]
    reply: Reply
    again: bool
    """It was tried before and may have arrived."""

    @property
    def to(self) -> Address:
        """Where it goes."""
        return Address(self.delivery.platform, self.delivery.realm, self.delivery.user_id)


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with the one who is to be asked."""

    calendar: Calendar
    sent: int
    """Messages that they got today."""
    budget: int
    """Messages that they want in a day."""
    said: Mapping[int, datetime]
    """When somebody last said how a goal stands, by its row id."""


class Records:
    """The outbox as the deliverer writes it; a nudge whose lease was lost is left to whoever has it now."""

    def __init__(self, *, database: Database, clock: Clock, policy: Policy, random: Random) -> None:
        self._database = database
        self._clock = clock
        self._policy = policy
        self._random = random

    async def intend(self, nudges: Sequence[Nudge], token: str) -> Message | None:
        """Check once more whether each is still called for, renew the lease, and record what is about to be sent."""
        async with self._database.transaction() as session:
            held = await _held(session, nudges, token)
            person = await session.get_one(Person, nudges[0].person_id)
            earlier = await session.get(Delivery, nudges[0].delivery_id) if nudges[0].delivery_id else None
            if earlier is not None and earlier.state is DeliveryState.sent:
                # Whoever sent it settled too late for its lease.
                self._note_sent(session, held)
                return None
            standing = Standing(
                calendar=person.calendar,
                sent=await foresight.sent_today(session, person, self._clock.now()),
                budget=person.daily_nudges,
                said=await foresight.last_said(session, [subject.goal.id for _, subject in held]),
            )
            due = [(nudge, subject) for nudge, subject in held if self._wanted(session, nudge, subject, standing)]
            if not due:
                return None
            kept = [nudge for nudge, _ in due]
            delivery = earlier or await self._new_delivery(session, kept[0])
            for nudge in kept:
                words = "Sending." if len(kept) == 1 else f"Sending, in one message with {len(kept) - 1} more."
                note(session, nudge, self._clock.now(), "sending", words)
                nudge.delivery_id, nudge.run_at = delivery.id, self._clock.now() + self._policy.lease
            asked = [(subject, nudge.occurrence.partition(" ")[0]) for nudge, subject in due]
            reply = replies.check_in(asked, person.calendar, self._clock.now(), delivery.id)
            return Message(delivery, kept, reply, again=earlier is not None)

    def _wanted(self, session: AsyncSession, nudge: Nudge, subject: Subject, standing: Standing) -> bool:
        """Tell whether the planner still calls for this nudge now; hold or leave it out otherwise, with the reason."""
        now, said = self._clock.now(), standing.said.get(subject.goal.id)
        milestone = subject.thing if isinstance(subject.thing, Milestone) else None
        planned = _called_for(nudge, subject.goal, milestone, standing.calendar)
        state, reason = NudgeState.skipped, ""
        if planned is None:
            state, reason = NudgeState.dropped, planner.why_not(subject.goal, milestone)
        elif now - nudge.due_at > self._policy.stale_after:
            reason = f"it is more than {self._policy.stale_after.days} days late"
        elif planned.unless_since is not None and said is not None and said > planned.unless_since:
            reason = "you have said how it stands since I last asked"
        elif nudge.delivery_id is None:
            held = hold(now, standing.calendar, as_typed=planned.as_typed, sent=standing.sent, budget=standing.budget)
            if held is not None:
                nudge.lease, nudge.run_at = None, held.until
                note(session, nudge, now, "held", f"Held: {held.reason}.")
                return False
        if not reason:
            return True
        nudge.state, nudge.lease = state, None
        maybe = " An earlier try may have arrived." if nudge.delivery_id else ""
        verb = "Dropped" if state is NudgeState.dropped else "Left out"
        note(session, nudge, now, state.value, f"{verb}: {reason}.{maybe}")
        return False

    async def _new_delivery(self, session: AsyncSession, first: Nudge) -> Delivery:
        account = await session.scalars(
            select(Account).where(
                Account.person_id == first.person_id,
                Account.platform == first.platform,
                Account.realm == first.realm,
            )
        )
        delivery = Delivery(
            key=secrets.token_hex(12),
            person_id=first.person_id,
            platform=first.platform,
            realm=first.realm,
            user_id=account.one().user_id,
            intended_at=self._clock.now(),
        )
        session.add(delivery)
        await session.flush()
        return delivery

    async def settle(self, message: Message, token: str, receipt: str) -> None:
        """Write down that the message arrived, and where; that it did is true even if the lease was lost."""
        async with self._database.transaction() as session:
            held = await _held(session, message.nudges, token)
            delivery = await session.get_one(Delivery, message.delivery.id)
            delivery.state, delivery.sent_at, delivery.receipt = DeliveryState.sent, self._clock.now(), receipt
            self._note_sent(session, held)

    def _note_sent(self, session: AsyncSession, held: Sequence[tuple[Nudge, Subject]]) -> None:
        now = self._clock.now()
        for nudge, _ in held:
            nudge.state, nudge.lease = NudgeState.sent, None
            late = now - nudge.due_at
            words = "Sent." if late < timedelta(minutes=1) else f"Sent, {_in_words(late)} after it was due."
            note(session, nudge, now, "sent", words)

    async def retry(
        self, message: Message, token: str, reason: str, retry_after: timedelta | None, *, doubt: bool
    ) -> None:
        """Plan another try. Only doubts are counted: a platform that is away for long loses nobody's nudge."""
        uncertain = doubt or message.again
        async with self._database.transaction() as session:
            now = self._clock.now()
            for nudge, _ in await _held(session, message.nudges, token):
                nudge.attempts += doubt
                if nudge.attempts >= self._policy.attempts:
                    await self._give_up(session, nudge, f"{reason}, {nudge.attempts} times")
                    continue
                wait = retry_after or self._policy.wait(now - nudge.due_at, self._random)
                nudge.lease, nudge.run_at = None, now + wait
                nudge.delivery_id = nudge.delivery_id if uncertain else None
                step, maybe = ("uncertain", " It may have arrived.") if uncertain else ("retrying", "")
                note(session, nudge, now, step, f"Not sent: {reason}.{maybe} I try again in {_in_words(wait)}.")
            if not uncertain:
                delivery = await session.get_one(Delivery, message.delivery.id)
                delivery.state = DeliveryState.refused

    async def follow(self) -> None:
        """Plan what comes after what was sent or left out."""
        followed = _AT_ONCE
        while followed == _AT_ONCE:
            async with self._database.transaction() as session:
                followed = await outbox.follow(session, self._clock.now(), _AT_ONCE)

    async def fail(self, message: Message, token: str, reason: str) -> None:
        """Write down that it will never arrive."""
        async with self._database.transaction() as session:
            for nudge, _ in await _held(session, message.nudges, token):
                await self._give_up(session, nudge, reason)
            delivery = await session.get_one(Delivery, message.delivery.id)
            delivery.state = DeliveryState.refused

    async def _give_up(self, session: AsyncSession, nudge: Nudge, reason: str) -> None:
        """End in a state that the person is told of at their next command."""
        nudge.state, nudge.lease = NudgeState.failed, None
        note(session, nudge, self._clock.now(), "failed", f"Given up: {reason}.")
        account = await session.scalars(
            select(Account).where(
                Account.person_id == nudge.person_id,
                Account.platform == nudge.platform,
                Account.realm == nudge.realm,
            )
        )
        account.one().undeliverable = reason


def _called_for(nudge: Nudge, goal: Goal, milestone: Milestone | None, calendar: Calendar) -> planner.Planned | None:
    """Return the check-in that the planner has for this nudge now, if it still has it."""
    since = nudge.due_at - timedelta(seconds=1)
    for track in planner.tracks(goal, [milestone] if milestone else [], calendar, since):
        for planned in track:
            if (planned.subject, planned.occurrence) == (nudge.subject, nudge.occurrence):
                return planned
            if planned.at > nudge.due_at:
                break
    return None


async def _held(session: AsyncSession, nudges: Sequence[Nudge], token: str) -> list[tuple[Nudge, Subject]]:
    """Return those nudges that are still ours, with what they ask about; next due first.

    The person is locked first, as every command does: so the two never wait for each other in a circle.
    """
    await session.get_one(Person, nudges[0].person_id, with_for_update={"of": Person, "key_share": True})
    rows = await session.execute(
        select(Nudge, Goal, Milestone)
        .join(Goal, col(Goal.id) == Nudge.goal_id)
        .outerjoin(Milestone, col(Milestone.id) == Nudge.milestone_id)
        .where(col(Nudge.id).in_([n.id for n in nudges]), Nudge.lease == token, Nudge.state == NudgeState.waiting)
        .order_by(col(Nudge.due_at), col(Nudge.id))
        .with_for_update(of=Nudge)
    )
    return [
        (nudge, Subject(f"{goal.ref}.{milestone.number}" if milestone else goal.ref, milestone or goal, goal))
        for nudge, goal, milestone in rows
    ]


def _in_words(span: timedelta) -> str:
    """Say a span of time roughly."""
    seconds = round(span.total_seconds())
    for name, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= size:
            count = round(seconds / size)
            return f"{count} {name}{'s' * (count != 1)}"
    return f"{max(seconds, 1)} second{'s' * (seconds > 1)}"
