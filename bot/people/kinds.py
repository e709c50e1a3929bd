"""Arguments that are people, time zones, countries, days and hours."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING, Annotated, TypeAlias
from zoneinfo import ZoneInfo

from bot.commands import Kind
from bot.dates.holidays import countries, places
from bot.dates.names import WEEKDAYS
from bot.errors import Ambiguous, Choice, Refusal
from bot.kinds import choice, is_off, whole
from bot.models import Celebrates, Person, Roll
from bot.people import accounts, zones
from bot.people.days_off import read_days_off
from bot.people.weekdays import weekdays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages import Profile
    from bot.talk import Talk

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
_ZONE_HINT = "Give the nearest big city, for example: Lisbon, New York or Europe/Berlin"


async def _read_zone(text: str, talk: Talk) -> ZoneInfo:
    found = zones.matching(text, talk.now)
    if len(found) == 1:
        return ZoneInfo(found[0])
    near = found or zones.similar(text)
    if near:
        message = f"Several time zones fit “{text[:60]}”." if found else f"I don't know “{text[:60]}”. Did you mean:"
        raise Ambiguous(message, [Choice(zone, zone) for zone in near[:10]])
    raise Refusal(f"I don't know the time zone “{text[:60]}”.", _ZONE_HINT)


async def _suggest_zones(typed: str, talk: Talk) -> Sequence[Choice]:
    found = (zones.matching(typed, talk.now) or zones.similar(typed)) if typed.strip() else zones.COMMON
    return [Choice(zone, zone) for zone in found[:25]]


def clock_time(text: str) -> time | None:
    """Read a wall time: `9`, `9:30`, `17.00`, `9am`."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").casefold()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return time(hour, minute) if hour < 24 and minute < 60 else None


async def _read_time(text: str, _talk: Talk) -> time:
    at = clock_time(text)
    if at is None:
        raise Refusal(f"“{text[:60]}” is no time of day.", "Write it like 9:00 or 17:30.")
    return at


async def _read_quiet(text: str, _talk: Talk) -> tuple[time, time]:
    if is_off(text):
        return time(0), time(0)
    start, end = (clock_time(part) for part in (*re.split(r"\s*(?:-|–|\bto\b)\s*", text, maxsplit=1), "")[:2])
    if start is None or end is None:
        raise Refusal(f"“{text[:60]}” is no span of hours.", "Write it like 20:00-08:00, or none.")
    return start, end


async def _read_days(text: str, talk: Talk) -> str:
    days, unknown = weekdays(text, talk.me.locale)
    if unknown or not days:
        raise Refusal(f"I don't know the day “{unknown[:30]}”.", "Write working days like mon-fri, or sun, mon, tue.")
    return "".join(map(str, sorted(days)))


def days_in_words(days: str) -> str:
    """Return stored working days for people: `0123` becomes `Mon, Tue, Wed, Thu`."""
    return "Mon to Fri" if days == "01234" else ", ".join(WEEKDAYS[int(day)] for day in days)


async def _read_country(text: str, talk: Talk) -> str:
    if is_off(text):
        return ""
    found = places(text, talk.locale.country or "")
    if not found:
        raise Refusal(
            f"I know no public holidays of “{text[:60]}”.", "Write a country like DE, DE-BY or Germany, or none."
        )
    if len(found) > 1:
        raise Ambiguous(f"There are several places called “{text[:60]}”.", [Choice(code, code) for code in found])
    return found[0]


async def _suggest_countries(typed: str, talk: Talk) -> Sequence[Choice]:
    return [Choice(name, code) for code, name in countries(typed, talk.locale.country or "")][:25]


async def _read_budget(text: str, _talk: Talk) -> int:
    budget = whole(text, 1, BUDGET_LIMIT)
    if budget is None:
        raise Refusal(
            f"“{text[:30]}” is no number of messages from 1 to {BUDGET_LIMIT}.",
            "Write it like 3. To be asked nothing about a goal, type: nudges 1 off",
        )
    return budget


BUDGET_LIMIT = 20
"""Messages a day that somebody can want at most."""


async def read_person(text: str, talk: Talk) -> Person:
    """Return who is mentioned, met now if they never spoke; or who is called so in the asker's workspace.

    Only what gives them something to do with a goal may ask for them so: who is just looked for is not made known.
    Raises Refusal for nobody, and for an app; Ambiguous where several are called so.
    """
    named = await read_named(text, talk)
    if isinstance(named, Person):
        return named
    if talk.only_looks:
        return Person(name=named.name, created_at=talk.now, absences=[])
    there = accounts.beside(talk.who, text.removeprefix("@"))
    return (await accounts.meet(talk.session, there, named, talk.now))[0]


async def read_named(text: str, talk: Talk) -> Person | Profile:
    """Return who is mentioned, or called so; of whom we have not met, or have forgotten, what the platform tells.

    Raises as `read_person`.
    """
    user_id = text.removeprefix("@")
    if (met := await accounts.find(talk.session, accounts.beside(talk.who, user_id))) is not None:
        return met[0]
    profile = talk.mentions.get(f"@{user_id}")
    if profile is not None and not profile.is_person:
        raise Refusal(
            f"“{profile.name or user_id[:60]}” is an app, or has left, and has no goals here.",
            "Name a person, for example: @ben",
        )
    if profile is not None:
        return profile
    found = await accounts.named(talk, user_id)
    if len(found) > 1:
        choices = [Choice(f"{one.name} (@{id_})", f"@{id_}") for one, id_ in found]
        raise Ambiguous(f"Several people are called “{user_id[:60]}”. Which one do you mean?", choices)
    if not found:
        # Where accounts belong to no workspace, as on Discord, a name alone is somebody's anywhere.
        if talk.place is None and not talk.who.realm:
            hint = "In a direct message there is nobody to pick: type it in a channel where both of you are"
            raise Refusal(f"I know nobody here called “{user_id[:60]}”.", f"{hint}, and pick them after @.")
        how = "Whoever has not talked to me yet I know by no name: let them say hello to me first, or in Slack type"
        raise Refusal(
            f"I know nobody here called “{user_id[:60]}”.",
            f"{how if talk.who.realm else 'Type'} @ and pick them from the list.",
        )
    return found[0][0]


async def suggest_people(typed: str, talk: Talk) -> Sequence[Choice]:
    """Suggest people of the asker's workspace whose name has what is typed."""
    found = await accounts.named(talk, typed.removeprefix("@"), in_part=True)
    return [Choice(person.name, f"@{user_id}") for person, user_id in found]


Zone: TypeAlias = Annotated[ZoneInfo, Kind("Time zone", "Europe/Lisbon", read=_read_zone, suggest=_suggest_zones)]
ClockTime: TypeAlias = Annotated[time, Kind("Start of work", "9:00", read=_read_time)]
Quiet: TypeAlias = Annotated[tuple[time, time], Kind("Quiet hours", "20:00-08:00", read=_read_quiet, emptied="none")]
WorkingDays: TypeAlias = Annotated[str, Kind("Working days", "mon-fri", read=_read_days)]
Country: TypeAlias = Annotated[
    str,
    Kind("Country", "DE-BY", read=_read_country, suggest=_suggest_countries, emptied="none"),
]
RollRule: TypeAlias = Annotated[
    Roll,
    choice(
        "Days off",
        {str(one): one for one in (Roll.after, Roll.before, Roll.skip)},
        unknown="A check-in cannot go “{}” a day off.",
        hint="Use after, before or skip.",
    ),
]
Celebrate: TypeAlias = Annotated[
    Celebrates,
    choice(
        "Celebrate",
        {str(one): one for one in Celebrates},
        also={"yes": Celebrates.always, "no": Celebrates.never},
        unknown="What you reach cannot be celebrated “{}”.",
        hint="Use ask, always or never.",
    ),
]
"""Whether a channel hears that somebody reached what it sees."""
Budget: TypeAlias = Annotated[int, Kind("Messages a day", "3", read=_read_budget)]
Days: TypeAlias = Annotated[tuple[date, date], Kind("Days", "2026-12-21 to 2027-01-06", read=read_days_off)]
