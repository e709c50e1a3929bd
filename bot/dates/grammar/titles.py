"""Words about time in the title of a work or in what somebody is called: "binge Wednesday", "a dog called Friday"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.grammar import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.dates.grammar.sentence import Sentence

_LEADS = frozenset({"by", "before", "until", "on", "at", "for", "from", "after", "since"})
_TIMED = ("part", "day_part", "digits", "clock", "mark", "and", "either", "part_tail")
"""What may stand behind a weekday that is one, as in "watch Friday night", "stream Friday, 7pm"."""
_READ = frozenset({"read", "reading", "reread", "rereading"})
_NEAR = 3
_EPISODES = 7
"""How many words behind its title the episodes of a series are spoken of."""


def of_work(s: Sentence, start: int, end: int) -> bool:
    """Tell whether words about time are, or end, the title of what somebody watches, reads or plays."""
    if end - start == 1 and s.has(start, "weekday"):
        return _is_watched(s, start, end) or _is_by(s, start, end)
    return _is_counted(s, start, end) or _is_by(s, start, end) or _is_shifted(s, start, end)


def _is_by(s: Sentence, start: int, end: int) -> bool:
    """Tell whether a weekday is a work by where it is or whose: "watching Wednesday on Netflix"."""
    if not s.has(start - 1, "enjoyed"):
        return False
    lead = s.name(end, "prep")
    if end - start > 1 and (lead != "by" or s.said(end - 1).islower()):
        return False  # play Sunday Morning by Maroon 5, but "play Sunday morning by the lake"
    by_name = lead in {"on", "by"} or (lead == "in" and not s.word(start - 1).startswith("play"))  # a gig in Leeds
    at = s.skip(end + 1, "article")
    named = names.is_noun(s, at) and s.said(at)[:1].isupper() and not s.said(start)[:1].islower()
    return by_name and named and not s.text.isupper()


def _is_watched(s: Sentence, start: int, end: int) -> bool:
    """Tell whether a weekday is all that somebody watches, and no time is near: "binge Wednesday with my sister"."""
    if not s.has(start - 1, "viewed"):
        return False
    if any(s.has(k, "episode") for k in range(end, min(end + _EPISODES, s.size))):
        return True
    timed = any(s.has(end, kind) for kind in _TIMED) or s.name(end, "prep") in _LEADS - {"from", "for"}
    return s.said(start)[:1].isupper() and not timed and not s.text.isupper() and s.said(start - 1)[:1].islower()


def _is_shifted(s: Sentence, start: int, end: int) -> bool:
    """Tell whether "Next Friday", "Last Christmas", both written large, are what somebody sees."""
    seen = s.has(start - 1, "viewed") or s.word(start - 1) in {"see", "seeing"}
    large = s.said(start)[:1].isupper() and s.said(end - 1)[:1].isupper() and s.said(start - 1)[:1].islower()
    return seen and large and s.has(start, "shift") and not s.text.isupper()


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
    if any(s.has(k, "function") and len(s.word(k)) > 1 for k in range(first, start)):
        return True
    return any(s.has(k, "article") and k in {start - 1, *range(first + 1, start)} for k in range(first, start))


def after_verbs(s: Sentence) -> Iterator[int]:
    """Yield the places of the words about time in titles that say when or how long: "watch Before Midnight"."""
    for i, meaning in enumerate(s.meanings):
        if "enjoyed" not in meaning and "viewed" not in meaning:
            continue
        if not ("viewed" in meaning or s.word(i) in _READ) or not s.said(i)[0].islower():
            continue
        at = i + 1
        large = s.said(at).istitle() and s.said(at + 1).istitle()
        if s.has(at, "clock") and s.said(at)[0].isupper() and not s.has(at + 1, "mark"):
            yield at  # watch High Noon
        elif large and s.has(at, "prep") and s.has(at + 1, "clock"):
            yield at + 1
        elif large and s.has(at, "number") and s.has(at + 1, "unit"):
            yield from range(at, _title_end(s, at + 2))  # read Seven Days in May


def _title_end(s: Sentence, i: int) -> int:
    """Return the place after the title that goes on at place `i`, of large words and small ones between them."""
    end = i
    while i < end + _NEAR and i < s.size and (s.said(i)[0].isupper() or s.has(i, "prep") or s.has(i, "article")):
        i += 1
        end = i if s.said(i - 1)[0].isupper() else end
    return end


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
    if s.has(start, "weekday") and s.word(start) in {s.word(start - 1), s.word(start + 1)}:
        return True
    around = (*range(start - _NEAR, start), *range(start + 1, start + _NEAR + 1))
    return s.has(start, "day") and any(s.word(k) == s.word(start) and s.said(k)[:1].isupper() for k in around)
