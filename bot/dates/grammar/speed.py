"""How fast something is done, and no deadline: "answer tickets within 2 days"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.grammar import starts
from bot.dates.grammar.numbers import cardinal

if TYPE_CHECKING:
    from bot.dates.grammar.parts import Day, Instant
    from bot.dates.grammar.sentence import Sentence


def is_speed(s: Sentence, found: Day | Instant) -> bool:
    """Tell whether "within 2 days" says how fast, as in "answer tickets within 2 days"."""
    if s.name(found.start, "prep") not in {"in", "within"} or found.end - found.start < 3:
        return False
    if s.has(found.end, "pace") or (s.has(found.end, "denial") and cardinal(s, found.end + 1)):
        return True  # in 2 days on average, in 5 days instead of 10
    if starts.is_said(s, s.skip_mark(found.end, ",(-–—")):
        return False  # turn the calcs around in 4 days, starting today
    acts = [i for i in range(max(found.start - 6, 0), found.start) if s.has(i, "latency")]
    if not acts or _is_done_once(s, found.start) or _is_sent(s, acts[-1], found.start):
        return False
    return not _is_one(s, acts[-1] + 1, found.start)


def _is_done_once(s: Sentence, end: int) -> bool:
    """Tell whether one thing is said to be done before a place: "backlog cleared within", not "tickets solved"."""
    first = s.begin(end)
    done = end - first > 1 and s.word(end - 1).endswith("ed")
    return done and not s.word(end - 2).endswith("s") and not any(s.has(k, "every") for k in range(first, end))


def _is_one(s: Sentence, start: int, end: int) -> bool:
    """Tell whether one certain thing is named, as in "reply to the auditor", so that it is done once."""
    certain = any(s.has(k, "article") or s.word(k).endswith("'s") for k in range(start, end))
    return certain and not s.word(end - 1).endswith("s")


def _is_sent(s: Sentence, act: int, end: int) -> bool:
    """Tell whether a certain answer is a thing that goes out once: "get the RFP answers out in 2 days"."""
    first = s.begin(end)
    certain = any(s.has(k, "article") or s.has(k, "owner") for k in range(max(act - 3, first + 1), act))
    goes = s.has(end - 1, "particle") or s.name(end - 1, "prep") == "in" or s.has(first, "errand")
    done = s.word(act).endswith("ed") or s.has(first, "latency") or (s.has(first, "fetch") and end == act + 1)
    return certain and goes and not done and not any(s.has(k, "every") or s.has(k, "level") for k in range(first, end))
