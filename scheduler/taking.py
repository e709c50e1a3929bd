"""Taking what is due: each nudge is looked at once more, and what is about to be sent is written down first."""

from __future__ import annotations

import secrets
from collections import defaultdict
from typing import TYPE_CHECKING

from bot.cooperative import cooperatively
from bot.messages import Address
from bot.metrics.events import Became, Nudged, uncounted
from bot.models import NudgeState
from bot.nudges import contact_history, outbox
from bot.teams import digest as digests
from bot.teams.replies import digest_told
from scheduler import claim, writing
from scheduler.celebrated import posted, with_words
from scheduler.changes import with_changes
from scheduler.due import DueCelebration, DueDigest, DueNudge
from scheduler.message import Intent, Message
from scheduler.settling import grouped, tell_sent
from scheduler.verdict import (
    Arrived,
    ContactHistory,
    Drop,
    Elsewhere,
    Hold,
    Send,
    Skip,
    Verdict,
    verdict,
    verdict_of_celebration,
    verdict_of_digest,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

    from bot.clock import Clock
    from bot.metrics.events import Count
    from bot.storage.database import Database
    from scheduler.claim import Lane
    from scheduler.due import Taken
    from scheduler.policy import Policy


class Taker:
    """Takes messages out of the outbox, a batch in one transaction."""

    def __init__(self, *, database: Database, clock: Clock, policy: Policy, count: Count = uncounted) -> None:
        self._database = database
        self._clock = clock
        self._policy = policy
        self._count = count
        self._busy: dict[Address, datetime] = {}
        """The channels to which a message is on its way, and until when each is left alone."""

    async def take(self, lane: Lane, size: int) -> tuple[claim.Locked, Sequence[Message]]:
        """Take at most `size` messages, those that have waited longest; return whom they are for, and the messages.

        The intent to send them is written down in the same transaction.
        """
        async with self._database.transaction() as session:
            now = await self._database.now(session, self._clock)
            locked = await claim.lock(session, lane, now=now, size=size)
            due = await claim.take(session, lane, locked, now=now)
            kept, reached = await self._sift(session, due, now)
            became = list(_became(reached, now))
            if any(isinstance(what, Skip) for what in reached):
                # What takes the place of a nudge that was left out belongs in the same message.
                session.expire_all()
                await outbox.follow(session, now)
                await session.flush()
                due = await claim.take(session, lane, locked, now=now)
                kept, reached = await self._sift(session, due, now)
                became += _became(reached, now)
            connection = await session.connection()
            bundles = await self._in_turn(connection, _bundled(kept), now)
            messages = await self._intend(connection, bundles, now)
        for one in became:
            self._count(one)
        return locked, messages

    async def _sift(
        self, session: AsyncSession, taken: Sequence[Taken], now: datetime
    ) -> tuple[list[Taken], Mapping[Verdict, Sequence[Taken]]]:
        """Return what is to be sent now, and the verdicts on all; write down why the rest is not sent."""
        reached, connection = await self._look_again(session, taken, now), await session.connection()
        kept: list[Taken] = []
        for what, those in reached.items():
            ids = [one.nudge.id for one in those]
            match what:
                case Send():
                    kept += _as_sent(those, what)
                case Hold(until, words):
                    await writing.leave(connection, ids, run_at=until)
                    await writing.tell(connection, ids, now, "held", words)
                case Drop(words) | Skip(words):
                    state = NudgeState.dropped if isinstance(what, Drop) else NudgeState.skipped
                    await writing.leave(connection, ids, state=state)
                    await writing.tell(connection, ids, now, str(state), words)
                case Elsewhere():
                    await outbox.place_anew(session, {one.goal.id for one in those if isinstance(one, DueNudge)}, now)
                case Arrived():
                    await writing.leave(connection, ids, state=NudgeState.sent)
                    await tell_sent(connection, {one.nudge.id: one.nudge.due_at for one in those}, now)
        return kept, reached

    async def _look_again(
        self, session: AsyncSession, taken: Sequence[Taken], now: datetime
    ) -> Mapping[Verdict, Sequence[Taken]]:
        """Return the verdicts on what was taken, as things stand now, each with all that it applies to."""
        reached: dict[Verdict, list[Taken]] = defaultdict(list)
        due = [one for one in taken if isinstance(one, DueNudge)]
        sent = await contact_history.sent_today(session, {one.person.id: one.calendar.zone for one in due}, now)
        clocks = {one.goal.id: (one.goal, (one.goal.whose or one.calendar).zone) for one in due}
        said = await contact_history.last_said(session, clocks)
        async for one in cooperatively([await with_changes(session, one) for one in due]):
            history = ContactHistory(sent.get(one.person.id, 0), said.get(one.nudge.subject))
            reached[verdict(one, history, now, self._policy)].append(one)
        for told in taken:
            if isinstance(told, DueDigest):
                digest = await digests.digest(session, told.team, now)
                what_of_it = verdict_of_digest(told, digest, now, self._policy)
                reached[what_of_it].append(told._replace(reply=digest_told(digest)))
            elif isinstance(told, DueCelebration):
                stands, worded = await posted(session, told), await with_words(session, told)
                said_now = worded._replace(changes=stands.receipt if stands is not None else "")
                reached[verdict_of_celebration(said_now, stands, now, self._policy)].append(said_now)
        return reached

    async def _in_turn(
        self, connection: AsyncConnection, bundles: Sequence[Sequence[Taken]], now: datetime
    ) -> Sequence[Sequence[Taken]]:
        """Return the bundles that may go now; those for one channel go one after the other, with a gap between them."""
        self._busy = {channel: until for channel, until in self._busy.items() if until > now}
        turns = dict(self._busy)
        going: list[Sequence[Taken]] = []
        for bundle in bundles:
            nudge = bundle[0].nudge
            if not nudge.channel:
                going.append(bundle)
                continue
            channel = Address(nudge.platform, nudge.realm, nudge.channel)
            turn = turns.get(channel, now)
            turns[channel] = turn + self._policy.channel_gap
            if turn > now:
                await writing.leave(connection, [one.nudge.id for one in bundle], run_at=turn)
                continue
            going.append(bundle)
            self._busy[channel] = turns[channel]
        return going

    async def _intend(
        self, connection: AsyncConnection, bundles: Sequence[Sequence[Taken]], now: datetime
    ) -> list[Message]:
        """Lease the nudges, and write down the intent to send a message for each bundle; return the messages."""
        token, lease = secrets.token_hex(6), self._policy.lease
        ids = {bundle[0].nudge.id: [one.nudge.id for one in bundle] for bundle in bundles}
        intents = {
            bundle[0].nudge.id: Intent(earlier.id, earlier.key, earlier.user_id, earlier.intended_at)
            for bundle in bundles
            if (earlier := bundle[0].earlier)
        }
        if new := [first for first in ids if first not in intents]:
            intents |= await writing.intend(connection, new, token, now)
        if carried := {id_: intents[first].id for first, those in ids.items() for id_ in those}:
            await writing.lease(connection, carried, token, now + lease)
        for together, nudges in grouped((len(those), those) for those in ids.values()):
            await writing.tell(connection, nudges, now, "sending", _sending(together))
        begin_by = now + lease / 2
        return [
            _message(bundle, intents[bundle[0].nudge.id], token, now, begin_by)
            async for bundle in cooperatively(bundles)
        ]


def _became(reached: Mapping[Verdict, Sequence[Taken]], now: datetime) -> Iterator[Nudged]:
    """Yield what is counted of verdicts: what is not sent any more, and what turned out to have been sent."""
    for what, those in reached.items():
        for nudge in (one.nudge for one in those):
            if isinstance(what, Drop | Skip):
                yield Nudged(nudge.platform, Became.dropped)
            elif isinstance(what, Arrived):
                yield Nudged(nudge.platform, Became.sent, late=now - nudge.due_at)


def _bundled(due: Iterable[Taken]) -> Sequence[Sequence[Taken]]:
    """Bundle what goes to one person or channel into one message; what was tried together stays together."""
    bundles: dict[tuple[int | str | None, ...], list[Taken]] = defaultdict(list)
    for one in due:
        nudge = one.nudge
        # A notice about a share is a message of its own, and so is what is celebrated.
        alone = nudge.id if nudge.share_id is not None or isinstance(one, DueCelebration) else None
        bundles[nudge.person_id, nudge.channel, alone, nudge.team_id, nudge.delivery_id].append(one)
    return list(bundles.values())


def _as_sent(those: Sequence[Taken], what: Send) -> Sequence[Taken]:
    """Return nudges with what the verdict `what` found out about them."""
    if not (what.missed or what.stands_for):
        return those
    return [
        one._replace(missed=what.missed, stands_for=what.stands_for) if isinstance(one, DueNudge) else one
        for one in those
    ]


def _message(bundle: Sequence[Taken], intent: Intent, token: str, now: datetime, begin_by: datetime) -> Message:
    """Return the message that carries a bundle."""
    nudge = bundle[0].nudge
    to = Address(nudge.platform, nudge.realm, nudge.channel or intent.user_id)
    return Message(intent=intent, token=token, taken_at=now, begin_by=begin_by, to=to, bundle=bundle)


def _sending(together: int) -> str:
    return "Sending." if together == 1 else f"Sending, in one message with {together - 1} more."
