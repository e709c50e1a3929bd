"""The arguments of the command team: when a digest is posted, and what it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, TypeAlias

from bot.commands import Kind
from bot.dates.when import Locale
from bot.errors import Refusal
from bot.kinds import is_off
from bot.nudges.kinds import read_rule
from bot.teams.digest import PARTS

if TYPE_CHECKING:
    from bot.talk import Talk


@dataclass(frozen=True, slots=True)
class Posted:
    """A rhythm with the zone that its words named, if they did; an empty rule switches the digest off."""

    rule: str
    zone: str = ""


async def _read(text: str, talk: Talk) -> Posted:
    if is_off(text):
        return Posted("")
    # A channel's weekdays are everybody's, not the private week of whoever types them.
    when = read_rule(text, talk, replace(talk.locale, working_days=Locale().working_days))
    return Posted(str(when.value), when.zone or "")


async def _read_shown(text: str, _talk: Talk) -> str:
    """Read the parts that a digest tells, and return them in its own order; empty stands for all of them."""
    said = [" ".join(part.split()) for part in text.casefold().replace(" and ", ",").split(",") if part.strip()]
    if said in (["all"], ["everything"]):
        return ""
    unknown = next((part for part in said if part not in PARTS), None)
    if unknown is not None or not said:
        raise Refusal(f"A digest has no part “{(unknown or text)[:30]}”.", f"Use some of {', '.join(PARTS)}; or all.")
    return ", ".join(part for part in PARTS if part in said)


_AHEAD = re.compile(
    r"(\d{1,3}|an?|one|two|three)\s*(m|mins?|minutes?|h|hours?|d|days?|w|weeks?)(?:\s+(?:before|ahead|earlier))?"
)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
_HOUR, _DAY = 60, 24 * 60
_MINUTES = {"m": 1, "h": _HOUR, "d": _DAY, "w": 7 * _DAY}
_LIKE = "Write it like 1 day before or 4 hours before; or none."
AHEAD_LIMIT = 7 * _DAY
"""So many minutes before a digest is the earliest that anybody is asked."""


async def _read_ahead(text: str, _talk: Talk) -> int:
    """Read how long before, in minutes; 0 for none."""
    if is_off(text):
        return 0
    said = _AHEAD.fullmatch(" ".join(text.casefold().split()))
    count = (_COUNTS.get(said[1]) or int(said[1])) if said is not None else 0
    minutes = count * (_MINUTES[said[2][0]] if said is not None else 0)
    if minutes % _HOUR:
        raise Refusal(f"I ask by whole hours or days before, and “{text[:30]}” is none of them.", _LIKE)
    if not 0 < minutes <= AHEAD_LIMIT:
        known = f"A week before is the earliest that I ask, and “{text[:30]}” is more."
        unknown = f"I can’t tell how long before a digest “{text[:30]}” is."
        raise Refusal(known if minutes else unknown, _LIKE)
    return minutes


HowLongBefore: TypeAlias = Annotated[int, Kind("Ask before", "1 day before", read=_read_ahead, emptied="none")]
SomeParts: TypeAlias = Annotated[str, Kind("Show", "reached, at risk", read=_read_shown, emptied="all")]
TeamRhythm: TypeAlias = Annotated[Posted, Kind("Rhythm", "every Friday 15:00", read=_read, emptied="off")]
