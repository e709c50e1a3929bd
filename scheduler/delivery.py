"""How a nudge leaves: claimed, checked once more, sent with a key, settled; each step is in the ledger."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING

import structlog
from sqlmodel import col, select

from bot.messages import Address, Reply
from bot.models import Account, Delivery, DeliveryState, Goal, Milestone, Nudge, NudgeState, Person
from bot.nudges import planner, replies
from bot.nudges.kinds import Subject
from bot.nudges.outbox import note
from bot.outgoing import NotSent, Outgoing, Uncertain, Undeliverable
from scheduler.claim import claim, next_due, put_back
from scheduler.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.clock import Clock
    from bot.database import Database

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Lane:
    """A way out that has its own pace: what holds it up holds up nobody else."""

    platform: str
    realm: str | None = None
    """One workspace; None for all of the platform."""


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


class Deliverer:
    """Sends what is due on the lanes it serves."""

    def __init__(
        self,
        *,
        database: Database,
        outgoing: Mapping[Lane, Outgoing],
        clock: Clock,
        policy: Policy | None = None,
        random: Random | None = None,
    ) -> None:
        self._database = database
        self._outgoing = dict(outgoing)
        self._clock = clock
        self._policy = policy or Policy()
        self._random = random or Random()  # noqa: S311 - jitter, not a secret
        self._stopping = False

    def stop(self) -> None:
        """Let what is being sent finish, and take nothing more."""
        self._stopping = True

    async def next_due(self) -> datetime | None:
        """Return when there is something to send next."""
        async with self._database.transaction() as session:
            return await next_due(session, self._outgoing)

    async def send_due(self) -> None:
        """Send everything that is due now, a batch at a time."""
        while not self._stopping:
            token = secrets.token_hex(8)
            async with self._database.transaction() as session:
                now = self._clock.now()
                nudges = await claim(
                    session,
                    self._outgoing,
                    now=now,
                    until=now + self._policy.lease,
                    token=token,
                    limit=self._policy.batch,
                )
            if not nudges:
                return
            by_lane = groupby(sorted(nudges, key=_lane), key=_lane)
            async with asyncio.TaskGroup() as lanes:
                for _, waiting in by_lane:
                    lanes.create_task(self._drain(list(waiting), token))

    async def _drain(self, nudges: list[Nudge], token: str) -> None:
        """Send one lane's nudges in order; when the platform asks for a pause, the whole lane pauses."""
        bundles = [list(group) for _, group in groupby(sorted(nudges, key=_bundle), key=_bundle)]
        bundles.sort(key=lambda bundle: min(nudge.due_at for nudge in bundle))
        while bundles and not self._stopping:
            wave, bundles = bundles[: self._policy.in_flight], bundles[self._policy.in_flight :]
            pauses = await asyncio.gather(*(self._deliver(bundle, token) for bundle in wave))
            pause = max((pause for pause in pauses if pause is not None), default=None)
            if pause is not None:
                await self._put_back(bundles, token, pause)
                return
        await self._put_back(bundles, token, timedelta(0))

    async def _put_back(self, bundles: Sequence[Sequence[Nudge]], token: str, pause: timedelta) -> None:
        """Leave to a later look what was claimed and not begun."""
        if not bundles:
            return
        async with self._database.transaction() as session:
            rest = [nudge for bundle in bundles for nudge in bundle]
            await put_back(session, rest, token, self._clock.now() + pause)

    async def _deliver(self, nudges: Sequence[Nudge], token: str) -> timedelta | None:
        """Send one message and settle it; return how long the lane must pause, if it must."""
        message = await self._intend(nudges, token)
        if message is None:
            return None
        outgoing = self._outgoing.get(Lane(message.delivery.platform, message.delivery.realm))
        outgoing = outgoing or self._outgoing[Lane(message.delivery.platform)]
        try:
            receipt = await self._send(outgoing, message)
        except NotSent as outcome:
            await self._retry(message, token, outcome.reason, outcome.retry_after, certain=True)
            return outcome.retry_after
        except Uncertain as outcome:
            await self._retry(message, token, outcome.reason, None, certain=False)
        except Undeliverable as outcome:
            await self._fail(message, token, outcome.reason)
        except Exception as error:  # noqa: BLE001 - an adapter's fault must not stop the others
            await log.aexception("send failed", platform=message.delivery.platform)
            await self._retry(message, token, f"a fault on my side ({type(error).__name__})", None, certain=False)
        else:
            await self._settle(message, token, receipt)
        return None

    async def _send(self, outgoing: Outgoing, message: Message) -> str:
        if message.again:
            found = await outgoing.find(message.to, message.delivery.key, message.delivery.intended_at)
            if found is not None:
                return found
        return await outgoing.send(message.to, message.reply, message.delivery.key)

    async def _intend(self, nudges: Sequence[Nudge], token: str) -> Message | None:
        """Check once more whether each is still called for, and record what is about to be sent."""
        async with self._database.transaction() as session:
            held = await _held(session, nudges, token)
            due = [(nudge, subject) for nudge, subject in held if self._still_wanted(session, nudge, subject)]
            if not due:
                return None
            kept = [nudge for nudge, _ in due]
            person = await session.get_one(Person, kept[0].person_id)
            earlier = await session.get(Delivery, kept[0].delivery_id) if kept[0].delivery_id else None
            delivery = earlier or await self._new_delivery(session, kept)
            for nudge in kept:
                words = "Sending." if len(kept) == 1 else f"Sending, in one message with {len(kept) - 1} more."
                note(session, nudge, self._clock.now(), "sending", words)
                nudge.delivery_id = delivery.id
            reply = replies.check_in([subject for _, subject in due], person.calendar, delivery.id)
            return Message(delivery, kept, reply, again=earlier is not None)

    def _still_wanted(self, session: AsyncSession, nudge: Nudge, subject: Subject) -> bool:
        now = self._clock.now()
        milestone = subject.thing if isinstance(subject.thing, Milestone) else None
        reason = ""
        if not planner.is_open(subject.goal, milestone):
            reason = planner.why_not(subject.goal, milestone)
        elif now - nudge.due_at > self._policy.stale_after:
            reason = f"I was not running, and it is more than {self._policy.stale_after.days} days late"
        if not reason:
            return True
        nudge.state, nudge.lease = NudgeState.dropped, None
        maybe = " An earlier try may have arrived." if nudge.delivery_id else ""
        note(session, nudge, now, "dropped", f"Dropped: {reason}.{maybe}")
        return False

    async def _new_delivery(self, session: AsyncSession, nudges: Sequence[Nudge]) -> Delivery:
        first = nudges[0]
        account = (
            await session.scalars(
                select(Account)
                .where(Account.person_id == first.person_id, Account.platform == first.platform)
                .where(Account.realm == first.realm)
            )
        ).one()
        delivery = Delivery(
            key=secrets.token_hex(12),
            person_id=first.person_id,
            platform=account.platform,
            realm=account.realm,
            user_id=account.user_id,
            intended_at=self._clock.now(),
        )
        session.add(delivery)
        await session.flush()
        return delivery

    async def _settle(self, message: Message, token: str, receipt: str) -> None:
        async with self._database.transaction() as session:
            now = self._clock.now()
            delivery = await session.get_one(Delivery, message.delivery.id)
            delivery.state, delivery.sent_at, delivery.receipt = DeliveryState.sent, now, receipt
            for nudge, _ in await _held(session, message.nudges, token):
                nudge.state, nudge.lease = NudgeState.sent, None
                late = now - nudge.due_at
                words = "Sent." if late < timedelta(minutes=1) else f"Sent, {_in_words(late)} after it was due."
                note(session, nudge, now, "sent", words)

    async def _retry(
        self, message: Message, token: str, reason: str, retry_after: timedelta | None, *, certain: bool
    ) -> None:
        """Plan another try; after a rate limit it costs none of the tries there are."""
        limited = retry_after is not None
        async with self._database.transaction() as session:
            now = self._clock.now()
            for nudge, _ in await _held(session, message.nudges, token):
                nudge.attempts += not limited
                if nudge.attempts >= self._policy.attempts:
                    self._give_up(session, nudge, f"{reason}, {nudge.attempts} times")
                    continue
                wait = retry_after or self._policy.wait(nudge.attempts, self._random)
                nudge.lease, nudge.run_at = None, now + wait
                if certain:
                    nudge.delivery_id = None
                step, doubt = ("retrying", "") if certain else ("uncertain", " It may have arrived.")
                note(session, nudge, now, step, f"Not sent: {reason}.{doubt} I try again in {_in_words(wait)}.")
            if certain:
                delivery = await session.get_one(Delivery, message.delivery.id)
                delivery.state = DeliveryState.refused

    async def _fail(self, message: Message, token: str, reason: str) -> None:
        async with self._database.transaction() as session:
            delivery = await session.get_one(Delivery, message.delivery.id)
            delivery.state = DeliveryState.refused
            for nudge, _ in await _held(session, message.nudges, token):
                self._give_up(session, nudge, reason)
            account = await session.scalars(
                select(Account)
                .where(Account.platform == delivery.platform, Account.realm == delivery.realm)
                .where(Account.user_id == delivery.user_id)
            )
            account.one().undeliverable = reason

    def _give_up(self, session: AsyncSession, nudge: Nudge, reason: str) -> None:
        nudge.state, nudge.lease = NudgeState.failed, None
        note(session, nudge, self._clock.now(), "failed", f"Given up: {reason}.")


def _lane(nudge: Nudge) -> tuple[str, str]:
    return nudge.platform, nudge.realm


def _bundle(nudge: Nudge) -> tuple[int, int]:
    """All that is due for one person is one message; what was tried before stays in the message it was tried in."""
    return nudge.person_id, nudge.delivery_id or 0


async def _held(session: AsyncSession, nudges: Sequence[Nudge], token: str) -> list[tuple[Nudge, Subject]]:
    """Return those nudges that are still ours, with what they ask about; next due first."""
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
