"""What people ask about their goals in their own calendar."""

from datetime import timedelta
from typing import Annotated

from bot import changes
from bot.commands import command
from bot.feeds import replies
from bot.feeds.addresses import address, hashed, made_up
from bot.feeds.kinds import SomeWish
from bot.messages import Reply
from bot.models import Feed
from bot.talk import Talk

_SECOND_TAP = timedelta(seconds=10)
"""For so long, asking for a new address again is a second tap: it would revoke what is just being copied."""


@command("feed", title="Your calendar feed", examples=["feed", "feed new", "feed off"])
async def feed(
    talk: Talk, what: Annotated[SomeWish, "A new address, or off; leave it out to see how it is."] | None = None
) -> Reply:
    """Have what is due in your own calendar, by a secret address."""
    row = await talk.session.get(Feed, talk.me.id)
    if what == "off":
        return await _off(talk, row)
    if not talk.reached_at:
        return replies.not_reached(row, talk.calendar)
    if what is None:
        return replies.feed_shown(row, talk.calendar)
    if row is not None and what == "new" and talk.now - row.made_at < _SECOND_TAP:
        return replies.made_already()
    return await _made(talk, row)


async def _made(talk: Talk, row: Feed | None) -> Reply:
    secret = made_up()
    if row is None:
        talk.session.add(Feed(person_id=talk.me.id, hashed=hashed(secret), made_at=talk.now))
    else:
        row.hashed, row.made_at, row.read_at = hashed(secret), talk.now, None
    again = " anew" if row is not None else ""
    await changes.record(talk, f"made the address of your calendar feed{again}")
    return replies.feed_made(address(talk.reached_at, secret), again=row is not None)


async def _off(talk: Talk, row: Feed | None) -> Reply:
    if row is None:
        return replies.no_feed()
    await talk.session.delete(row)
    await changes.record(talk, "switched your calendar feed off")
    return replies.feed_off()
