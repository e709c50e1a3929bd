"""Whether words that could speak of time do so where they stand: "May" the month, "may" the verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.grammar import names

if TYPE_CHECKING:
    from bot.dates.grammar.parts import Day, Instant
    from bot.dates.grammar.sentence import Sentence

_PLACES = frozenset({"to", "from", "at", "in"})
"""Prepositions that stand before the names of places too: "move to Sunday River"."""
_AROUND = ("filler", "prep", "article", "mark", "range_to")


def lead(s: Sentence, start: int) -> tuple[str | None, int]:
    """Return the preposition before place `start`, articles between them left out, and where it stands."""
    at = start - 1
    for _ in range(2):
        if s.has(at, "article") and not s.has(at, "prep"):
            at -= 1
    name = s.name(at, "prep")
    return name, (at if name else start)


def is_whole(s: Sentence, start: int, end: int) -> bool:
    """Tell whether the words `start` to `end` are all that the text says."""
    outside = s.size - (end - start)
    if outside == 0:
        return True
    if outside > 6:
        return False
    around = (*range(start), *range(end, s.size))
    return all(any(s.has(i, kind) for kind in _AROUND) for i in around)


def speaks_of_time(s: Sentence, found: Day | Instant, month: bool = False) -> bool:  # noqa: FBT001, FBT002
    """Tell whether a day was meant, by the words around it."""
    name, _ = lead(s, found.start)
    if name in {"since", "after"} or _is_title(s, found.start, found.end, name, month=month):
        return False
    if is_whole(s, found.start, found.end):
        return True
    if names.is_other_word(s, found.start, found.end) or (month and name == "from" and _is_giver(s, found)):
        return False
    if not found.needs or name in found.needs:
        return not _is_speed(s, found)
    if "reminder" in found.needs:
        return _is_reminder(s, found)
    return bool(month and _names_an_event(s, found))


def _is_giver(s: Sentence, found: Day | Instant) -> bool:
    """Tell whether a month alone is somebody's name: "get sign-off from April"."""
    alone = found.end - found.start == 1 and s.said(found.start)[:1].isupper()
    return alone and any(s.has(i, "given") for i in range(max(found.start - 4, 0), found.start))


def _is_speed(s: Sentence, found: Day | Instant) -> bool:
    """Tell whether "within 2 days" says how fast, as in "answer tickets within 2 days"."""
    if s.name(found.start, "prep") not in {"in", "within"} or found.end - found.start < 3:
        return False
    return any(s.has(i, "latency") for i in range(max(found.start - 6, 0), found.start))


def _is_reminder(s: Sentence, found: Day | Instant) -> bool:
    """Tell whether "in 2 hours" is a moment, as after "remind me"; most are how long something takes."""
    return s.name(found.start, "prep") == "in" and (found.start == 0 or is_reminded(s, found.start))


def is_reminded(s: Sentence, start: int) -> bool:
    """Tell whether a word such as "remind" stands near before a place, or begins the text."""
    near = (*range(max(start - 4, 0), start), *range(min(start, 2)))
    return any(s.has(i, "reminder") for i in near)


def _names_an_event(s: Sentence, found: Day | Instant) -> bool:
    """Tell whether a month belongs to a dated thing: "the April compensation cycle"."""
    if not (s.has(found.start - 1, "article") or s.has(found.start - 1, "shift")) or found.end >= s.size:
        return False
    if s.has(found.start - 1, "article") and lead(s, found.start)[0] is None:
        return False
    return names.is_noun(s, found.end) and s.said(found.start)[:1].isupper() and found.end - found.start == 1


def _is_title(s: Sentence, start: int, end: int, name: str | None, *, month: bool) -> bool:
    """Tell whether the words are a part of a name: written large, with another large word behind."""
    if end >= s.size or end - start > 1 or not names.is_noun(s, end) or (name and name not in _PLACES and not month):
        return False
    here, behind = s.said(start), s.said(end)
    if not (here[:1].isupper() and behind[:1].isupper()) or s.text.isupper() or here.isupper():
        return False
    if month and s.has(start - 1, "article"):
        return False
    return not _is_title_case(s)


def _is_title_case(s: Sentence) -> bool:
    """Tell whether nearly all words are written large, so that it says nothing."""
    longer = [s.text[a:b] for a, b in zip(s.starts[:40], s.ends[:40], strict=True) if b - a > 3]
    return len(longer) > 3 and sum(word[0].isupper() for word in longer) > 0.8 * len(longer)
