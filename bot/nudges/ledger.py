"""The ledger: the story of each nudge in words, with the answers that it got."""

from __future__ import annotations

from datetime import UTC, datetime, time
from operator import attrgetter
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.models import LedgerEntry, Nudge, NudgeState

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Change
    from bot.talk import Talk

_NEVER = datetime.min.replace(tzinfo=UTC)


def note(session: AsyncSession, nudge: Nudge, at: datetime, step: str, words: str) -> None:
    """Add a step to a nudge's story in the ledger."""
    session.add(LedgerEntry(nudge_id=nudge.id, at=at, step=step, words=words))


def answered_by(talk: Talk, nudges: Iterable[Nudge], until: Mapping[str, datetime], change: Change) -> None:
    """Write down that `change` answers, of the `nudges` about each subject, the last one that was due `until` then."""
    came = [nudge for nudge in nudges if nudge.state is not NudgeState.dropped]
    came = [nudge for nudge in came if nudge.state is NudgeState.sent or nudge.delivery_id is not None]
    meant = [nudge for nudge in came if _is_of(nudge, talk) <= until.get(nudge.subject, _NEVER)]
    for nudge in {nudge.subject: nudge for nudge in sorted(meant, key=attrgetter("due_at", "id"))}.values():
        said = f"{_who(talk, nudge)} {change.summary}."
        # An undo, or a reopening, is no answer, but the ledger tells it as well.
        is_none = change.undoes is not None or _takes_up(change)
        words = f"{said[0].upper()}{said[1:]}" if is_none else f"Answered: {said}"
        note(talk.session, nudge, talk.now, "answered", words)


def _takes_up(change: Change) -> bool:
    """Tell whether a change reopened something that had ended."""
    return any(edit.was.get("ended_at") and edit.after.get("ended_at", "") is None for edit in change.edits)


def _is_of(nudge: Nudge, talk: Talk) -> datetime:
    """Return the moment that a nudge asks about: for one that was moved off a day off, the day that it was for."""
    day = nudge.asked_for
    return nudge.due_at if day is None else min(nudge.due_at, datetime.combine(day, time(0), talk.calendar.zone))


async def answered_aside(talk: Talk, goals: Collection[int], summary: str) -> None:
    """Write down that what the asker was asked in private about `goals`, by row id, was answered in this way."""
    asked = select(Nudge).where(
        Nudge.person_id == talk.me.id, col(Nudge.snooze_id).is_not(None), col(Nudge.goal_id).in_(goals),
        Nudge.state == NudgeState.sent,
    )  # fmt: skip
    for nudge in {one.snooze_id: one for one in await talk.session.scalars(asked.order_by(col(Nudge.id)))}.values():
        note(talk.session, nudge, talk.now, "answered", f"Answered: you {summary}.")


def _who(talk: Talk, nudge: Nudge) -> str:
    """Name whoever answered: by their name where a channel was asked, as its members read this."""
    return (talk.me.name or "somebody") if nudge.channel else "you"
