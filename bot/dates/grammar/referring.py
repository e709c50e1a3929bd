"""Days told from the one that was named before: "the launch is 12 May, send invites a week before that"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.grammar import days
from bot.dates.grammar.numbers import Amount, amount, unit_at
from bot.dates.grammar.parts import Day

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

_UNITS = frozenset({"day", "workday", "week", "month"})
"""The units that one of is told as "the day before"."""


def told_from(s: Sentence, i: int, anchor: Day) -> Day | None:
    """Read "a week before that", "2 days early", "the day after" at place `i`, counted from the day named before."""
    found = amount(s, i) or _the_unit(s, i)
    if found is None or found.most or found.length.clock or anchor.day is None:
        return None
    turned = _turned(s, found.end)
    if turned is None:
        return None
    sign, end = turned
    base = anchor.period[0] if anchor.period and sign < 0 else anchor.day
    moved = days.add(base, found.length, s.locale.working_days, sign)
    return Day(i, end, moved, (anchor.day,), sure=0.7, edged=True) if moved else None


def _the_unit(s: Sentence, i: int) -> Amount | None:
    """Read "the day" of "the day before"."""
    unit = unit_at(s, i)
    plain = unit in _UNITS and s.has(i - 1, "article") and not s.has(i, "plural")
    return Amount(i + 1, days.length_of(1, unit)) if plain and unit else None


def _turned(s: Sentence, i: int) -> tuple[int, int] | None:
    """Return whether words at place `i` count back (-1) or on (1) from what was named, and the place after them."""
    sign = s.number(i, "sooner")
    if sign is not None:
        end = i + 2 if s.has(i + 1, "anaphor") else i + 1
        return (sign, end) if _ends(s, end) else None
    sign = -1 if s.has(i, "anchor_before") else 1 if s.has(i, "anchor_after") else 0
    if not sign or s.name(i, "prep") == "on":
        return None
    if s.has(i + 1, "anaphor"):
        return (sign, i + 2) if _ends(s, i + 2) else None
    return (sign, i + 1) if s.name(i, "prep") in {"before", "after"} and _ends(s, i + 1, firmly=True) else None


def _ends(s: Sentence, i: int, *, firmly: bool = False) -> bool:
    """Tell whether nothing follows at place `i` that the words before it belong to: "a day earlier than Friday"."""
    if i >= s.size or s.has(i, "mark") or s.has(i, "and"):
        return True
    return not firmly and not s.has(i, "except") and s.word(i) not in {"than", "of"} and not _is_time(s, i)


def _is_time(s: Sentence, i: int) -> bool:
    return any(s.has(i, kind) for kind in ("day", "weekday", "weekday_short", "month", "shift", "digits", "feast"))
