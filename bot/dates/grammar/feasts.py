"""Holidays by name: "Christmas", "Easter Monday", "Thanksgiving 2027"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from bot.dates.grammar import days, home, names, numeric
from bot.dates.grammar.lexicon import fold, load
from bot.dates.grammar.parts import DAY_CUES, TRADE_CUES, Day
from bot.dates.grammar.rules import Rule
from bot.dates.names import BYDAY, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.dates.grammar.sentence import Sentence

_FIXED = re.compile(r"(\d\d)-(\d\d)(?:<(mon|tue|wed|thu|fri|sat|sun))?")
_NTH = re.compile(r"(\d\d) (mon|tue|wed|thu|fri|sat|sun) (-?\d)(?:\+(\d))?(?:/(easter[+-]\d+))?")
_COUNTED = re.compile(r"(easter|advent|eid)([+-]\d+)")
_HOMES = re.compile(r"\b([A-Z]{2})\b(?=[,:A-Z]*:)")
_CUES = DAY_CUES | {"in", "at", "within"}
_EASTERN = frozenset({"GR", "CY", "RO", "BG", "RS", "ME", "MK", "MD", "GE", "UA", "BY", "RU", "ET", "ER"})
"""Countries whose Easter is that of the Julian calendar."""
_NEAR = timedelta(days=60)
"""Up to this long before it, a holiday of next year is near, too."""
_MOST = 4
"""How many other days of one name are worth offering."""


def feast(s: Sentence, i: int) -> Day | None:
    """Read a holiday at place `i`, with "next" or "last" before or a year behind it."""
    shift = s.number(i, "shift")
    at = i if shift is None else i + 1
    if at == i and (there := _there(s, i)):
        return there
    rule = s.name(at, "feast")
    trade = None if rule else s.name(at, "trade_feast")
    if not (rule or trade) or _is_begun(s, at):
        return None
    if names.of_feast(s, at, at + 1):
        return None
    eve = s.has(at + 1, "eve")
    weekend = s.name(at + 1, "unit") == "weekend"
    said = numeric.year_of(s, at + 1)
    found = _falls(rule or trade or "", s, said[0] if said else None, shift or 0)
    if not found:
        return None
    begins = (
        (rule or not names.is_noun(s, at + 1))
        and s.opens(i)
        and s.word(at).endswith(_holiday_words(s.locale.languages))
    )  # MLK Day volunteering
    cued = said is not None or shift is not None or begins or _is_told(s, at)
    end = said[1] if said else at + 1 + (eve or weekend)
    if eve:  # Thanksgiving eve
        found = tuple(day - timedelta(days=1) for day in found)
    if weekend:
        found = tuple(dict.fromkeys(day for one in found for day in days.weekend_around(one)))
    awaited = TRADE_CUES if names.is_noun(s, end) else TRADE_CUES | {"for"}
    needs = frozenset[str]() if cued else awaited if trade else _CUES
    again = _again(rule or trade or "", s, found[0]) if shift == 1 and said is None else ()
    found = (*found, *again)
    sure = (
        0.6
        if again
        else 0.9
        if len(found) == 1 + weekend
        else 0.85
        if home.countries(s) and not s.locale.country
        else 0.7
    )
    return Day(i, end, found[0], found[1:], needs=needs, sure=sure, edged=False)


def _again(rule: str, s: Sentence, near: date) -> tuple[date, ...]:
    """Return the day a year later that "next Christmas" may mean: this year's is near, and may be "this Christmas"."""
    if near.year > s.today.year and near - s.today > _NEAR:
        return ()
    later = day_of(rule, near.year + 1, next(iter(home.countries(s)), None))
    return (later,) if later else ()


def new_year(s: Sentence, i: int) -> Day | None:
    """Read "in the new year", "im neuen Jahr" at place `i`: its first weeks, the first day beside the last."""
    first = date(s.today.year + 1, 1, 1)
    period = (first, days.month_end(first.year, 1))
    return Day(i, i + 1, period[1], (first,), period, approximate=True, sure=0.7) if _is_begun(s, i) else None


def _is_begun(s: Sentence, i: int) -> bool:
    """Tell whether "in", or a part of it, makes weeks of the new year at place `i`."""
    at = i - 2 if s.has(i - 1, "article") and not s.has(i - 1, "prep") else i - 1
    led = s.name(at, "prep") == "in" or s.has(at, "edge")
    return s.has(i, "new_year") and led and (at == i - 2 or not s.has(i, "feast"))


def _is_told(s: Sentence, i: int) -> bool:
    """Tell whether a holiday at place `i` is a day by where it stands, without a preposition.

    It is one at the head of what is said ("easter: choir sings", "Thanksgiving we host"), and at the end of a clause
    behind what opens, ends or has to last ("pool opens memorial day and", "must survive Black Friday, load test done").
    """
    if s.number(i + 1, "appended") == 2:
        return True  # Thanksgiving at the latest
    if s.opens(i):
        return s.heads(i, i + 1) or s.has(i + 1, "subject")
    acts = s.has(i - 1, "enduring") or (s.has(i - 1, "occasion") and s.word(i - 1).endswith("s"))
    return acts and (s.closes(i + 1) or any(s.has(i + 1, kind) for kind in ("mark", "and", "function", "prep")))


def of_country(s: Sentence, i: int) -> Day | None:
    """Read "UK Mother's Day" at place `i`."""
    country = s.name(i, "country")
    there = _in_country(s, i + 1, country) if country else None
    return there and replace(there, start=i)


def _there(s: Sentence, i: int) -> Day | None:
    """Read "Mother's Day in the UK", "Thanksgiving (Canada)"."""
    said = numeric.year_of(s, i + 1)
    at = said[1] if said else i + 1
    opened = s.word(at) == "("
    k = s.skip(at + 1, "article") if opened or s.name(at, "prep") == "in" else at
    country = s.name(k, "country") if k > at and (s.word(k) != "us" or s.said(k).isupper()) else None
    there = _in_country(s, i, country) if country else None
    return there and replace(there, end=k + 1 + (opened and s.word(k + 1)[:1] == ")"))


def _in_country(s: Sentence, at: int, country: str) -> Day | None:
    """Return the holiday at place `at` as it falls in a country that the words name."""
    rule = s.name(at, "feast") or s.name(at, "trade_feast")
    said = numeric.year_of(s, at + 1)
    day = _coming(rule, s.today, country, said[0] if said else None, 0) if rule else None
    needs = _CUES if s.has(at, "feast") else TRADE_CUES | {"for"}
    return Day(at, said[1] if said else at + 1, day, needs=needs, edged=True) if day else None


def _falls(rule: str, s: Sentence, year: int | None, shift: int) -> tuple[date, ...]:
    """Return the day on which a holiday falls, and those on which it does elsewhere, if the person may mean them."""
    varies = "|" in rule and not rule.startswith("lib ")
    known = _homes(rule, s) if varies else (*home.countries(s), None)[:1]
    days_there = (_coming(rule, s.today, country, year, shift) for country in known)
    return tuple(dict.fromkeys(day for day in days_there if day))[: _MOST + 1]


def _homes(rule: str, s: Sentence) -> tuple[str | None, ...]:
    """Return the countries whose day may be meant, the likeliest first; None is everywhere else.

    A zone alone may be that of a guest, so the common reading is offered beside it. Where not even that is known,
    the words and the order of day and month decide, and every reading is offered.
    """
    known = home.countries(s)
    american = ("US",) if s.locale.order == "MDY" else ()
    if s.locale.country:
        return known
    return (*known, *american, None) if known else (*american, None, *_HOMES.findall(rule))


def _coming(rule: str, today: date, country: str | None, year: int | None, shift: int) -> date | None:
    """Return the day of a holiday in a year, or else the next; `shift` -1 is the one before."""
    if year is not None:
        return day_of(rule, year, country)
    found = [day_of(rule, today.year + n, country) for n in (-1, 0, 1, 2)]
    known = [day for day in found if day]
    if shift < 0:
        return max((day for day in known if day < today), default=None)
    return min((day for day in known if day >= today), default=None)


@lru_cache(maxsize=4096)
def day_of(rule: str, year: int, country: str | None) -> date | None:
    """Return the day of a lexicon's rule in a year; README.md of the lexicons tells what rules there are."""
    if not 1900 <= year <= 2199:
        return None
    if rule.startswith("lib "):
        _, place, parts = rule.split(" ", 2)
        return _from_library(place, year, tuple(map(fold, parts.split("|"))))
    for variant in _variants(rule, country):
        own = variant.startswith("own ")
        day = _own(country or "", year, variant[4:]) if own else _plain(variant, year, country)
        if day:
            return day
    return None


def _variants(rule: str, country: str | None) -> Iterator[str]:
    """Yield the parts of a rule that hold in a country, the first of which counts."""
    for variant in rule.split("|"):
        where, colon, inner = variant.rpartition(":")
        if not colon or (country and country in where.split(",")):
            yield inner


def _own(country: str, year: int, name: str) -> date | None:
    """Return the public holiday of exactly that name in a country."""
    return next((day for called, day in _names(country, year) if called == fold(name)), None) if country else None


def _plain(rule: str, year: int, country: str | None) -> date | None:
    counted = _COUNTED.fullmatch(rule)
    if counted:
        begun = _movable(counted[1], year, country)
        return begun + timedelta(days=int(counted[2])) if begun else None
    fixed = _FIXED.fullmatch(rule)
    if fixed:
        day = numeric.valid(year, int(fixed[1]), int(fixed[2]))
        return days.next_weekday(day - timedelta(days=8), _weekday(fixed[3])) if day and fixed[3] else day
    nth = _NTH.fullmatch(rule)
    if nth is None:
        return None
    found = days.nth_weekday(year, int(nth[1]), _weekday(nth[2]), int(nth[3]))
    moved = found and found + timedelta(days=int(nth[4] or 0))
    return moved + timedelta(days=7) if moved and nth[5] and moved == _plain(nth[5], year, country) else moved


def _movable(name: str, year: int, country: str | None) -> date | None:
    """Return Easter Sunday, the first Sunday of Advent, or the day on which the fast of Ramadan ends."""
    if name == "eid":
        return _from_library("TR", year, ("eid al-fitr", "ramadan feast"))
    if name == "advent":
        return days.next_weekday(date(year, 11, 26), 6)
    return easter(year, EASTER_ORTHODOX if country in _EASTERN else EASTER_WESTERN)


def every_year(s: Sentence, i: int) -> Rule | None:
    """Return the rule of a holiday at place `i` that falls on the same day, or weekday, of each year."""
    rule = s.name(i, "feast") or ""
    plain = next(_variants(rule, _homes(rule, s)[0]), "")
    fixed, nth = _FIXED.fullmatch(plain), _NTH.fullmatch(plain)
    if fixed and not fixed[3]:
        return Rule("YEARLY", months=(int(fixed[1]),), monthdays=(int(fixed[2]),))
    if nth and not nth[4] and not nth[5]:
        day = BYDAY[_weekday(nth[2])]
        return Rule("YEARLY", months=(int(nth[1]),), days=(f"{nth[3]}{day}",))
    return None


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
        found += [(fold(name), day) for day, called in sorted(calendar.items()) for name in called.split("; ")]
    return tuple(found)


def _from_library(country: str, year: int, parts: tuple[str, ...]) -> date | None:
    days_called = ((day, name) for name, day in _names(country, year) if not name.endswith("eve"))
    return next((day for day, name in days_called if any(part in name for part in parts)), None)


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


def _weekday(short: str) -> int:
    return WEEKDAYS.index(short.title())
