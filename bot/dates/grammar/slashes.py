"""Days in figures with no preposition before them: "dentist 12/11", "return the books 25/11", "3.12. hand over"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.grammar import names
from bot.dates.grammar.hours import may_be_counted

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

_NEAR = 5
"""How many words before a fraction the word stands that makes one of it: "get a score of 12/10"."""
_LARGE = range(11, 32)
"""Days and months that hardly anything is divided by …"""
_FINE = frozenset(_LARGE) - {12, 16}
"""… and those of them that no inch and no dozen is, either."""
_HARDLY = frozenset({7, 9, 12}) | _FINE
"""Into how many parts hardly anything is cut that one word names: "4/12 rota", but "3/4 majority"."""
_BEYOND = range(17, 32)
"""Days that make a day of what stands beside a dash: "12/28-12/30", but "a 12/16-16/16 table"."""
_DAYS_FROM = 9
"""From this number on two fractions are days: "7/12 - 11/12", but "1/2 to 7/8"."""
_DAYS_OF = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
_NO_DATE = 50
"""From this number on two figures are none that somebody mistook for a day."""
_WILL = frozenset({"i'll", "we'll", "i’ll", "we’ll", "let's", "let’s", "will", "shall", "to", "please", "am", "are"})
_HANDED = frozenset(
    """
    send submit mail email post return deliver pay sign meet publish hand file ship forward bring present renew
    """.split()  # noqa: SIM905 - a dozen verbs read better so
)
"""What is done on a day, and has no marks or points."""
_WHAT = frozenset({"it", "them", "this", "that", "these", "those", "him", "her"})
_BETWEEN = frozenset(",-–—:(")
_GOES_ON = frozenset({"at", "with", "and", "or", "but", "for", "if", "so", "because", "when", "since", "@"})
"""What a clause goes on with behind its day."""


def is_told(s: Sentence, i: int, first: int, second: int) -> bool:
    """Tell whether "12/11" at place `i` is a day although nothing before it lets expect one.

    It is one behind what happens on a day, whether or not that day exists, and at the end of a clause if no part of
    anything is that large: twelve elevenths. "3/4" alone may be either, and "rate 4/5" is none.
    """
    if s.heads(i, i + 1) or (s.name(i - 1, "prep") in {"for", "on"} and _is_span(s, i)):
        return True  # 12/4 - final fitting, PTO for 12/24-12/31
    if s.has(i - 1, "numbered") or s.word(i - 1)[-1:] == "#" or s.name(i - 1, "prep") in {"in", "at"}:
        return False
    if counts(s, i, first, second):
        return False
    if _is_impossible(first, second) and _ends(s, i + 1) and _is_handed_over(s, i):
        return True  # I'll send it 14/14
    if _is_span(s, i) and _ends(s, i + 3) and max(first, second) in _BEYOND:
        return True  # stocktake 12/28-12/30
    return _is_beside_day(s, i) or _begins(s, i, first, second) or (_ends(s, i + 1) and _closes(s, i, first, second))


def _is_impossible(first: int, second: int) -> bool:
    """Tell whether no order makes a day of two figures of which one at least could be one: "14/14", "2/30"."""
    low, high = sorted((first, second))
    return high > _DAYS_OF.get(low, 0) and high < _NO_DATE


def _is_handed_over(s: Sentence, i: int) -> bool:
    """Tell whether the clause before place `i` is of what is sent or done to one thing: "I'll send it", "pay Ana"."""
    first = s.begin(i)
    while first < i and (s.has(first, "subject") or s.has(first, "intended") or s.word(first) in _WILL):
        first += 1
    word = s.word(first)
    acts = {word, word.removesuffix("ing"), word.removesuffix("ing") + "e", word.removesuffix("s")}
    return bool(acts & _HANDED) and (first == i - 1 or _is_one(s, first + 1, i))


def _is_one(s: Sentence, start: int, end: int) -> bool:
    """Tell whether one certain thing or person stands between two places: "it", "the form", "Ana"."""
    return s.word(start) in _WHAT or s.has(start, "article") or s.has(start, "owner") or s.said(end - 1)[:1].isupper()


def _is_beside_day(s: Sentence, i: int) -> bool:
    """Tell whether a weekday stands beside place `i`, or another day with a slash: "12/3 (Thurs)", "12/5 and 1/5"."""
    if any(s.has(k, kind) for k in (i - 1, s.skip_mark(i + 1, "(,")) for kind in ("weekday", "weekday_short")):
        return True
    before = s.word(i - 2).split("/") if s.has(i - 1, "and") and _ends(s, i + 1) else []
    if len(before) != 2 or not all(part.isdecimal() and len(part) < 3 for part in before):
        return False
    first, second = map(int, before)
    return _begins(s, i - 2, first, second) or (i > 2 and _closes(s, i - 2, first, second))


def _begins(s: Sentence, i: int, first: int, second: int) -> bool:
    """Tell whether "12/11" at place `i` begins a sentence as a day does: "4/12 rota", "2/30 final payment"."""
    if s.opens(i) and _is_span(s, i):
        return True  # 12/7 to 12/11 on call
    large = (second in _FINE and first < 13) or first > second > 0
    if large and ((s.opens(i) and _is_followed(s, i + 1)) or _is_called(s, i + 1)):
        return True  # 3/1 rent goes up, we agreed 11/30 is the cutoff
    return s.opens(i) and 0 < first < second and _is_followed(s, i + 1) and not _is_share(s, i + 1, second)


def _closes(s: Sentence, i: int, first: int, second: int) -> bool:
    """Tell whether "12/11" at place `i`, where a clause ends, is a day."""
    whole = first > second and 1 <= second <= 12 and first <= 31 and i > 0
    behind = any(s.has(i - 1, kind) for kind in ("function", "name")) or names.is_noun(s, i - 1)  # lease up 3/31
    whole = whole or ((i > 1 or s.has(0, "name")) and first <= 12 and second in _LARGE and behind)
    return whole or (happens(s, i) and max(first, second) < 32) or s.number(i + 1, "appended") == 2


def counts(s: Sentence, i: int, first: int, second: int) -> bool:
    """Tell whether a word before place `i` makes a fraction or a mark of it: "score 4/5", but "sprint demo 12/11"."""
    near = range(max(i - _NEAR, 0), i)
    if any(s.has(k, kind) and s.word(k) != "up" for k in near for kind in ("limit", "change")):
        return True
    if happens(s, i) or (s.has(i - 1, "exam") and first > second):
        return False
    return s.has(i - 1, "fraction") or any(s.number(k, "fraction") == 1 or s.has(k, "exam") for k in near)


def _is_span(s: Sentence, i: int) -> bool:
    """Tell whether two days stand at place `i` with a word or a dash between: "12/7 to 12/11", "7/12 - 11/12"."""
    between = s.has(i + 1, "range_to") or s.word(i + 1) in {"-", "–", "—"}
    parts = [*s.word(i).split("/"), *s.word(i + 2).split("/")]
    if not between or len(parts) != 4 or not all(part.isdecimal() and 0 < int(part) < 32 for part in parts):
        return False
    return max(map(int, parts)) >= _DAYS_FROM and not any(s.has(i + 3, kind) for kind in ("measure", "of", "unit"))


def heads_with_dots(s: Sentence, i: int) -> bool:
    """Tell whether "3.12." at place `i` heads what is said, or stands behind a weekday: "Fr 4.12. Feier planen"."""
    behind = any(s.has(i - 1, kind) for kind in ("weekday", "weekday_short", "weekday_initial"))
    return s.opens(i) or (behind and s.opens(i - 1))


def _is_followed(s: Sentence, i: int) -> bool:
    """Tell whether a word stands at place `i` that is no part of an amount."""
    return s.said(i)[:1].isalpha() and not any(s.has(i, kind) for kind in ("measure", "of", "unit", "times", "prep"))


def _is_called(s: Sentence, i: int) -> bool:
    """Tell whether "is the deadline" stands at place `i`."""
    return s.word(i) == "is" and (s.has(i + 1, "article") or s.has(i + 1, "owner")) and s.has(i + 2, "occasion")


def _is_share(s: Sentence, i: int, second: int) -> bool:
    """Tell whether what stands at place `i` is shared or counted by the fraction before it: "2/3 majority"."""
    shared = ("share", "fraction", "metric", "function", "counted", "article", "number")
    if may_be_counted(s, i) or any(s.has(i, kind) for kind in shared):
        return True
    if s.has(i, "occasion") or s.has(i + 1, "occasion"):
        return False  # 5/6 dentist
    return second not in _HARDLY


def happens(s: Sentence, i: int) -> bool:
    """Tell whether a thing that has its day stands before place `i`: "launch is 12/15", "party, 5/6"."""
    at = i - 1
    for _ in range(2):
        if s.word(at)[:1] in _BETWEEN or s.word(at) in {"is", "was"}:
            at -= 1
    return s.has(at, "occasion")


def _ends(s: Sentence, i: int) -> bool:
    """Tell whether the clause ends at place `i`, or goes on with what no fraction counts."""
    if s.closes(i) or s.word(i) in _GOES_ON:
        return True
    if (s.word(i) in {"-", "–", "—"} or s.has(i, "range_to")) and "/" in s.word(i + 1):
        return True  # 15/12 - 20/12
    return s.has(i, "mark") and s.word(i)[:1] not in "%/+="
