"""What Milepost needs of this machine: a clock that goes right, and time zones that are up to date."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import tzdata

from bot.doctor.examining import Check
from bot.doctor.finding import off, well, wrong

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.doctor.finding import Finding

APART = timedelta(seconds=30)
"""From so much on a clock is wrong: people notice that what they set to a minute comes in another."""
UNEVEN = timedelta(seconds=2)
"""From so much on it is said; what a request is on its way, and the whole seconds of its date, stay below."""
_SET = "Let this machine set its clock by the network: timedatectl set-ntp true"
_FIRST_ZONE = "Europe/Lisbon"


def checks() -> list[Check]:
    """Return what is looked at of this machine."""
    return [Check("Time zones", partial(zones, zoneinfo.TZPATH), "Install the zones that Milepost brings: make run")]


def clock(about: str, whose: str, theirs: str, now: datetime) -> Finding:
    """Return how this machine's clock, which shows `now`, compares with the date in an answer of somebody's."""
    try:
        date = parsedate_to_datetime(theirs)
    except ValueError:
        return off(about, f"{whose} did not tell the time")
    aware = date if date.tzinfo else date.replace(tzinfo=UTC)
    return clocks(about, f"this machine's clock is {{}} {whose}'s", now - aware, _SET)


def clocks(about: str, told: str, ahead: timedelta, mend: str) -> Finding:
    """Return how two clocks compare of which one is `ahead`; `told` has a place for how they differ."""
    apart = abs(ahead)
    if apart < UNEVEN:
        return well(about, _begun(told.format("the same as")))
    differ = _begun(told.format(f"{apart.total_seconds():,.0f} seconds {'ahead of' if ahead > UNEVEN else 'behind'}"))
    if apart < APART:
        return well(about, differ, mend)
    return wrong(about, differ, mend)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


async def zones(places: Sequence[str]) -> list[Finding]:
    """Tell of which year the time zones are, and whether those of this machine are older than Milepost's own."""
    about, brought = "Time zones", tzdata.IANA_VERSION
    try:
        zoneinfo.ZoneInfo.no_cache(_FIRST_ZONE)
    except zoneinfo.ZoneInfoNotFoundError:
        return [wrong(about, f"There is no {_FIRST_ZONE}", "Install the zones that Milepost brings: make run")]
    used = next((Path(place) for place in places if (Path(place) / _FIRST_ZONE).is_file()), None)
    if used is None:
        return [well(about, f"{brought}, brought by Milepost")]
    listed = used / "tzdata.zi"
    version = listed.read_text("ascii", "replace").partition("\n")[0].split()[-1] if listed.is_file() else ""
    if not version or version >= brought:
        return [well(about, f"{version or 'version unknown'}, this machine's own, in {used}")]
    return [
        well(
            about,
            f"{version}, this machine's own, in {used}",
            f"Milepost brings newer ones ({brought}): refresh this machine's tzdata, or start with PYTHONTZPATH= empty",
        )
    ]
