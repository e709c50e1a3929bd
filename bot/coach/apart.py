"""What stands in an answer beside what was asked: why one wants it, a day, how often; each has a place of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.coach.reasons import begins_as_reason, reason_in
from bot.dates import grammar
from bot.dates.remainder import remainder
from bot.dates.when import Kind

if TYPE_CHECKING:
    from datetime import datetime

_WHOEVER = r"i|we|my|our|he|she|they"
_CAUSE = re.compile(
    rf"(?:because|(?:since|as) (?:{_WHOEVER})|(?:that['’]s|it['’]s) because|due to|thanks to)\b", re.IGNORECASE
)
_SO_THAT = re.compile(rf"(?:so (?:that|{_WHOEVER}|it|people|nobody)|in order (?:to|that)|so as to)\b", re.IGNORECASE)
_SO_TO_SAY = re.compile(r"so (?:that['’]s\b.*|(?!that\b)\S+ \S+)", re.IGNORECASE)
"""What only sounds like one: so I guess, so they say, so that's it."""
_DATED = (Kind.date, Kind.datetime)
_OFTEN = (Kind.recurrence, Kind.quota)
_AGAIN = re.compile(r"\b(?:every|each|once|twice|daily|weekly|monthly|times)\b", re.IGNORECASE)
"""What is done again and again, also where a day stands behind it: every day, by June."""
_AMOUNT = re.compile(r"\d[\d.,]* \w+ (?:an?|per|each|every) \w+[.!]*", re.IGNORECASE)


def is_cause(said: str) -> bool:
    """Tell whether an answer is why, and nothing that it is for: because I stammer."""
    return bool(_CAUSE.match(said)) or (begins_as_reason(said) and not _SO_THAT.match(said))


def is_reason(said: str) -> bool:
    """Tell whether an answer is why, or what it is for: because I stammer, so that my kids are proud of me."""
    if _SO_TO_SAY.fullmatch(said):
        return False
    return bool(_CAUSE.match(said) or _SO_THAT.match(said)) or begins_as_reason(said)


def parted(said: str) -> tuple[str, str]:
    """Return an answer, and the reason that stands behind it; either is empty where it is not said."""
    if is_reason(said):
        return "", said
    reason = reason_in(said)
    return (reason.rest, reason.words) if reason is not None else (said, "")


def and_why(reason: str, said: str) -> dict[str, str]:
    """Return what a goal's private `reason` becomes by one more; nothing if there is none more."""
    return {"why": f"…; {said}" if reason else said} if said else {}


def is_a_day(said: str, now: datetime) -> bool:
    """Tell whether nothing is said but a day."""
    when = grammar.read(said, now)
    return when.kind in _DATED and not remainder(said, when) and not _AGAIN.search(said)


def is_how_often(said: str, now: datetime) -> bool:
    """Tell whether nothing is said but how often, or how much how often."""
    when = grammar.read(said, now)
    is_again = when.kind in _OFTEN or (when.kind in _DATED and bool(_AGAIN.search(said)))
    return bool(_AMOUNT.fullmatch(said)) or (is_again and not remainder(said, when))


def names_when(said: str, now: datetime) -> bool:
    """Tell whether a day or a rhythm stands in it."""
    return grammar.read(said, now).kind in (*_DATED, *_OFTEN)
