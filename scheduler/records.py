"""What is known of each message: written down before it is sent, and after; each step is in the ledger."""

from __future__ import annotations

import secrets
from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from bot.dates.wording import span
from bot.messages import Address
from bot.models import NudgeState
from bot.nudges import foresight, outbox
from bot.teams import digest as digests
from bot.teams.replies import digest_told
from scheduler import claim, writing
from scheduler.due import DueDigest, DueNudge
from scheduler.message import Intent, KeptBack, Message, Never, NotYet, Sent
from scheduler.told import with_changes
from scheduler.turns import taking_turns
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
    verdict_of_digest,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from random import Random

    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

    from bot.clock import Clock
    from bot.database import Database
    from scheduler.claim import Lane
    from scheduler.due import Taken
    from scheduler.message import Outcome
    from scheduler.policy import Policy


Key = TypeVar("Key", str, int)

_AT_ONCE = 200
"""How many nudges are followed in one transaction."""


class Records:
    """The outbox as the deliverer writes it: many messages in one transaction."""

    def __init__(self, *, database: Database, clock: Clock, policy: Policy, random: Random) -> None:
        self._database = database
        self._clock = clock
        self._policy = policy
        self._random = random
        self._busy: dict[Address, datetime] = {}
        """Until when a channel is left alone, as something is being sent there."""

    async def take(self, lane: Lane, size: int) -> tuple[claim.Locked, Sequence[Message]]:
        """Take what is due for those who have waited longest, at most `size` messages; return who and what they are.

        That it is about to be sent is written down in the same transaction.
        """
        async with self._database.transaction() as session:
            now = await self._database.now(session, self._clock)
            locked = await claim.lock(session, lane, now=now, size=size)
            due = await claim.take(session, lane, locked, now=now)
            kept, left_out = await self._sift(session, due, now)
            if left_out:
                # What comes in the place of what is too old belongs into the same message.
                session.expire_all()
                await outbox.follow(session, now, _AT_ONCE)
                await session.flush()
                due = await claim.take(session, lane, locked, now=now)
                kept, _ = await self._sift(session, due, now)
            connection = await session.connection()
            bundles = await self._in_turn(connection, _bundled(kept), now)
            messages = await self._intend(connection, bundles, now)
        return locked, messages

    async def _sift(self, session: AsyncSession, taken: Sequence[Taken], now: datetime) -> tuple[list[Taken], bool]:
        """Return what is still called for, and whether anything was left out; write down why the rest is not."""
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
                    await self._tell_sent(connection, {one.nudge.id: one.nudge.due_at for one in those}, now)
        return kept, any(isinstance(what, Skip) for what in reached)

    async def _look_again(
        self, session: AsyncSession, taken: Sequence[Taken], now: datetime
    ) -> Mapping[Verdict, Sequence[Taken]]:
        """Return what is to become of each, as things stand now."""
        reached: dict[Verdict, list[Taken]] = defaultdict(list)
        due = [one for one in taken if isinstance(one, DueNudge)]
        sent = await foresight.sent_today(session, {one.person.id: one.calendar.zone for one in due}, now)
        said = await foresight.last_said(session, {one.goal.id: (one.goal, one.calendar.zone) for one in due})
        async for one in taking_turns([await with_changes(session, one) for one in due]):
            history = ContactHistory(sent.get(one.person.id, 0), said.get(one.nudge.subject))
            reached[verdict(one, history, now, self._policy)].append(one)
        for told in taken:
            if isinstance(told, DueDigest):
                digest = await digests.digest(session, told.team, now)
                what_of_it = verdict_of_digest(told, digest, now, self._policy)
                reached[what_of_it].append(told._replace(reply=digest_told(digest)))
        return reached

    async def _in_turn(
        self, connection: AsyncConnection, bundles: Sequence[Sequence[Taken]], now: datetime
    ) -> Sequence[Sequence[Taken]]:
        """Return what may go now: of those for one channel the first, and the others one after the other."""
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
            turns[channel] = turn + self._policy.between
            if turn > now:
                await writing.leave(connection, [one.nudge.id for one in bundle], run_at=turn)
                continue
            going.append(bundle)
            self._busy[channel] = turns[channel]
        return going

    async def _intend(
        self, connection: AsyncConnection, bundles: Sequence[Sequence[Taken]], now: datetime
    ) -> list[Message]:
        """Lease the nudges to ourselves, and write down what is about to be sent: a message for each bundle."""
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
        for together, nudges in _grouped((len(those), those) for those in ids.values()):
            await writing.tell(connection, nudges, now, "sending", _sending(together))
        begin_by = now + lease / 2
        return [
            _message(bundle, intents[bundle[0].nudge.id], token, now, begin_by)
            async for bundle in taking_turns(bundles)
        ]

    async def follow(self) -> None:
        """Plan what comes after what was sent or left out."""
        followed = _AT_ONCE
        while followed == _AT_ONCE:
            async with self._database.transaction() as session:
                now = await self._database.now(session, self._clock)
                followed = await outbox.follow(session, now, _AT_ONCE)

    async def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Write down what became of messages."""
        async with self._database.transaction() as session:
            connection, now = await session.connection(), self._clock.now()
            await self._settle_sent(connection, [outcome for outcome in outcomes if isinstance(outcome, Sent)], now)
            await self._give_back(connection, [outcome for outcome in outcomes if isinstance(outcome, KeptBack)], now)
            for outcome in outcomes:
                if isinstance(outcome, NotYet):
                    await self._retry(connection, outcome, now)
                elif isinstance(outcome, Never):
                    await self._give_up(connection, outcome.message, outcome.message.nudge_ids, outcome.reason, now)
                    await writing.refused(connection, [outcome.message])

    async def _settle_sent(self, connection: AsyncConnection, outcomes: Sequence[Sent], now: datetime) -> None:
        if outcomes:
            await writing.arrived(connection, [(outcome.message, outcome.receipt) for outcome in outcomes], now)
        due = {one.nudge.id: one.nudge.due_at for outcome in outcomes for one in outcome.message.bundle}
        for token, nudges in _grouped((o.message.token, o.message.nudge_ids) for o in outcomes):
            ours = await writing.release(connection, nudges, token)
            await self._tell_sent(connection, {id_: due[id_] for id_ in ours}, now)
        for message in (outcome.message for outcome in outcomes):
            if (team := message.bundle[0].nudge.team_id) is not None:
                await writing.digest_told(connection, team, message.intent.at)

    async def _tell_sent(self, connection: AsyncConnection, due: Mapping[int, datetime], now: datetime) -> None:
        words_of = {due_at: _sent(now - due_at) for due_at in {*due.values()}}
        for words, nudges in _grouped((words_of[due_at], (id_,)) for id_, due_at in due.items()):
            await writing.tell(connection, nudges, now, "sent", words)

    async def _retry(self, connection: AsyncConnection, outcome: NotYet, now: datetime) -> None:
        """Plan another try. Only doubts are counted: a platform that is away for long loses nobody's nudge."""
        message, uncertain = outcome.message, outcome.doubt or outcome.message.again
        # What is in doubt together is tried again together: the platform knows it by its key, not by its words.
        late = now - min(nudge.due_at for nudge in message.nudges)
        wait = self._policy.wait(late, self._random) if outcome.wait is None else outcome.wait
        for nudge in message.nudges:
            attempts = nudge.attempts + outcome.doubt
            if attempts >= self._policy.attempts:
                await self._give_up(connection, message, [nudge.id], f"{outcome.reason}, {attempts} times", now)
                continue
            carried = {} if uncertain else {"delivery_id": None}
            ours = await writing.release(
                connection, [nudge.id], message.token, attempts=attempts, run_at=now + wait, **carried
            )
            await writing.tell(connection, ours, now, *_not_sent(outcome.reason, wait, uncertain=uncertain))
        if not uncertain:
            await writing.refused(connection, [message])

    async def _give_back(self, connection: AsyncConnection, kept: Sequence[KeptBack], now: datetime) -> None:
        """Leave what was not begun for another try; a pause gives back all that was in hand, which may be hundreds."""
        alike: defaultdict[tuple[str, str, datetime, bool], list[Message]] = defaultdict(list)
        for one in kept:
            alike[one.message.token, one.reason, one.until, one.message.again].append(one.message)
        for (token, reason, until, again), messages in alike.items():
            nudges = [id_ for message in messages for id_ in message.nudge_ids]
            carried = {} if again else {"delivery_id": None}
            ours = await writing.release(connection, nudges, token, run_at=max(until, now), **carried)
            wait = max(until - now, timedelta(0))
            await writing.tell(connection, ours, now, *_not_sent(reason, wait, uncertain=again))
            if not again:
                await writing.refused(connection, messages)

    async def _give_up(
        self, connection: AsyncConnection, message: Message, nudges: Sequence[int], reason: str, now: datetime
    ) -> None:
        """End in a state that the person is told of at their next command."""
        ours = await writing.release(connection, nudges, message.token, state=NudgeState.failed)
        if ours:
            await writing.tell(connection, ours, now, "failed", f"Given up: {reason}.")
            await writing.cannot_reach(connection, message, reason)


def _bundled(due: Iterable[Taken]) -> Sequence[Sequence[Taken]]:
    """Put together what is due for one person: one message; what was tried before stays in its message."""
    bundles: dict[tuple[int | str | None, ...], list[Taken]] = defaultdict(list)
    for one in due:
        nudge = one.nudge
        alone = nudge.id if nudge.share_id is not None else None  # what is told of a share is one message each
        bundles[nudge.person_id, nudge.channel, alone, nudge.team_id, nudge.delivery_id].append(one)
    return list(bundles.values())


def _as_sent(those: Sequence[Taken], what: Send) -> Sequence[Taken]:
    """Return them with what is known of them at the moment of sending; most often that is nothing new."""
    if not (what.missed or what.stands_for):
        return those
    return [
        one._replace(missed=what.missed, stands_for=what.stands_for) if isinstance(one, DueNudge) else one
        for one in those
    ]


def _message(bundle: Sequence[Taken], intent: Intent, token: str, now: datetime, begin_by: datetime) -> Message:
    """Return what goes to the platform."""
    nudge = bundle[0].nudge
    to = Address(nudge.platform, nudge.realm, nudge.channel or intent.user_id)
    return Message(intent=intent, token=token, taken_at=now, begin_by=begin_by, to=to, bundle=bundle)


def _grouped(pairs: Iterable[tuple[Key, Iterable[int]]]) -> Iterable[tuple[Key, list[int]]]:
    groups: dict[Key, list[int]] = defaultdict(list)
    for key, nudges in pairs:
        groups[key] += nudges
    return groups.items()


def _not_sent(reason: str, wait: timedelta, *, uncertain: bool) -> tuple[str, str]:
    """Return the step, and its words, of a message that is tried again."""
    step, maybe = ("uncertain", " It may have arrived.") if uncertain else ("retrying", "")
    return step, f"Not sent: {reason}.{maybe} I try again in {span(wait)}."


def _sending(together: int) -> str:
    return "Sending." if together == 1 else f"Sending, in one message with {together - 1} more."


def _sent(late: timedelta) -> str:
    return "Sent." if late < timedelta(minutes=1) else f"Sent, {span(late)} after it was due."
