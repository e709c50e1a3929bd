"""What a message says, worded just before it is sent.

By then the transaction that took its nudges is over, so nothing waits for this, and a fault in it stops no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Reply
from bot.models import ShareState
from bot.nudges import bundle
from bot.nudges.notices import OF_ITS_DATE, OF_THE_GOAL
from bot.sharing import replies as sharing
from scheduler.due import DueDigest, DueNudge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.due import Taken
    from scheduler.message import Message


def drawn(message: Message) -> Reply:
    """Return the reply that a message carries."""
    first = message.bundle[0]
    if isinstance(first, DueDigest):
        return first.reply or Reply("Nothing has changed")
    if first.share is not None:
        if first.nudge.person_id == first.share.person_id:
            ended = first.share.state is ShareState.ended
            tell = sharing.shown_no_more if ended else sharing.invited
            return tell(first.goal, first.share, first.other or "")
        if _kind(first) == OF_THE_GOAL:
            return sharing.moved_on(first.goal, first.other or "")
        if _kind(first) == OF_ITS_DATE:
            return sharing.dated_anew(first.goal, first.other or "", first.calendar)
        return sharing.answered(first.goal, first.share, first.other or "")
    asked = [(one.subject, _kind(one)) for one in _each_once(message.bundle)]
    return bundle.check_in(asked, first.calendar, message.taken_at, message.intent.id)


def _each_once(bundle: Sequence[Taken]) -> Sequence[DueNudge]:
    """Return what is asked: its date and its rhythm on one day are one question, that of its date."""
    due = [one for one in bundle if isinstance(one, DueNudge)]
    if len(due) == 1:
        return due
    chosen: dict[str, DueNudge] = {}
    for one in sorted(due, key=lambda one: _kind(one) == "rhythm"):
        chosen.setdefault(one.nudge.subject, one)
    return [one for one in due if chosen[one.nudge.subject] is one]


def _kind(due: DueNudge) -> str:
    return due.nudge.occurrence.partition(" ")[0]
