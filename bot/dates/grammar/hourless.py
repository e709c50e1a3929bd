"""Times of day that are told without an hour: "this time tomorrow", "close of business Thursday PST"."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from bot.dates.grammar.assembly import Moment
from bot.dates.grammar.named import day_at
from bot.dates.grammar.parts import Clock, Day
from bot.dates.grammar.zones import zone_at

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

_CLOSES = time(17)
"""When business closes, which matters only where it is that of another zone."""


def same_time(s: Sentence, i: int) -> Moment | None:
    """Read "this time tomorrow", "the same time on Friday" at place `i`: as late as it is now."""
    if not s.has(i, "same_time") or not s.has(i, "hour_too"):
        return None
    at = s.skip(i + 1 + (s.name(i + 1, "prep") == "on"), "article")
    day = day_at(s, at)
    longer = s.name(at + 1, "unit") not in {None, "week"}  # in a month or a year only the day is meant
    if not isinstance(day, Day) or day.day is None or day.period or day.day <= s.today or longer:
        return None
    return Moment(i, day.end, day, Clock(i, i + 1, s.now.time().replace(second=0, microsecond=0, tzinfo=None)))


def closed_there(s: Sentence, day: Day) -> Clock | None:
    """Read the zone beside the end of a day, "COB Thursday PST", "EOD PST Friday": the hour there is a guess."""
    if s.name(day.start, "closing") != "day":
        return None
    at = s.skip_mark(day.end, ",(")
    named = zone_at(s, at) or zone_at(s, day.start + 1)
    if named is None:
        return None
    zone, offset, end = named
    behind = max(end, day.end) + (at > day.end and s.word(end)[:1] == ")")
    return Clock(day.start, behind, _CLOSES, zone=zone, offset=offset)


def is_elsewhere(s: Sentence, clock: Clock) -> bool:
    """Tell whether a time of day is that of another zone than the person's own."""
    return clock.offset is not None or clock.zone not in {None, getattr(s.now.tzinfo, "key", None)}
