"""What people call their time zone: a city, its full name, an abbreviation, an offset, a country."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Iterator

_OFFSET = re.compile(r"(?:utc|gmt)\s*([+\-−–])\s*(\d{1,2})(?::?([0-5]\d))?|([+\-−–])(\d{1,2})(?::?([0-5]\d))?")
COMMON = (
    *("Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Asia/Tokyo"),
    *("America/Chicago", "America/Denver", "Europe/Paris", "Europe/Lisbon", "Asia/Shanghai", "Australia/Sydney"),
)
"""The zones that most people live in, offered before others."""


@cache
def every() -> frozenset[str]:
    """Return the IANA names of all zones that there are; looking them up walks through the disk, so it is done once."""
    return frozenset(available_timezones())


@cache
def named() -> dict[str, str]:
    """Return every zone that is named after a place, by the words a person may type."""
    places = [zone for zone in every() if "/" in zone and not zone.startswith("Etc/")]
    return {zone.casefold().replace("_", " "): zone for zone in (*sorted(places), "UTC")}


def matching(typed: str, now: datetime) -> list[str]:
    """Return the zones that `typed` may mean at the moment `now`, the likeliest first."""
    words = " ".join(typed.casefold().replace("_", " ").split())
    if words in named():
        return [named()[words]]
    if offset := _OFFSET.fullmatch(words):
        return _at(offset, now)
    if short := _by_other_names().get(words):
        return list(short)
    cities = [zone for name, zone in named().items() if name.rpartition("/")[2] == words]
    if cities:
        return cities
    found = [(name, zone) for name, zone in named().items() if words in name]
    # Who types “lis” begins the name of a city.
    return [zone for name, zone in sorted(found, key=lambda one: not one[0].rpartition("/")[2].startswith(words))]


def similar(typed: str) -> list[str]:
    """Return the zones that are spelled nearly so."""
    near = process.extract(typed.casefold(), list(named()), scorer=fuzz.WRatio, limit=5, score_cutoff=75)
    return [named()[name] for name, _, _ in near]


@cache
def _principal() -> tuple[str, ...]:
    """Return one zone for each clock that people live by, those of most people first."""
    known = set(get_global("windows_zone_mapping").values()) & set(named().values())
    return (*COMMON, *sorted(known.difference(COMMON)))


def _at(offset: re.Match[str], now: datetime) -> list[str]:
    """Return the zones whose clock is so far from UTC now."""
    sign, hours, minutes = (offset[1], offset[2], offset[3]) if offset[1] else (offset[4], offset[5], offset[6])
    ahead = timedelta(hours=int(hours), minutes=int(minutes or 0)) * (1 if sign == "+" else -1)
    return [zone for zone in _principal() if now.astimezone(ZoneInfo(zone)).utcoffset() == ahead]


@cache
def _by_other_names() -> dict[str, tuple[str, ...]]:
    """Return the zones by what else they go by: `pst`, `central european time`, `germany`."""
    found: dict[str, list[str]] = {}
    for zone in _principal():
        for name in _other_names(zone):
            zones = found.setdefault(name.casefold(), [])
            if zone not in zones:
                zones.append(zone)
    return {name: tuple(zones) for name, zones in found.items()}


def _other_names(zone: str) -> Iterator[str]:
    for month in (1, 7):
        short = datetime(2026, month, 1, tzinfo=UTC).astimezone(ZoneInfo(zone)).tzname()
        if short and short.isalpha():
            yield short
    english = Locale("en")
    meta = english.meta_zones.get(get_global("meta_zones").get(zone, ""), {})
    for length in ("long", "short"):
        yield from meta.get(length, {}).values()
    country = english.territories.get(get_global("zone_territories").get(zone, ""))
    if country:
        yield country
