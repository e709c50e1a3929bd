"""What Milepost says about people's goals in their own calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.messages import Button, Field, Reply, Section, Tone
from bot.settings import leads_here

if TYPE_CHECKING:
    from datetime import datetime

    from bot.dates.workdays import Calendar
    from bot.models import Feed

_HOLDS = (
    "It holds the dates of your goals and milestones that are still ahead, in the words that others may read. As "
    "others may see your calendar, your reasons and notes are not in it, nor what I see to be about leaving your "
    "employer. To leave out goal 3 as well, if it is about that and its words do not say so, type confide 3."
)
_ONCE = "I keep the address in a form that nobody can read back, so I show it once, when it is made."
_HOW = (
    Field("Google Calendar", "beside “Other calendars” +, then “From URL”"),
    Field("Outlook", "“Add calendar”, then “Subscribe from web”"),
    Field("Apple Calendar", "“File”, then “New Calendar Subscription”; on a phone: “Add Subscription Calendar”"),
)
_MAKE = Button("Make an address", "feed new", "primary")
_FILE = Button("Export as a calendar file", "export as: ical")
_RHYTHMS = (
    "A goal with days or an hour of its own, like every Friday 16:00, comes again there, on your days off, too; "
    "three times a week names no day, so it is not in it."
)
_IN_IT = f"{_HOLDS} {_RHYTHMS}"
_OFF = Button("Switch it off", "feed off", "danger")


def feed_shown(feed: Feed | None, calendar: Calendar) -> Reply:
    """Say whether there is a feed and since when, and how to have one."""
    if feed is None:
        return Reply(
            title="Your calendar can show what is due",
            sections=(
                Section(
                    f"It reads that at a secret address, which I make for you. {_IN_IT}",
                    buttons=(_MAKE, _FILE),
                ),
            ),
            note=_ONCE,
        )
    return Reply(
        title="You have a calendar feed",
        sections=(Section(_IN_IT, _since(feed, calendar), (Button("Make a new address", "feed new"), _OFF)),),
        note=f"{_ONCE} A new one revokes it.",
    )


def _since(feed: Feed, calendar: Calendar) -> tuple[Field, ...]:
    read = _minute(feed.read_at, calendar) if feed.read_at is not None else "not yet"
    return Field("Address made", _minute(feed.made_at, calendar)), Field("Last read", read)


def _minute(moment: datetime, calendar: Calendar) -> datetime:
    return moment.astimezone(calendar.zone).replace(second=0, microsecond=0)


def feed_made(address: str, *, again: bool) -> Reply:
    """Show a new address, this once, and what to do with it."""
    revoked = "The one before it is revoked: take it out of your calendar. " if again else ""
    return Reply(
        title="The address of your calendar feed",
        sections=(
            Section(address),
            Section(
                f"{revoked}Copy it now: I cannot show it again. Whoever has it reads what is in it, so keep it like a "
                "password.",
                _HOW,
            ),
            Section(_IN_IT, buttons=(_OFF,)),
        ),
        note=_only_here(address) or "How often a calendar looks for news is its own choice: Google’s may take a day.",
        tone=Tone.good,
        replaces=True,
    )


def _only_here(address: str) -> str:
    """Warn of an address that leads nowhere but on this machine."""
    if leads_here(urlsplit(address).hostname or ""):
        return "Only programs on this machine reach this address, so not the calendars of Google and Outlook."
    return ""


def made_already() -> Reply:
    """Leave an address alone that is just being copied."""
    return Reply(
        title="You have a new address since a moment ago",
        sections=(
            Section(
                "It stands in the answer before this one, and I cannot show it again. Did it get lost?",
                buttons=(Button("Make another address", "feed another"), _OFF),
            ),
        ),
    )


def feed_off() -> Reply:
    """Say that the address leads nowhere any more."""
    return Reply(
        title="Your calendar feed is off",
        sections=(
            Section(
                "Its address leads nowhere from now on, and undo does not bring it back. What a calendar has read "
                "stays there until you remove it.",
                buttons=(_MAKE,),
            ),
        ),
        tone=Tone.good,
        replaces=True,
    )


def no_feed() -> Reply:
    """Say that there was none; the second time is harmless."""
    return Reply(title="You have no calendar feed", sections=(Section(buttons=(_MAKE,)),))


def not_reached(feed: Feed | None, calendar: Calendar) -> Reply:
    """Say what an operator has to set before a calendar can read anything, and what can be had without."""
    return Reply(
        title="No calendar can reach me yet",
        sections=(
            Section(
                "I don't know at which address. Whoever runs me sets PUBLIC_URL and starts me again, for example: "
                "PUBLIC_URL=https://goals.example.com",
                _since(feed, calendar) if feed is not None else (),
            ),
            Section(
                "Until then you can have the same as a file, which does not follow what you change.",
                buttons=(_FILE, _OFF) if feed is not None else (_FILE,),
            ),
        ),
        tone=Tone.attention,
    )
