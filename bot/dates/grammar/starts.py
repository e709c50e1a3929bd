"""Where a span begins that is said beside it: "in 4 working days, starting tomorrow"."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from bot.dates.grammar.parts import ALONE, Day, Instant

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dates.grammar.sentence import Sentence

    ReadDay: TypeAlias = Callable[[Sentence, int], Day | Instant | None]

_STARTING = ("starting", "beginning", "commencing", "clock")
"""How the words begin that lead to where a span starts: a thing that "starts Monday" is something else."""


def beside(s: Sentence, start: int, end: int, read_day: ReadDay) -> Day | None:
    """Return the day from which a span between two places counts, if one is said behind it or begins its sentence."""
    behind = s.skip_mark(end, ",;(-–—")
    first = s.begin(start)
    for at in (behind, s.skip(behind, "and"), s.skip(behind, "article"), first):
        if at == first and start - first > 1 and not s.opens(at):
            continue
        if not is_said(s, at) or start <= at < end:
            continue
        day = read_day(s, s.skip(at + 1, "prep", "article"))
        if not isinstance(day, Day) or day.day is None or day.needs == ALONE or day.approximate:
            continue
        if day.day >= s.today and (at == first or not s.has(day.end, "subject")):
            return day  # but not in "off in two weeks, starting tomorrow I train"
    return None


def is_said(s: Sentence, i: int) -> bool:
    """Tell whether "starting", "with the clock starting" stands at a place."""
    return s.name(i, "prep") == "from" and any(part in s.word(i) for part in _STARTING)
