"""What became of messages, written down: sent, to be tried again, given back or given up; the ledger tells each step.

Everything is fenced by the lease's token: a nudge that somebody else has taken meanwhile is left to them.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from bot.dates.wording import span
from bot.metrics.events import Became, Nudged
from bot.models import NudgeState
from scheduler import writing
from scheduler.message import KeptBack, Never, NotYet, Sent

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime
    from random import Random

    from sqlalchemy.ext.asyncio import AsyncConnection

    from scheduler.message import Message, Outcome
    from scheduler.policy import Policy

Key = TypeVar("Key", str, int)


async def settle(
    connection: AsyncConnection, outcomes: Sequence[Outcome], now: datetime, *, policy: Policy, random: Random
) -> list[Nudged]:
    """Write down what became of messages, many of them together; return it to be counted."""
    became = await _settle_sent(connection, [outcome for outcome in outcomes if isinstance(outcome, Sent)], now)
    await _give_back(connection, [outcome for outcome in outcomes if isinstance(outcome, KeptBack)], now)
    for outcome in outcomes:
        if isinstance(outcome, NotYet):
            became += await _retry(connection, outcome, now, policy, random)
        elif isinstance(outcome, Never):
            given_up = await _give_up(connection, outcome.message, outcome.message.nudge_ids, outcome.reason, now)
            await writing.refused(connection, [outcome.message])
            team = outcome.message.bundle[0].nudge.team_id
            if given_up and team is not None and not outcome.message.again:
                await writing.digest_ended(connection, team)
            became += given_up
    return became


async def tell_sent(connection: AsyncConnection, due: Mapping[int, datetime], now: datetime) -> None:
    """Write into the ledger that nudges, by their row ids, were sent, and how long after they were `due`."""
    words_of = {due_at: _sent(now - due_at) for due_at in {*due.values()}}
    for words, nudges in grouped((words_of[due_at], (id_,)) for id_, due_at in due.items()):
        await writing.tell(connection, nudges, now, "sent", words)


def grouped(pairs: Iterable[tuple[Key, Iterable[int]]]) -> Iterable[tuple[Key, list[int]]]:
    """Put together the nudges of each key, which need not stand beside each other."""
    groups: dict[Key, list[int]] = defaultdict(list)
    for key, nudges in pairs:
        groups[key] += nudges
    return groups.items()


async def _settle_sent(connection: AsyncConnection, outcomes: Sequence[Sent], now: datetime) -> list[Nudged]:
    """Write down that messages were sent; a nudge whose lease was lost is left to whoever has it."""
    if outcomes:
        await writing.arrived(connection, [(outcome.message, outcome.receipt) for outcome in outcomes], now)
    settled = set[int]()
    due = {one.nudge.id: one.nudge.due_at for outcome in outcomes for one in outcome.message.bundle}
    for token, nudges in grouped((o.message.token, o.message.nudge_ids) for o in outcomes):
        ours = await writing.release(connection, nudges, token)
        await tell_sent(connection, {id_: due[id_] for id_ in ours}, now)
        settled.update(ours)
    for message in (outcome.message for outcome in outcomes):
        if (team := message.bundle[0].nudge.team_id) is not None:
            await writing.digest_told(connection, team, message.intent.at)
    return [one for outcome in outcomes for one in _arrived(outcome, settled, now)]


def _arrived(outcome: Sent, settled: Collection[int], now: datetime) -> Iterable[Nudged]:
    """Yield what is counted of a message that arrived: those of its nudges that were `settled`."""
    for nudge in outcome.message.nudges:
        if nudge.id in settled:
            yield Nudged(nudge.platform, Became.sent, late=now - nudge.due_at)
            if outcome.blindly:
                yield Nudged(nudge.platform, Became.maybe_doubled)


async def _retry(
    connection: AsyncConnection, outcome: NotYet, now: datetime, policy: Policy, random: Random
) -> list[Nudged]:
    """Plan another try. Only what ended in doubt or by our own fault counts: an outage of a platform loses no nudge."""
    message, uncertain = outcome.message, outcome.doubt or outcome.message.again
    # What is in doubt together is tried again together: the platform knows it by its key, not by its words.
    late = now - min(nudge.due_at for nudge in message.nudges)
    wait, became = policy.wait(late, random) if outcome.wait is None else outcome.wait, list[Nudged]()
    for nudge in message.nudges:
        attempts = nudge.attempts + (outcome.doubt or outcome.fault)
        if attempts >= policy.attempts:
            became += await _give_up(connection, message, [nudge.id], f"{outcome.reason}, {attempts} times", now)
            continue
        carried = {} if uncertain else {"delivery_id": None}
        ours = await writing.release(
            connection, [nudge.id], message.token, attempts=attempts, run_at=now + wait, **carried
        )
        await writing.tell(connection, ours, now, *_not_sent(outcome.reason, wait, uncertain=uncertain))
        became += [Nudged(nudge.platform, Became.retried)] * len(ours)
    if not uncertain:
        await writing.refused(connection, [message])
    return became


async def _give_back(connection: AsyncConnection, kept: Sequence[KeptBack], now: datetime) -> None:
    """Give back what was not begun; a pause gives back all that was in hand at once, which may be hundreds."""
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
    connection: AsyncConnection, message: Message, nudges: Sequence[int], reason: str, now: datetime
) -> list[Nudged]:
    """Give up nudges for good; the person is told at their next command. Return those that were ours to give up."""
    ours = await writing.release(connection, nudges, message.token, state=NudgeState.failed)
    if ours:
        await writing.tell(connection, ours, now, "failed", f"Given up: {reason}.")
        await writing.cannot_reach(connection, message, reason)
    return [Nudged(message.to.platform, Became.given_up)] * len(ours)


def _not_sent(reason: str, wait: timedelta, *, uncertain: bool) -> tuple[str, str]:
    """Return the step, and its words, of a message that is tried again."""
    step, maybe = ("uncertain", " It may have arrived.") if uncertain else ("retrying", "")
    return step, f"Not sent: {reason}.{maybe} I try again in {span(wait)}."


def _sent(late: timedelta) -> str:
    return "Sent." if late < timedelta(minutes=1) else f"Sent, {span(late)} after it was due."
