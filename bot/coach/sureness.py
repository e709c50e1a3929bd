"""How sure it is that what was typed answers the coach's question: sure, in doubt, or no answer at all.

What is sure goes into the goal at once; in doubt whoever typed it is asked, as chatter looks like an answer, too.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.coach.asides import is_aside, tells_no_act
from bot.coach.reader import read
from bot.dates import grammar
from bot.dates.when import Kind
from bot.messages import BLANK

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class Sureness(StrEnum):
    """How surely words are an answer."""

    sure = "an answer"
    doubtful = "it may be one"
    none = "no answer"


_PLAN = re.compile(r"\b(?:i|we)(?:['’]ll| will| shall) (?P<act>\S.*)", re.IGNORECASE)
_WISH = re.compile(r"(?:i|we)(?:['’]d like| would like| want| need| hope| plan) to \S", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:(?:at (?:most|least)|up to|about|around|fewer than|less than|more than) )?[$€£]?\d\S*", re.IGNORECASE
)
"""A number, as it begins an answer."""
_VALUE = re.compile(r"[$€£]?\d[\d.,]*\s?(?:%|[^\W\d]{1,3})?(?: to [$€£]?\d[\d.,]*\s?(?:%|[^\W\d]{1,3})?)?")
"""Where a figure stands or should be, or both: 3 %, 5 % to 3 %."""
_A_WEEK = re.compile(r"\b(?:an?|per|each|every) \w+", re.IGNORECASE)
_UNITS = r"an?|per|each|every (?:day|week|month|year)|times|hours?|minutes?|past"
_COUNTS = re.compile(rf"(?: (?:to|from|at|most|least) |, |: ){BLANK} (?:{_UNITS})\b")
"""An answer to tap with a blank for a number: at most ___ a week."""
_FIGURE = re.compile(rf",? from {BLANK} to {BLANK}")
"""One with a blank for where a figure stands."""
_TO_NUMBER = re.compile(r"to [$€£]?\d", re.IGNORECASE)
"""What only a figure goes to."""
_DOES = re.compile(rf"(?:\bto|\bwill|\bcan|\blonger) {BLANK}")
"""One with a blank for what one does."""
_CERTAIN = re.compile(
    r"(?:the|an?|my|our|his|her|their)\s.+\s(?:in|of|at|on|for|from|with|by|to)\s+\S.*", re.IGNORECASE
)
"""A certain thing: the one in the clinic."""
_STATES = re.compile(r"\b(?:is|are|was|were|am|isn['’]t|aren['’]t|has|had)\b", re.IGNORECASE)
"""What tells how things are: it is hardly what one would do, or a name."""
_TO_ME = re.compile(
    r"^\S+ (?:me|us|you|your|yours|yourself)\b|\b(?:for me|please|(?:this|the|next) (?:question|subject|one))\b",
    re.IGNORECASE,
)
"""What is said to whoever asks: make me a sandwich, skip this question."""
_MARKS = " ,;:."


def how_sure(said: str, tails: Sequence[str], now: datetime) -> Sureness:
    """Tell how surely `said` answers a question whose answers to tap add `tails` to the goal's own words."""
    if is_aside(said):
        return Sureness.none
    if _begins_as_offered(said, tails) and not (_TO_NUMBER.match(said) and not any(map(_FIGURE.match, tails))):
        return Sureness.sure
    return _as_it_reads(said, now) or (
        _of_number(said, tails) if _NUMBER.match(said) else _sure_if(_is_asked_for(said, tails, now))
    )


def _as_it_reads(said: str, now: datetime) -> Sureness | None:
    """Tell what can be told of words whatever was asked: a plan, a wish, a rhythm; None if they are none of them."""
    if (plan := _PLAN.search(said)) is not None:
        return _sure_if(is_act(plan["act"], now))
    if _WISH.match(said):
        return Sureness.doubtful
    if tells_no_act(said):
        return Sureness.none
    return Sureness.sure if _is_so_often(said, now) else None


def _is_asked_for(said: str, tails: Sequence[str], now: datetime) -> bool:
    """Tell whether it is an act where one was asked for, else a certain thing; a goal of its own has a capital."""
    if tails and _DOES.search(tails[0]):
        return not said[:1].isupper() and is_act(said, now)
    return bool(_CERTAIN.fullmatch(said)) and not _STATES.search(said) and not is_act(said, now)


def is_act(said: str, now: datetime) -> bool:
    """Tell whether one would be seen to do what `said` says, and on what."""
    reading = read(said, now=now)
    is_told = bool(_STATES.search(said) or _TO_ME.search(said)) or is_aside(said)
    return not is_told and bool(reading.action_based) and reading.specific.level != "missing"


def _sure_if(holds: bool) -> Sureness:  # noqa: FBT001 - it reads as a sentence
    return Sureness.sure if holds else Sureness.doubtful


def _begins_as_offered(said: str, tails: Sequence[str]) -> bool:
    """Tell whether words begin with some of those that stand before an answer's blank: to …, in …, from …."""
    leads = (tail.partition(BLANK)[0].strip(_MARKS).casefold().split() for tail in tails)
    begins = {" ".join(words[at:]) for words in leads for at in range(len(words))}
    return any(said.casefold().startswith(f"{begin} ") for begin in begins)


def _is_so_often(said: str, now: datetime) -> bool:
    """Tell whether it is said how often; in another tongue that stands nowhere behind the goal's words."""
    return grammar.read(said, now).kind in (Kind.recurrence, Kind.quota) and read(said, now=now).is_judged


def _of_number(said: str, tails: Sequence[str]) -> Sureness:
    """Tell how surely a number answers: where none is asked for, a bare one does not."""
    counts, figure = any(map(_COUNTS.search, tails)), any(map(_FIGURE.match, tails))
    if (counts and _NUMBER.fullmatch(said) and "%" not in said) or (figure and _VALUE.fullmatch(said)):
        return Sureness.sure
    if _A_WEEK.search(said):
        return Sureness.sure
    return Sureness.doubtful if counts or figure or not _NUMBER.fullmatch(said) else Sureness.none
