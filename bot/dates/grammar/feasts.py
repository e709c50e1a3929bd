"""Holidays by name: "Christmas", "Easter Monday", "Thanksgiving 2027"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dateutil.easter import easter

from bot.dates.grammar import days, numeric
from bot.dates.grammar.lexicon import fold, load
from bot.dates.grammar.parts import DAY_CUES, TRADE_CUES, Day

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

_FIXED = re.compile(r"(\d\d)-(\d\d)")
_NTH = re.compile(r"(\d\d) (mon|tue|wed|thu|fri|sat|sun) (-?\d)(?:\+(\d))?")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CUES = DAY_CUES | {"in", "at", "within"}


def feast(s: Sentence, i: int) -> Day | None:
    """Read a holiday at place `i`, with "next" or "last" before or a year behind it."""
    shift = s.number(i, "shift")
    at = i if shift is None else i + 1
    rule = s.name(at, "feast")
    trade = None if rule else s.name(at, "trade_feast")
    if not (rule or trade):
        return None
    said = numeric.year_of(s, at + 1)
    day = _falls(rule or trade or "", s, said[0] if said else None, shift or 0)
    if day is None:
        return None
    cued = said is not None or shift is not None
    needs = frozenset[str]() if cued else TRADE_CUES if trade else _CUES
    return Day(i, said[1] if said else at + 1, day, needs=needs, sure=0.9, edged=False)


def _falls(rule: str, s: Sentence, year: int | None, shift: int) -> date | None:
    """Return the day on which a holiday falls in a year, or else next; `shift` -1 is the one before."""
    if year is not None:
        return day_of(rule, year, s.locale.country)
    found = [day_of(rule, s.today.year + n, s.locale.country) for n in (-1, 0, 1, 2)]
    known = [day for day in found if day]
    if shift < 0:
        return max((day for day in known if day < s.today), default=None)
    return min((day for day in known if day >= s.today), default=None)


def day_of(rule: str, year: int, country: str | None) -> date | None:
    """Return the day of a lexicon's rule in a year; README.md of the lexicons tells what rules there are."""
    if not 1900 <= year <= 2199:
        return None
    if rule.startswith("lib "):
        _, home, names = rule.split(" ", 2)
        return _from_library(home, year, tuple(fold(name) for name in names.split("|")))
    variants = rule.split("|")
    chosen = variants[-1]
    for variant in variants:
        where, colon, _ = variant.partition(":")
        if colon and country in where.split(","):
            chosen = variant
    return _plain(chosen.rpartition(":")[2], year)


def _plain(rule: str, year: int) -> date | None:
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.removeprefix("easter")))
    fixed = _FIXED.fullmatch(rule)
    if fixed:
        return numeric.valid(year, int(fixed[1]), int(fixed[2]))
    nth = _NTH.fullmatch(rule)
    if nth is None:
        return None
    found = days.nth_weekday(year, int(nth[1]), _WEEKDAYS.index(nth[2]), int(nth[3]))
    return found and found + timedelta(days=int(nth[4] or 0))


@lru_cache(maxsize=64)
def _names(country: str, year: int) -> tuple[tuple[str, date], ...]:
    """Return a country's public holidays of a year by their folded names, in its own language and in English."""
    import holidays  # noqa: PLC0415 - it takes a third of a second, which most sentences need not wait for

    found: list[tuple[str, date]] = []
    for language in (None, "en_US"):
        try:
            calendar = holidays.country_holidays(country, years=year, language=language)
        except (NotImplementedError, KeyError):
            return ()
        found += [(fold(name), day) for day, names in sorted(calendar.items()) for name in names.split("; ")]
    return tuple(found)


def _from_library(country: str, year: int, names: tuple[str, ...]) -> date | None:
    return next((day for name, day in _names(country, year) if any(n in name for n in names)), None)


@cache
def _holiday_words(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the names of holidays end with, or consist of."""
    return tuple(word for word, meaning in load(languages).words.items() if "holiday_word" in meaning)


def public_holiday(s: Sentence) -> Day | None:
    """Find a public holiday of the person's country, called by its full name after a preposition.

    The library that knows them is only asked where a word such as "day" gives reason to.
    """
    if s.locale.country is None:
        return None
    endings = _holiday_words(s.locale.languages)
    for i in range(min(s.size, 60)):
        if s.has(i, "prep") and any(word.endswith(endings) for word in s.words[i + 1 : i + 7]):
            found = _called(s, s.skip(i + 1, "article"))
            if found:
                return replace(found, sure=0.9)
    return None


def _called(s: Sentence, i: int) -> Day | None:
    text = " ".join(s.words[i : i + 6])
    for year in (s.today.year, s.today.year + 1):
        for name, day in _names(s.locale.country or "", year):
            plain = " ".join(re.findall(r"\w+(?:'\w+)?", name))
            if day >= s.today and (text + " ").startswith(plain + " "):
                size = len(plain)
                end = next((j for j in range(i, i + 7) if len(" ".join(s.words[i:j])) >= size), i + 1)
                return Day(i, end, day)
    return None
