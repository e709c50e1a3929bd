"""How a goal is counted, as people say it: `from 120 to 40 hours`, `3 times a week`, `done`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from bot.checkins.amounts import Amount, read_amount
from bot.checkins.units import amount, as_typed, is_bare, same_unit, vocabulary
from bot.coach import reader
from bot.errors import Refusal
from bot.measure import Measure

if TYPE_CHECKING:
    from datetime import datetime

MEASURE_LIMIT = 100
"""Characters that are read of a measure."""
EXAMPLES = "Write it like from 120 to 40 hours, 24 books, below 5 %, 3 times a week, or done."
_FROM_TO = re.compile(
    r"(?:(?P<verb>[^\W\d]+)\s+)?(?:from\s+)?(?P<begin>[-+]?\s*[$€£¥]?\d[^→>]*?)\s*"
    r"(?:\b(?P<way>up|down)\s+)?(?:\bto\b|→|->)\s*(?P<end>[-+]?\s*[$€£¥]?\d.*)",
    re.IGNORECASE,
)
_PER = re.compile(r"\s+(?:an?|per|each|every)\s+(?P<per>day|week|month|quarter|year)$", re.IGNORECASE)
_SPACED_SIGN = re.compile(r"(?<=\d)\s+(?=%)")
_MONEY_BEHIND = re.compile(r"(?P<number>\d[\d.,]*k?)\s*(?P<sign>[$€£¥])")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A measure, and which way its words say it goes."""

    measure: Measure
    way: Literal["up", "down", ""] = ""
    """As said beside the numbers; empty if the numbers alone tell."""


def read_measure(words: str, now: datetime) -> Wanted:
    """Read how a goal is to be counted; raises Refusal where that cannot be told. `now` is on the person's clock."""
    said = " ".join(words.split()).strip(" .")
    if said.casefold() in vocabulary().done:
        return Wanted(Measure("done"))
    if len(said) > MEASURE_LIMIT:
        raise Refusal(f"That is {len(said):,} characters; a measure is a few words.", EXAMPLES)
    moved = _FROM_TO.fullmatch(said)
    if moved:
        return _moved(moved)
    plain = _MONEY_BEHIND.sub(r"\g<sign>\g<number>", _SPACED_SIGN.sub("", said))
    read = reader.read(plain, now=now).measure
    found = sound(read)
    if found is None or found.kind == "done" or found.target is None:
        raise Refusal(f"I can't tell how to count by “{words[:60]}”.", EXAMPLES)
    if found.is_habit and found.target <= 0 and found.direction != "down":
        raise Refusal("A habit happens at least once in each period.", EXAMPLES)
    return Wanted(replace(found, unit=as_typed(found.unit, plain)), "up" if read is not None and read.by else "")


def sound(measure: Measure | None) -> Measure | None:
    """Return a measure as it can be counted: no empty word as its unit, and nothing that rises to 0 from nowhere."""
    if measure is None:
        return None
    if measure.by:
        # What is lost is counted from nothing: nobody has said yet where it ends.
        measure = replace(measure, start=0.0 if measure.kind == "number" else None, direction="up", by=False)
    if measure.kind == "number" and measure.start is None and measure.target == 0:
        measure = replace(measure, direction="down")
    return replace(measure, unit=None) if is_bare(measure.unit) else measure


def _moved(moved: re.Match[str]) -> Wanted:
    """Read `from A to B`."""
    words = vocabulary()
    per = _PER.search(moved["end"])
    begin, end = read_amount(moved["begin"]), read_amount(_PER.sub("", moved["end"]))
    if begin is None or end is None:
        raise Refusal("I can't read these numbers.", EXAMPLES)
    if begin.unit and end.unit and not same_unit(begin.unit, end.unit):
        raise Refusal(
            f"That begins in {begin.unit} and ends in {end.unit}.",
            f"Use one unit, for example: from {amount(begin.value, None)} to {amount(end.value, end.unit)}",
        )
    start, target = _signed(begin), _signed(end)
    if start == target:
        raise Refusal(f"That begins where it ends, at {amount(target, end.unit)}.", EXAMPLES)
    said = {(moved["verb"] or "").casefold(), (moved["way"] or "").casefold()}
    way: Literal["up", "down", ""] = "up" if said & words.rising else "down" if said & words.falling else ""
    unit = end.unit or begin.unit or None
    direction: Literal["up", "down"] = "down" if target < start else "up"
    measure = Measure("number", start, target, unit, direction, per["per"].casefold() if per else None)
    return Wanted(sound(measure) or measure, way)


def _signed(said: Amount) -> float:
    return -said.value if said.change == "minus" else said.value


def is_doubtful(wanted: Wanted, title: str) -> bool:
    """Tell whether the numbers go one way and the words another: those beside them, or else the goal's own."""
    measure = wanted.measure
    if measure.kind != "number" or measure.start is None:
        return False
    way = wanted.way or _way_of(title)
    return bool(way) and way != measure.direction


def _way_of(title: str) -> str:
    """Return which way a goal's sentence says it goes; empty if it says nothing, or both."""
    said, words = set(re.findall(r"[^\W\d]+", title.casefold())), vocabulary()
    rises, falls = bool(said & words.rising), bool(said & words.falling)
    return ("up" if rises else "down") if rises != falls else ""


def either_way(measure: Measure) -> tuple[str, str]:
    """Return the two things that somebody may have meant whose words and numbers go different ways, as one types them.

    First the numbers as they stand, then turned round.
    """
    start, target = sorted((measure.start or 0, measure.target or 0), reverse=measure.direction == "down")
    per = f" a {measure.per}" if measure.per else ""
    other = "up" if measure.direction == "down" else "down"
    return (
        f"{measure.direction} from {amount(start, None)} to {amount(target, measure.unit)}{per}",
        f"{other} from {amount(target, None)} to {amount(start, measure.unit)}{per}",
    )
