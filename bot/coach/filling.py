"""What is typed after the coach's question, put where an answer to tap has its blanks: “to order tapas”, “20 a week”.

An answer to tap goes on behind the goal's own words, for example ` well enough to ___ by ___`: that is its tail. Its
last blank is a day that need not be said; what stands before and between its blanks may be said again, or not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.coach.apart import is_reason
from bot.messages import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BY = " by "
_DAY = f"{_BY}{BLANK}"
_ENDS = " .!?…"
_MARKS = " ,;:."
_JOINING = (":", ";", ",")
_AIM = re.compile(
    r"(?:so (?:that )?(?:i|we) (?:can|could|may|might|am able to|will be able to)|"
    r"(?:in order |so as )?to(?: be able to)?|"
    r"(?:i|we)(?: want|['’]d like| would like| need) to(?: be able to)?|be able to)\s+(?P<so>\S.*)",
    re.IGNORECASE,
)
"""How one says what one wants to be able to do."""
_ABLE = re.compile(r"(?: enough to|\bi can) $", re.IGNORECASE)
"""What stands before the blank for that."""
_PLAN = re.compile(
    r"(?:i|we)(?:['’]ll| will| shall|['’]d| would|['’]m going to| am going to)\s+(?P<so>\S.*)", re.IGNORECASE
)
"""How one says what one will do."""
_PLANNED = re.compile(r"\S.*?,? (?:i|we)(?:['’]ll| will| shall|['’]d| would) \S.*", re.IGNORECASE)
_BEGUN = r"in|at|on|with|for|from|of|near|about|during|before|after|until|whenever|when|every|each|as|once|twice"
_BEHIND = re.compile(rf"(?:{_BEGUN})\s+\S.*", re.IGNORECASE)
"""What can stand behind a goal's words as it is."""
_SO_MANY = re.compile(
    r"(?:(?:at (?:most|least)|up to|about|around|fewer than|less than|more than) )?[$€£]?\d.*", re.IGNORECASE
)
_ONCE = re.compile(r"(?<!\S)1 times(?= an? )")
_SO_OFTEN = re.compile(r"\b(?:an?|per|each|every) \w+", re.IGNORECASE)
_THING = re.compile(
    r"(?:the|an?|my|our|your|his|her|their|this|that|these|those|all|some|one|two|three|four|five|\d\S*)(?!\S)",
    re.IGNORECASE,
)
"""What begins a thing, and nothing that one does."""
_FIGURE, _DIGIT = re.compile(rf",? (?:from|to) {BLANK}"), re.compile(r"\d")
"""A blank for where a figure stands or should be."""
_RHYTHM = re.compile(r"(?:every|each|once|twice|daily|weekly|monthly)\b", re.IGNORECASE)
_AMOUNT_OF_TIME = re.compile(r"\d[\d.,]* \w+ (?:an?|per|each|every) \w+", re.IGNORECASE)
_EACH_SO_MUCH = re.compile(
    r"(?P<each>(?:every|each) \w+|daily)[,:]? (?P<so>\d[\d.,]* [^\W\d]\w*)(?P<more>(?:\W.*)?)", re.IGNORECASE
)
"""An amount behind its rhythm: every day 20 minutes."""
_EVERY = re.compile(rf"\bevery {BLANK}")
"""A blank for a day."""
_DOES = re.compile(r"(?:\bto|\bwill|\bcan|\blonger) $", re.IGNORECASE)
"""What stands before a blank for something that one does."""


def filled_in(said: str, tails: Sequence[str]) -> str:
    """Return what goes on behind the goal's words where `said` answers one of `tails`; empty if it answers none."""
    said = said.strip().rstrip(_ENDS)
    if is_reason(said) and not _AIM.fullmatch(said):
        return ""
    found = (tail for tail in (_said_again(said, tail) for tail in tails) if tail)
    return next(found, "") or _as_an_aim(said, tails) or _as_it_is(said, tails) or _in_the_first(said, tails)


def amount_first(said: str) -> str:
    """Say an amount before its rhythm, where it is counted: 20 minutes every day."""
    found = _EACH_SO_MUCH.fullmatch(said)
    return f"{found['so']} {found['each'].lower()}{found['more']}" if found is not None else said


def asks_for_a_thing(tails: Sequence[str]) -> bool:
    """Tell whether the first of `tails` leaves its blank for a name, a place or a person, and not for what one does."""
    return bool(tails) and not _DOES.search(tails[0].partition(BLANK)[0])


def _said_again(said: str, tail: str) -> str:
    """Fill `tail` where what is said has the words before or between its blanks; empty where it has none of them."""
    if _AIM.fullmatch(said) and _FIGURE.match(tail) and not _DIGIT.search(said):
        return ""  # to sleep better is no figure
    return next((found for form in _forms(tail) if (found := _matched(said, form))), "")


def _forms(tail: str) -> Iterator[str]:
    """Yield a tail as it is, and without its day."""
    yield from dict.fromkeys((tail, _undated(tail)))


def _matched(said: str, tail: str) -> str:
    lead, *rest = tail.split(BLANK)
    if not rest:
        return ""
    words = lead.strip(_MARKS).split()
    begins = [" ".join(words[at:]) for at in range(len(words))]
    between = "(.+)".join(re.escape(one) for one in rest)
    told = any(one.strip() for one in rest)
    for begin in (*begins, *([""] if told else [])):
        pattern = f"{re.escape(begin)} (.+){between}" if begin else f"(.+){between}"
        if (found := re.fullmatch(pattern, said, re.IGNORECASE)) is not None:
            if not begin and words and rest[0] == _BY and (_RHYTHM.match(said) or _AMOUNT_OF_TIME.match(said)):
                return ""  # every day, by June is nothing that one does, and no place
            parts = [lead, *rest]
            return "".join(f"{part}{value}" for part, value in zip(parts, (*found.groups(), ""), strict=True))
    return ""


def _as_an_aim(said: str, tails: Sequence[str]) -> str:
    """Say what one wants to be able to do: so I can talk to my mother-in-law."""
    aim = _AIM.fullmatch(said)
    able = next((lead for lead in (tail.partition(BLANK)[0] for tail in tails) if _ABLE.search(lead)), "")
    return f"{able}{_inside(aim['so'])}" if aim and able else ""


def _as_it_is(said: str, tails: Sequence[str]) -> str:
    """Say what one will do, how much, where or with whom, as it was said."""
    if _AIM.fullmatch(said):
        return ""
    mark = next((tail[0] for tail in tails if tail[:1] in _JOINING), ":")
    if (plan := _PLAN.fullmatch(said)) is not None:
        return f"{mark if mark != ',' else ':'} I will {plan['so']}"
    if _PLANNED.fullmatch(said):
        return f": {said}"
    if _SO_MANY.fullmatch(said):
        single = next((tail for tail in map(_undated, tails) if tail.count(BLANK) == 1 and not _EVERY.search(tail)), "")
        so = f"{mark} {said}" if not single or _SO_OFTEN.search(said) else single.replace(BLANK, said)
        return _ONCE.sub("once", so)
    return f" {said[:1].lower()}{said[1:]}" if _BEHIND.fullmatch(said) else ""


def _in_the_first(said: str, tails: Sequence[str]) -> str:
    """Fill the first answer, if one blank of it is left, or say what one will do: the one in the clinic, scales."""
    if not tails or _AIM.fullmatch(said):
        return ""
    lead, *rest = _undated(tails[0]).split(BLANK)
    if _THING.match(said) and _DOES.search(lead):
        return f": {said}"
    if len(rest) == 1 and (rest[0].strip() or _EVERY.search(tails[0])):
        return f": {said}" if _THING.match(said) else ""  # a number or a day was asked for
    if len(rest) == 1:
        return f"{lead}{_inside(said) if _DOES.search(lead) else said}{rest[0]}"
    if not lead.strip(_MARKS):
        return f"{lead}{said}"
    return f": I will {said}" if any("I will " in tail for tail in tails) and not _THING.match(said) else ""


def _inside(said: str) -> str:
    """Write what one does as it stands inside a sentence; what is written in capitals stays so."""
    return said[:1].lower() + said[1:] if said[1:2].islower() else said


def _undated(tail: str) -> str:
    return tail.removesuffix(_DAY) if tail.count(BLANK) > 1 else tail
