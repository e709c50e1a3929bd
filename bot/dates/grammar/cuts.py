"""Where the words about time stand, and what a title loses with them: "by", "the deadline is", "at the latest"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.grammar import names
from bot.dates.grammar.weekdays import weekday_at

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

_LEADS = 4
"""How many words that lead to a date a title loses at most."""
_AROUND = frozenset({"*", "**", "_", "__", "~", "`"})
"""Marks with which chats set words in another type."""
_ENDS = 3
"""How many words behind a date say no more than that it is one."""


def places(s: Sentence, start: int, end: int, *, spread: bool) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the span of the words, its article included, and the wider one that a title loses with them."""
    first = start
    while first and s.has(first - 1, "article") and not s.has(first - 1, "prep") and not s.has(first - 1, "owner"):
        first -= 1
    for step in (1, 2) if spread else ():
        if s.name(first - step, "prep") == "between" and (step == 1 or s.has(first - 1, "article")):
            first -= step
    span = (s.starts[first], s.ends[end - 1])
    around = s.word(first - 1) in _AROUND and s.word(first - 1) == s.word(end)  # *Friday*
    last = _ending(s, end + around)
    begin, stop = s.starts[_leading(s, first - around, end + around, last)], s.ends[last - 1]
    text = s.text
    while begin and text[begin - 1] in " \t\n,;(–—":
        begin -= 1
    opened = "(" in text[begin : span[0]]
    while stop < len(text) and (text[stop] == ")" if opened else text[stop] in " \t,;" and begin == 0):
        opened = False if text[stop] == ")" else opened
        stop += 1
    return span, (begin, stop)


def _leading(s: Sentence, first: int, end: int, last: int) -> int:
    """Return where the words begin that lead to a date: "sometime before", "the deadline is", "are due on"."""
    wide = first
    if s.has(wide - 1, "owner") and s.has(wide - 2, "prep") and not names.is_noun(s, end):
        wide -= 1  # on my last working day of January
    wide -= s.word(wide - 1) == ":" and s.name(wide - 2, "prep") == "by"  # deadline: Friday
    for _ in range(_LEADS):
        if s.has(wide - 1, "hedge") or (s.has(wide - 1, "prep") and not _is_of_sentence(s, wide - 1, first)):
            wide -= 1
    if wide < first and s.has(wide - 1, "article") and s.name(wide, "prep") == "by":
        wide -= 1  # the deadline is Friday
    told = s.closes(last) and not s.has(first, "possessive") and not s.has(wide - 2, "pronoun")  # what is due by
    if s.has(wide - 1, "copula") and wide - 1 > s.begin(wide) and told:
        wide -= 1  # the slides are due on Friday
    return wide


def _is_of_sentence(s: Sentence, i: int, first: int) -> bool:
    """Tell whether a word that may lead to the date at `first` is no lead of it: "set a deadline", "hand it in"."""
    if s.name(i, "prep") == "after":
        return True
    if s.has(i, "label"):
        apart = s.opens(i) or s.has(i - 1, "mark") or (s.has(i - 1, "article") and s.opens(i - 1))
        beside = i + 1 == first and names.is_noun(s, i - 1)  # submit the report deadline Friday
        return not (apart or beside or (i + 1 < first and s.has(i + 1, "mark")))
    return s.has(i, "verbal") and i > s.begin(i) and _follows_verb(s, i, first)


def _follows_verb(s: Sentence, i: int, first: int) -> bool:
    """Tell whether a small word is a part of the verb before it, as another one that leads to the date follows it.

    So does the one day that nobody is "in": "hand it in on Friday", "hand it in Friday", but "move out in May".
    """
    if i + 1 < first or s.has(first, "prep"):
        return s.has(i + 1, "prep") and not s.has(i + 1, "hedge") and not s.has(i + 1, "nearly")
    return s.word(i) == "in" and (s.has(first, "day") or weekday_at(s, first + s.has(first, "shift")) is not None)


def _ending(s: Sentence, end: int) -> int:
    """Return the place after ", I think", "at the latest, please" behind a date, if nothing else follows."""
    at = end
    for _ in range(_ENDS):
        behind = s.skip_mark(at, ",-–—")
        if not (s.has(behind, "hedge") or s.has(behind, "appended")):
            break
        at = behind + 1
    return at if s.closes(at) else end
