"""Whether a date in a sentence is its deadline, or only part of what it tells."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from bot.dates.rough import is_for_good, lasting

if TYPE_CHECKING:
    from bot.dates.when import When

_DEADLINE = re.compile(
    r"\b(?:by|due|until|till|bis|avant|jusqu'au|antes del?|para)(?: the| end of| on| zum| le| el)?\W*$", re.IGNORECASE
)
"""What makes the words behind it a deadline, in each of the languages whose dates are read …"""
_START = re.compile(
    r"\b(?:starting|beginning|as of|ab|à partir d[eu]|a partir de)(?: in| on| from| the| dem| der| le| el)?\W*$",
    re.IGNORECASE,
)
"""… and what makes them a beginning, which is none."""
_FROM = re.compile(r"\b(?:from|vo[mn]|dès|desde)(?: the| el| dem| der| le)?\W*$", re.IGNORECASE)
"""What makes them the beginning of what is done again and again."""
_ONWARDS = re.compile(r"\s+(?:on|onwards?|an)\b(?!\s+(?:the|an?|my|our)\b)", re.IGNORECASE)
"""… or, behind them, from then on."""
_TELLS = re.compile(
    r"\b(?:from|of|than|about|since|like|in|after|before|\w+ed|was|were|broke|came|went|sent|made|wrote|met|had|began"
    r"|vo[mn]|aus|seit|als|wie|über|nach|du|de|del|depuis|desde|après|sur|sobre|que)"
    r"(?: the| on| dem| der| le| el)?\W*$",
    re.IGNORECASE,
)
"""Words after which a day says which thing is meant: the bug from yesterday, what was reported yesterday …"""
_CLAUSE = re.compile(r"\b(?:what|that|which|who|whom|where|when|I|we|you|he|she|they|qui)\b|,\s*(?:was|die|der|das)\b")
"""… and words that begin a clause of its own, whose day it then is."""
_WHOSE = re.compile(r"\b(?:our|my|your|his|her|its|their)\W*$", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:the|this|that)\s+(?:[\w-]+\s+)?[\w-]+$", re.IGNORECASE)
"""A date with an article, of one word or of two, like “the Easter Monday” …"""
_FOR = re.compile(r"\b(?:for|at)\s*$", re.IGNORECASE)
"""… without one behind words like these, as in “prepare for 2 May demo” …"""
_ON = re.compile(
    r"\s+(?:a|about|after|again|all|also|although|am|an|and|any|as|at|because|before|both|but|by|during|each|either|every"
    r"|except|for|from|he|her|his|I|if|in|into|is|it|its|just|latest|like|my|not|of|off|on|once|only|onto|or|our|per"
    r"|please|she|since|so|some|than|that|the|their|then|they|this|though|through|till|to|together|too|under|unless"
    r"|until|up|using|via|was|we|when|whenever|where|whether|which|while|who|with|within|without|you|your)\b",
    re.IGNORECASE,
)
"""… and words behind it that go on with the sentence, where any other names a thing: the April exam."""
_WORD = re.compile(r"\s+[^\W\d_]")
_THROUGHOUT = re.compile(
    r"\b(?:over|through|throughout|during|across|über|während)(?: the| all(?: of)?)?\W*$", re.IGNORECASE
)
"""Words before a period all of which is meant …"""
_WITHIN = re.compile(r"\b(?:in|im|en|em)(?: the)?\W*$", re.IGNORECASE)
"""… or in which something is done, unless what is told is to hold all the while: no complaints in December."""
_UNTIL = re.compile(r"\b(?:until|till|til|bis|hasta|até|jusqu'(?:à|en|au))(?: the| zum| zur)?\W*$", re.IGNORECASE)
_HOLDS = re.compile(
    r"^\W*(?:(?:I|we|want|will|would|like|have|need|must|to|be)\b\W*)*"
    r"(?:no|not|never|none|don['’]?t|do not|zero|without|keep|stay|remain|avoid|kein\w*|nicht|nie)\b",
    re.IGNORECASE,
)


def only_names(sentence: str, when: When) -> bool:
    """Tell whether a date says which thing is meant: “before the September offsite” loses a word that others read."""
    start, end = when.span or (0, 0)
    if not _WORD.match(sentence, end) or _ON.match(sentence, end):
        return False
    named = _NAMED.search(sentence, when.cut[0] if when.cut else start, end) or _WHOSE.search(sentence, 0, start)
    named = named or _FOR.search(sentence[:start])
    return named is not None or sentence[start:end].endswith(("'s", "’s"))


def is_span(sentence: str, when: When) -> bool:
    """Tell whether a period is all that a goal holds for: “fully staffed over Christmas” claims less without it."""
    start, end = when.span or (0, 0)
    before, said = sentence[:start], sentence[start:end]
    if type(when.value) is not date or lasting(said, when.value) != said:
        return False  # over the next three weeks: no words that stay true
    if _THROUGHOUT.search(before):
        return True
    until = _UNTIL.search(before) is not None and is_for_good(said, when.value)
    return (until or (when.range is not None and _WITHIN.search(before) is not None)) and bool(_HOLDS.match(sentence))


def is_start(sentence: str, when: When, *, recurs: bool = False) -> bool:
    """Tell whether the words before a date make it a beginning; what `recurs` may begin "from" a day, too."""
    before, behind = _before(sentence, when), sentence[(when.span or (0, 0))[1] :]
    return bool(_START.search(before) or (_FROM.search(before) and (recurs or _ONWARDS.match(behind))))


def is_named(sentence: str, when: When) -> bool:
    """Tell whether the words before a date make it the deadline, wherever it stands."""
    return bool(_DEADLINE.search(_before(sentence, when)))


def ends(sentence: str, when: When) -> bool:
    """Tell whether a sentence ends with this date as people end one with its deadline: `Ship it yesterday`.

    A whole period ("last week") that has passed is nobody's deadline, and nor is the day of what a sentence tells.
    """
    start, end = when.span or (0, 0)
    said, before = sentence[start:end], _before(sentence, when)
    if when.approximate or said.endswith(("'s", "’s")) or re.search(r"\w", sentence[end:]) or not before.strip():
        return False
    return not _TELLS.search(before) and not _CLAUSE.search(before)


def _before(sentence: str, when: When) -> str:
    return sentence[: (when.span or (0, 0))[0]]
