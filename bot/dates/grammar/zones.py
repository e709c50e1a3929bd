"""The zones that times are told in: "14:00 GMT", "8am Tokyo time", "5pm UTC+2", "10:00+02:00", "9:00 Europe/Berlin"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import available_timezones

if TYPE_CHECKING:
    from bot.dates.grammar.parts import Clock
    from bot.dates.grammar.sentence import Sentence

Zone: TypeAlias = tuple[str | None, timedelta | None, int]
"""An IANA name or a distance from UTC, and the place after it."""

_OFFSET = re.compile(r"(\d{1,2})(?::?(\d{2}))?")
_SIGNS = {"+": 1, "-": -1, "\N{MINUS SIGN}": -1}


def with_zone(s: Sentence, found: Clock) -> Clock:
    """Return a time of day with the zone that stands behind it, if one does."""
    at = s.skip_mark(found.end, "(")
    named = zone_at(s, at)
    city = s.name(found.end + 1, "city") if s.name(found.end, "prep") == "in" else None
    if city is not None and not found.vague and s.said(found.end + 1)[:1].isupper():
        return replace(found, place=city)
    if named is None:
        gap = offset_at(s, found.end, glued=s.glued(found.end)) if ":" in s.word(found.end - 1) else None
        return replace(found, offset=gap[0], end=gap[1], others=()) if gap else found
    zone, offset, end = named
    end = end + 1 if at > found.end and s.word(end)[:1] == ")" else end
    return replace(found, zone=zone, offset=offset, end=end)


def zone_at(s: Sentence, i: int) -> Zone | None:
    """Return the zone or the distance from UTC named at place `i`, and the place after it."""
    zone = s.name(i, "zone")
    timed = s.has(i - 1, "meridiem") or (":" in s.word(i - 1) and (s.closes(i + 1) or s.has(i + 1, "mark")))
    short = len(s.word(i)) < 3 and not s.said(i).isupper() and not timed
    if zone is None or short:
        return _named(s, i) or _place(s, i)
    gap = offset_at(s, i + 1, glued=False) if zone == "UTC" else None
    if gap is None:
        return zone, None, i + 2 if s.has(i + 1, "time_noun") else i + 1
    hours = gap[0].total_seconds() / 3600
    if hours % 1:
        return None, gap[0], gap[1]
    return (f"Etc/GMT{-int(hours):+d}" if hours else "UTC"), None, gap[1]


def _named(s: Sentence, i: int) -> Zone | None:
    """Read a zone by its IANA name, as Milepost itself writes it: "Europe/Berlin"."""
    last = i
    while s.word(last + 1) == "/" and s.glued(last + 1) and s.glued(last + 2):
        last += 2
    zone = _zones().get(s.text[s.starts[i] : s.ends[last]].lower()) if last > i else None
    return (zone, None, last + 1) if zone is not None else None


def _place(s: Sentence, i: int) -> Zone | None:
    """Read "Tokyo time", "local time in Paris" …, or a city written large right behind a time."""
    city = s.name(i, "city")
    if city is None and s.has(i + 1, "time_noun") and s.said(i)[:1].isupper():
        city = _cities().get(s.word(i))
    if city is None:
        return None
    if s.has(i + 1, "time_noun"):
        return city, None, i + 2
    if s.has(i + 1, "local"):
        return city, None, s.skip(i + 2, "time_noun")
    alone = i + 1 >= s.size or not s.said(i + 1)[:1].isupper()
    return (city, None, i + 1) if alone and s.said(i)[:1].isupper() else None


@cache
def _zones() -> dict[str, str]:
    """Return every zone by its name in small letters."""
    return {zone.lower(): zone for zone in available_timezones() if "/" in zone}


@cache
def _cities() -> dict[str, str]:
    """Return every zone that is called after a city, by the one word of its name."""
    return {zone.rpartition("/")[2].lower(): zone for zone in sorted(available_timezones()) if "/" in zone}


def offset_at(s: Sentence, i: int, *, glued: bool) -> tuple[timedelta, int] | None:
    """Return the distance from UTC at place `i` ("Z", "+02:00") and the place after it."""
    if glued and not s.glued(i):
        return None
    if glued and s.word(i) == "z":
        return timedelta(0), i + 1
    sign = _SIGNS.get(s.word(i))
    if sign is None or not s.glued(i + 1):
        return None
    found = _OFFSET.fullmatch(s.word(i + 1))
    if found is None or int(found[1]) > 14 or int(found[2] or 0) > 59:
        return None
    return sign * timedelta(hours=int(found[1]), minutes=int(found[2] or 0)), i + 2
