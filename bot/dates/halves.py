"""The other half of the day that an hour can mean, where somebody may mean it: "at 2:30" can be at night, too."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.dates.rhythm import parts, time_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dates.due import Due
    from bot.dates.when import When

_HALF = timedelta(hours=12)
_NIGHT = time(22)
"""From this hour on nobody plans anything whose hour they write as one of the morning."""


def as_meant(ahead: Sequence[Due], text: str, *, by_24_hours: bool) -> list[Due]:
    """Return the dates that `text` may mean, the likeliest first, without an evening that nobody means.

    An hour that is taken as it was written also means the one twelve hours later, but not late in the evening, and
    not to somebody who counts 24 hours and has written minutes. What is read as the afternoon keeps its morning.
    """
    if not ahead:
        return []
    first, *others = ahead
    return [first, *(one for one in others if not _is_idle(first, one, text, by_24_hours=by_24_hours))]


def _is_idle(first: Due, other: Due, text: str, *, by_24_hours: bool) -> bool:
    if first.at is None or other.at is None or first.zone != other.zone:
        return False
    later = datetime.combine(other.on, other.at) - datetime.combine(first.on, first.at)
    return later == _HALF and _is_clear(first.at, other.at, text, by_24_hours=by_24_hours)


def _is_clear(written: time, other: time, text: str, *, by_24_hours: bool) -> bool:
    return other >= _NIGHT or (by_24_hours and f"{written.hour}:{written:%M}" in text.replace(".", ":"))


def rhythms_meant(when: When, text: str, *, by_24_hours: bool) -> tuple[str, ...]:
    """Return the other rules that a rhythm's words may mean: at the other half of the day, or in some months only."""
    rule = str(when.value)
    said = parts(rule)
    others = [str(other.value) for other in when.alternatives if other.kind == when.kind]
    return tuple(other for other in dict.fromkeys(others) if _differs(said, rule, other, text, by_24_hours=by_24_hours))


def _differs(said: dict[str, str], rule: str, other: str, text: str, *, by_24_hours: bool) -> bool:
    """Tell whether a rule differs from another in its half of the day alone, or in its months alone."""
    changed = {name for name, value in parts(other).items() if said.get(name) != value}
    lost = said.keys() - parts(other).keys()
    if lost or not changed <= {"BYHOUR", "BYMONTH"} or len(changed) != 1:
        return False
    if "BYMONTH" in changed:
        return "BYMONTH" not in said
    if "," in parts(other)["BYHOUR"]:
        return False
    written, later = time_of(rule), time_of(other)
    if written is None or later is None:
        return False
    return later < written or not _is_clear(written, later, text, by_24_hours=by_24_hours)
