"""What a message says, worded just before it is sent.

By then the transaction that took its nudges is over, so nothing waits for this, and a fault in it stops no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.celebrations import celebrating
from bot.forgetting import replies as forgetting
from bot.messages import Reply
from bot.models import Celebrates, ShareState
from bot.nudges import bundle
from bot.nudges.planned import each_once
from bot.sharing import replies as sharing
from scheduler.due import DueCelebration, DueDigest, DueNudge

if TYPE_CHECKING:
    from bot.models import Share
    from scheduler.message import Message

_TELL_OF_A_PART = {ShareState.ended: sharing.shown_no_more, ShareState.inherited: forgetting.inherited}
"""What becomes of a part, for the one who has it."""


def drawn(message: Message) -> Reply:
    """Return the reply that a message carries."""
    first = message.bundle[0]
    if isinstance(first, DueDigest):
        return first.reply or Reply("Nothing has changed")
    if isinstance(first, DueCelebration):
        return first.reply or Reply("What was told here is no longer shown")
    if first.share is not None:
        return _told_of_a_share(first, first.share)
    due = [one for one in message.bundle if isinstance(one, DueNudge)]
    asked = [(one.subject, one.nudge.kind) for one in each_once(due, lambda one: (one.nudge.subject, one.nudge.kind))]
    return bundle.check_in(asked, first.calendar, message.taken_at, message.intent.id)


def _told_of_a_share(due: DueNudge, share: Share) -> Reply:
    """Tell of a part in a goal: the one who has it of the part, the owner of the answer, or of what they changed."""
    goal, other = due.goal, due.other or ""
    if due.nudge.person_id == share.person_id:
        tell = _TELL_OF_A_PART.get(share.state, sharing.invited)
        return tell(goal, share, other)
    if due.changed is not None:
        offers = due.person.celebrates is Celebrates.ask and celebrating.may_be_told(goal)
        return sharing.changed(goal, other, due.changed, due.calendar, offers=offers)
    return sharing.answered(goal, share, other)
