"""A rough date in words that stay true: `next month` becomes `January 2027`, and `Q3` stays as it was said."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.dates import grammar
from bot.dates.grammar.sentence import Sentence
from bot.dates.when import Locale
from bot.dates.wording import plain_day

if TYPE_CHECKING:
    from collections.abc import Iterator

_HERE = Locale()
_SHIFTS = ("shift", "shift_after", "after_next")
_FIXED = ("ordinal", "month", "quarter_label", "half_label", "year_label", "week_label")
"""Classes of words that tell a period from the next of its kind."""
_EDGES = {"start": "start of ", "early": "early ", "mid": "mid-", "late": "late "}


@lru_cache(maxsize=1024)
def lasting(said: str, on: date) -> str:
    """Return words for the rough date `on`, which somebody called `said`, that mean the same on any later day.

    They are the same where they do already. Empty if only the day itself can be said.
    """
    s = Sentence(said, _noon(on), _HERE)
    if not _is_relative(s):
        return said
    return next((words for words in _names(s, on) if _read(words, on) == on), "")


def _is_relative(s: Sentence) -> bool:
    """Tell whether words mean another day when they are read later, as the classes of the lexicons know them."""
    at = range(s.size)
    if any(s.has(i, "new_year") for i in at):
        return True
    if any((shift := s.number(i, kind)) is not None and shift >= 0 for i in at for kind in _SHIFTS):
        return True
    if any(s.words[i].isdecimal() or any(s.has(i, kind) for kind in _FIXED) for i in at):
        return False
    return any(s.name(i, "unit") or s.name(i, "middle") == "week" for i in at)


def _names(s: Sentence, on: date) -> Iterator[str]:
    """Yield what the period that words name is called in full, the most exact first."""
    units = {unit for i in range(s.size) for kind in ("unit", "middle") if (unit := s.name(i, kind))}
    edge = next((_EDGES.get(name, "") for i in range(s.size) if (name := s.name(i, "edge"))), "")
    season = next((name for i in range(s.size) if (name := s.name(i, "season"))), "")
    year = str(on.year)
    names = []
    if season:
        names = [f"{season} {year}", f"{season} {on.year - 1}"]  # a winter ends in the year behind its own
    elif "week" in units:
        names = [f"the week of {plain_day(on - timedelta(days=on.weekday()))}"]
    elif "month" in units or any(s.has(i, kind) for i in range(s.size) for kind in ("month", "new_year")):
        names = [f"{on:%B} {year}"]
    elif "quarter" in units:
        names = [f"Q{(on.month + 2) // 3} {year}"]
    elif units & {"halfyear", "year"}:
        halved = "halfyear" in units or any(s.has(i, "half") for i in range(s.size))
        names = [f"H{(on.month + 5) // 6} {year}"] if halved else [year]
    yield from (name if name.startswith("the") else f"{edge}{name}" for name in names)


def _read(words: str, on: date) -> date | None:
    found = grammar.read(words, _noon(on - timedelta(days=1)), _HERE)
    return found.value if found.approximate and type(found.value) is date else None


def in_full(said: str, on: date) -> str:
    """Return words for the rough date `on` with their year: summer 2027; empty where they would mean another day."""
    words = said if re.search(r"\d{4}", said) else f"{said} {on.year}"
    return words if _read(words, on) == on else ""


def bound(said: str, on: date) -> str:
    """Return words for the rough date `on` to stand behind "by": the end of summer 2027, as it is due when that ends.

    A part of a period is told as it is: mid-June 2027. Empty where there are no such words.
    """
    words = in_full(said, on)
    s = Sentence(words, _noon(on), _HERE)
    found = grammar.read(words, _noon(on - timedelta(days=1)), _HERE)
    in_part = any(s.has(i, kind) for i in range(s.size) for kind in ("edge", "middle"))
    whole = found.range is not None and found.value == on and not in_part
    return f"the end of {words}" if words and whole else words


def is_for_good(said: str, on: date) -> bool:
    """Tell whether words name the day `on` a week before it as they do the day before: Easter, but no Friday."""
    days = (grammar.read(said, _noon(on - timedelta(days=before)), _HERE).value for before in (8, 1))
    return all(day == on for day in days)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
