"""One try at sending a message: whatever comes of it is a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.outgoing import CannotTell, Changing, NotSent, Uncertain, Undeliverable
from scheduler.message import Never, NotYet, Sent

if TYPE_CHECKING:
    from bot.messages import Reply
    from bot.outgoing import Outgoing
    from scheduler.message import Message, Outcome


async def send(outgoing: Outgoing, message: Message, reply: Reply) -> Outcome:
    """Send a message, which says `reply`, unless an earlier try has arrived; return what became of it."""
    blindly = False
    try:
        if message.changes and isinstance(outgoing, Changing):
            # Twice is as good as once.
            await outgoing.change(message.to, reply, message.changes)
            return Sent(message, message.changes)
        receipt = None
        if message.again:
            receipt, blindly = await _look_up(outgoing, message)
        receipt = receipt or await outgoing.send(message.to, reply, message.intent.key)
    except NotSent as outcome:
        return NotYet(message, outcome.reason, outcome.retry_after, doubt=False)
    except Uncertain as outcome:
        return NotYet(message, outcome.reason, None, doubt=True)
    except Undeliverable as outcome:
        return Never(message, outcome.reason)
    return Sent(message, receipt, blindly)


async def _look_up(outgoing: Outgoing, message: Message) -> tuple[str | None, bool]:
    """Return the receipt of an earlier try, if it arrived, and whether that cannot be told: then one repeat at most."""
    try:
        return await outgoing.find(message.to, message.intent.key, message.intent.at), False
    except CannotTell:
        if max(nudge.attempts for nudge in message.nudges) > 1:
            raise Undeliverable("no answer came twice; it may have arrived once or twice") from None
        return None, True


async def can_look(outgoing: Outgoing, sent: Message) -> bool | None:
    """Tell whether a platform can be asked if a message arrived, by asking for one; None if it does not answer."""
    try:
        await outgoing.find(sent.to, sent.intent.key, sent.intent.at)
    except CannotTell:
        return False
    except (NotSent, Undeliverable, Uncertain):
        return None
    return True
