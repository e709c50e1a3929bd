"""The days on which a rhythm beats: "Tuesdays and Thursdays", "first Monday", "1st and 15th"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.dates.grammar import names
from bot.dates.grammar.numbers import ordinal
from bot.dates.grammar.rules import Rule, byday, monthdays
from bot.dates.grammar.weekdays import weekday_at
from bot.dates.names import BYDAY

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

FREQ = {
    "day": ("DAILY", 1),
    "week": ("WEEKLY", 1),
    "fortnight": ("WEEKLY", 2),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "halfyear": ("MONTHLY", 6),
    "year": ("YEARLY", 1),
}
"""The frequency of each unit, and how many of it."""
WITHIN_A_DAY = {"hour": "HOURLY", "minute": "MINUTELY"}
"""The frequency of units that a day has several of."""
_FIRST_MONTHS = {3: (1, 4, 7, 10), 6: (1, 7)}
_LAST_MONTHS = {3: (3, 6, 9, 12), 6: (6, 12)}


@dataclass(frozen=True, slots=True)
class Beat:
    """A rule read up to the word `end`, with the other rules that the words could mean."""

    end: int
    rule: Rule
    others: tuple[Rule, ...] = ()
    sure: float = 0.95


def working(s: Sentence) -> tuple[str, ...]:
    """Return the person's working days."""
    return byday(s.locale.working_days)


def weekend(s: Sentence) -> tuple[str, ...]:
    """Return the days on which the person does not work."""
    return byday(set(range(7)) - s.locale.working_days) or ("SA", "SU")


def weekday_list(s: Sentence, i: int) -> tuple[tuple[int, ...], int, bool] | None:
    """Return the weekdays listed at place `i`, the place after them, and whether one of them is a plural."""
    found: list[int] = []
    plural = False
    while len(found) < 7:
        many = s.number(i, "weekdays")
        day = weekday_at(s, i) if many is None else many
        if day is None:
            break
        plural = plural or many is not None
        found.append(day)
        i += 1
        after = s.skip_mark(i, ".") if s.has(i - 1, "weekday_short") and s.glued(i) else i
        if _dashes(s, after):  # mon-wed-fri
            i = after + 1
            continue
        if len(found) == 1 and (names.is_denied(s, i - 1) or names.is_moved_from(s, i - 1)):
            break
        denied = names.is_denied(s, i - 1)
        to = any(s.has(after, kind) for kind in ("range_to", "day_to"))
        if (to or s.word(after) in {"-", "–"}) and not s.has(after, "and") and not denied:
            last = weekday_at(s, after + 1)
            if last is not None:
                found += [(day + n) % 7 for n in range(1, (last - day) % 7 + 1)]
                return tuple(found), after + 2, True
        if s.has(i - 1, "weekday_short") and s.has(i, "weekday_short"):  # mon wed fri
            continue
        joined = s.skip(s.skip_mark(after, ",/&+"), "and")
        joined = s.skip(joined, "article", "on_the")
        if (
            joined == after
            or (weekday_at(s, joined) is None and not s.has(joined, "weekdays"))
            or s.has(joined - 1, "either")
        ):
            break
        i = joined
    if len(found) > 1 and s.has(i - 1, "weekday_short") and s.word(i) == "." and s.glued(i):
        i += 1  # Tues. and Thurs. at 9
    return (tuple(found), i, plural) if found else None


def _dashes(s: Sentence, i: int) -> bool:
    """Tell whether the dash at place `i` stands between days that are listed, as one between three does."""
    return _joins(s, i) and (_joins(s, i - 2) or _joins(s, i + 2))


def _joins(s: Sentence, i: int) -> bool:
    return s.word(i) in {"-", "–"} and s.glued(i) and weekday_at(s, i + 1) is not None


def in_period(rule: Rule, unit: str, interval: int) -> Rule:
    """Return a rule for the nth day of a month as one for each quarter, half or year."""
    freq, width = FREQ[unit]
    if unit == "week" and rule.monthdays:
        return Rule(
            "WEEKLY", interval, days=("FR",) if rule.monthdays == (-1,) else byday([(rule.monthdays[0] - 1) % 7])
        )
    if freq == "YEARLY":
        last = (rule.place or 0) < 0 or rule.monthdays == (-1,) or any(day.startswith("-") for day in rule.days)
        return replace(rule, freq="YEARLY", interval=interval, months=(12,) if last else (1,))
    if freq != "MONTHLY" or width == 1:
        return replace(rule, interval=interval)
    last = rule.monthdays == (-1,) or (rule.place or 0) < 0 or any(day.startswith("-") for day in rule.days)
    return replace(rule, months=(_LAST_MONTHS if last else _FIRST_MONTHS)[width])


def day_named(s: Sentence, i: int) -> int | None:
    """Return the weekday at place `i`, in the plural, too: "tous les premiers lundis du mois"."""
    day = weekday_at(s, i)
    return s.number(i, "weekdays") if day is None else day


def placed_in_month(s: Sentence, rank: int, j: int) -> tuple[Rule, int] | None:
    """Return the monthly rule of "first Monday", "last day", "last working day", "15th [and 30th]" before `j`."""
    weekday, unit = day_named(s, j), s.name(j, "unit")
    if weekday is not None:
        return Rule("MONTHLY", days=(f"{rank}{BYDAY[weekday]}",)), j + 1
    if unit == "day":
        return Rule("MONTHLY", monthdays=(rank,)), j + 1
    if unit == "workday":
        return Rule("MONTHLY", days=working(s), place=rank), j + 1
    if unit == "weekend":
        return Rule("MONTHLY", days=(f"{rank}SA", f"{rank}SU")), j + 1
    return _ranks(s, rank, j)


def _ranks(s: Sentence, rank: int, j: int) -> tuple[Rule, int] | None:
    """Read "1st and 15th", "first and third Monday" from the first rank on, which ends before `j`."""
    numbers, worded = [rank], s.has(j - 1, "ordinal")
    while len(numbers) < 6:
        at = s.skip(s.skip_mark(j, ",/&"), "and", "article")
        more = ordinal(s, at) if at > j else None
        if more is None:
            break
        worded = worded or s.has(at, "ordinal")
        numbers.append(more[0])
        j = more[1]
    if numbers[-1] == -1 and len(numbers) > 1 and s.name(j, "unit") == "day":
        return Rule("MONTHLY", monthdays=tuple(numbers)), j + 1  # the 15th and last day
    weekday = day_named(s, j)
    if weekday is not None:
        return Rule("MONTHLY", days=tuple(f"{number}{BYDAY[weekday]}" for number in numbers)), j + 1
    if not all(0 < number < 32 for number in numbers) or s.has(j, "unit") or (worded and not s.has(j, "of")):
        return None
    days_of, place = monthdays(tuple(numbers))
    return Rule("MONTHLY", monthdays=days_of, place=place), j
