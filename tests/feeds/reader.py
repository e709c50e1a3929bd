"""A calendar program: it is given an address, and reads what stands there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from icalendar import Calendar

from bot.feeds.serving import Feeds, Served
from bot.replies import plain

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.messages import Reply
    from tests.house import House

_ADDRESS = re.compile(r"https?://\S+/calendar/([0-9a-f]{64})\.ics")


def secret_in(reply: Reply) -> str:
    """Return the secret of the one address in a reply."""
    (secret,) = _ADDRESS.findall(plain.text(reply))
    return str(secret)


async def subscribed(house: House, name: str) -> str:
    """Let `name` make an address, and return its secret."""
    return secret_in(await house.says(name, "feed another"))


async def read(house: House, secret: str) -> Served:
    """Return what is read at an address that there is."""
    found = await Feeds(database=house.database, clock=house.clock).read(secret, "a client")
    assert found is not None
    return found


@dataclass(frozen=True)
class Shown:
    """An entry as a calendar program has it."""

    name: str
    about: str
    when: date | datetime
    revised_at: datetime
    stamped_at: datetime
    revision: int
    rule: str


async def entries(house: House, secret: str) -> dict[str, Shown]:
    """Return the entries of a calendar by their words."""
    events: list[Any] = Calendar.from_ical((await read(house, secret)).text).walk("VEVENT")
    return {
        str(event["summary"]): Shown(
            name=str(event["uid"]),
            about=str(event["description"]),
            when=event.decoded("dtstart"),
            revised_at=event.decoded("last-modified"),
            stamped_at=event.decoded("dtstamp"),
            revision=int(event["sequence"]),
            rule=event["rrule"].to_ical().decode() if "rrule" in event else "",
        )
        for event in events
    }
