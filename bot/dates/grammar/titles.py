"""Words about time in the title of a work or in what somebody is called: "binge Wednesday", "a dog called Friday"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.grammar import names

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

_LEADS = frozenset({"by", "before", "until", "on", "at", "for", "from", "after", "since"})
_TIMED = ("part", "day_part", "digits", "clock", "mark", "and", "either", "part_tail")
"""What may stand behind a weekday that is one, as in "watch Friday night", "stream Friday, 7pm"."""
_NEAR = 3
_EPISODES = 7
"""How many words behind its title the episodes of a series are spoken of."""


def of_work(s: Sentence, start: int, end: int) -> bool:
    """Tell whether words about time are, or end, the title of what somebody watches, reads or plays."""
    if end - start == 1 and s.has(start, "weekday"):
        return _is_watched(s, start, end) or _is_by(s, start, end)
    return _is_counted(s, start, end)


def _is_by(s: Sentence, start: int, end: int) -> bool:
    """Tell whether a weekday is a work by where it is or whose: "watching Wednesday on Netflix"."""
    if not s.has(start - 1, "enjoyed"):
        return False
    lead = s.name(end, "prep")
    by_name = lead in {"on", "by"} or (lead == "in" and not s.word(start - 1).startswith("play"))  # a gig in Leeds
    named = names.is_noun(s, end + 1) and s.said(end + 1)[:1].isupper() and s.said(start)[:1].isupper()
    return by_name and named and not s.text.isupper()


def _is_watched(s: Sentence, start: int, end: int) -> bool:
    """Tell whether a weekday is all that somebody watches, and no time is near: "binge Wednesday with my sister"."""
    if not s.has(start - 1, "viewed"):
        return False
    if any(s.has(k, "episode") for k in range(end, min(end + _EPISODES, s.size))):
        return True
    timed = any(s.has(end, kind) for kind in _TIMED) or s.name(end, "prep") in _LEADS - {"from", "for"}
    return s.said(start)[:1].isupper() and not timed and not s.text.isupper() and s.said(start - 1)[:1].islower()


def _is_counted(s: Sentence, start: int, end: int) -> bool:
    """Tell whether a length in words is written large, as in "Around the World in Eighty Days"."""
    number, unit = s.said(end - 2), s.said(end - 1)
    if end - start < 2 or not s.has(end - 1, "unit") or not (s.has(end - 2, "number") and start > s.begin(start)):
        return False
    return number.istitle() and unit.istitle() and not s.text.isupper()


def ends_title(s: Sentence, start: int) -> bool:
    """Tell whether a title ends with the words, small words in it written large: "read The Man Who Was Thursday"."""
    if s.name(start - 1, "prep") in _LEADS or not s.said(start)[:1].isupper():
        return False
    first = start
    while first - 1 > s.begin(start) and s.said(first - 1)[:1].isupper():
        first -= 1
    return any(s.has(k, kind) and len(s.word(k)) > 1 for k in range(first, start) for kind in ("article", "function"))


def begins_name(s: Sentence, start: int, end: int) -> bool:
    """Tell whether a day in words, written large, begins a name: "book First of May band"."""
    large = s.has(start, "ordinal") and s.said(start)[:1].isupper() and start > s.begin(start)
    return large and end - start > 2 and names.is_noun(s, end) and not s.has(start - 1, "prep") and not s.text.istitle()


def is_called(s: Sentence, start: int, end: int) -> bool:
    """Tell whether a thing is called so: "a dog called Friday", but "she called Friday"."""
    led = s.has(start - 1, "called") and names.is_noun(s, start - 2) and s.said(start)[:1].isupper()
    return led and end - start == 1 and (s.has(start - 3, "article_one") or s.has(start - 3, "article"))


def repeats(s: Sentence, start: int, end: int) -> bool:
    """Tell whether a day says itself again: "Sunday Bloody Sunday", "Tomorrow, and Tomorrow, and Tomorrow"."""
    if end - start > 1 or not s.said(start)[:1].isupper():
        return False
    if s.has(start, "weekday") and s.word(start) == s.word(start - 2):
        return names.is_noun(s, start - 1) and s.said(start - 1)[:1].isupper()
    around = (*range(start - _NEAR, start), *range(start + 1, start + _NEAR + 1))
    return s.has(start, "day") and any(s.word(k) == s.word(start) and s.said(k)[:1].isupper() for k in around)
