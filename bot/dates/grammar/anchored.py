"""Days told from another day: "in 3 weeks", "two days before Christmas", "end of next month", "last Friday of May"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from bot.dates.grammar import days, names, periods, starts
from bot.dates.grammar.numbers import Amount, amount, cardinal, unit_at
from bot.dates.grammar.parts import ALONE, Day, Instant
from bot.dates.grammar.weekdays import week_of_day, week_on, weekday_at, weekend_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dates.grammar.sentence import Sentence

    ReadDay: TypeAlias = Callable[[Sentence, int], Day | Instant | None]

REMINDED = frozenset({"reminder"})
"""A length in hours is a moment only after a word such as "remind"; elsewhere it is a speed."""
_CALENDAR = frozenset({"week", "month", "quarter", "halfyear", "year"})
"""Units that lie side by side in a calendar."""


def length(s: Sentence, i: int, read_day: ReadDay) -> Day | Instant | None:
    """Read a length of time at place `i` if it ends on a day: "in 3 days", "3 weeks from Friday", "2 days ago"."""
    found = amount(s, i)
    if found is None:
        return _weekdays_ahead(s, i)
    apostrophe = s.word(found.end) in {"'", "’"} and s.has(found.end + 1, "time_noun")
    end = s.skip(found.end + apostrophe, "time_noun")  # in two weeks' time
    if found.most:
        return _spread(s, i, end, found)
    ago = s.has(end, "ago") and not (found.length.clock and s.has(end, "sooner"))  # come an hour earlier
    if ago or s.has(i - 1, "ago_before"):
        return _moved(s, i if ago else i - 1, end + ago, found, -1, sure=0.9)
    anchored = _from_anchor(s, i, end, found, read_day)
    # 4 days out of 5, 6 weeks out from, but "10 days from now for the inspection"
    told = (s.has(end + 1, "of") and s.word(end + 1) != "for") or s.name(end + 1, "prep") == "from"
    if anchored is not None or (s.has(end, "from_now") and not told):
        return anchored or _moved(s, i, end + 1, found, 1, sure=0.95)
    if s.name(i - 1, "prep") in {"in", "within"}:
        return None if _is_told_from_unknown(s, i, end) else _ahead(s, i - 1, end, found, read_day)
    return _moved(s, i, end, found, 1, sure=0.6, needs=ALONE)


def _is_told_from_unknown(s: Sentence, i: int, end: int) -> bool:
    """Tell whether a length counts from something that no calendar knows: "within 5 days of an incident"."""
    if s.name(i - 1, "prep") == "within" and s.word(end) == "of":
        return True
    counted = s.name(end, "prep") in {"after", "before"} and (s.has(end, "anchor_after") or s.has(end, "anchor_before"))
    return counted and end + 1 < s.size


def _ahead(s: Sentence, i: int, end: int, found: Amount, read_day: ReadDay) -> Day | Instant | None:
    """Read "in 3 days", which is a deadline, and "in 3 hours", which mostly is a speed.

    Where the start is said beside it, "starting Monday", it counts from there, and from today is offered.
    """
    needs = REMINDED if found.length.clock and not found.length.days + found.length.months else frozenset[str]()
    plain = _moved(s, i, end, found, 1, sure=0.95, needs=needs)
    start = starts.beside(s, i, end, read_day) if isinstance(plain, Day) else None
    day = days.add(start.day, found.length, s.locale.working_days) if start and start.day else None
    if not isinstance(plain, Day) or not plain.day or not day or day == plain.day:
        return plain
    return replace(plain, day=day, others=(plain.day,), sure=min(plain.sure, 0.75))


def _weekdays_ahead(s: Sentence, i: int) -> Day | None:
    """Read "two Fridays from now"."""
    count = cardinal(s, i)
    weekday = s.number(count[1], "weekdays") if count else None
    if count is None or weekday is None or not 0 < count[0] < 99:
        return None
    behind, ahead = s.has(count[1] + 1, "from_now"), s.name(i - 1, "prep") == "in"
    if not behind and not ahead:
        return None
    first = days.next_weekday(s.today, weekday)
    return Day(i, count[1] + 1 + behind, first + timedelta(days=7 * (int(count[0]) - 1)), sure=0.85, edged=True)


def _spread(s: Sentence, i: int, end: int, found: Amount) -> Day | Instant | None:
    """Read "in 2-3 weeks", "in a day or two": the later, the earlier beside it."""
    lead = s.name(i - 1, "prep") in {"in", "within"}
    if found.most is None or not (lead or s.has(end, "from_now")):
        return None
    start, stop = (i - 1 if lead else i), (end if lead else end + 1)
    soon = _moved(s, start, stop, found, 1, sure=0.6)
    late = _moved(s, start, stop, replace(found, length=found.most), 1, sure=0.6)
    if isinstance(soon, Day) and isinstance(late, Day) and soon.day and late.day:
        return replace(late, others=(soon.day,), period=(soon.day, late.day))
    return None


def _moved(
    s: Sentence, start: int, end: int, found: Amount, sign: int, *, sure: float, needs: frozenset[str] = frozenset()
) -> Day | Instant | None:
    sure = 0.6 if found.vague else sure
    working = s.locale.working_days
    if found.length.clock:
        moment = days.add_exactly(s.now, found.length, working, sign)
        return Instant(start, end, moment, sure=sure, needs=needs) if moment else None
    day = days.add(s.today, found.length, working, sign)
    return Day(start, end, day, sure=sure, needs=needs, edged=True) if day else None


def _from_anchor(s: Sentence, i: int, end: int, found: Amount, read_day: ReadDay) -> Day | None:
    """Read "3 weeks from Friday", "two days before Christmas", "a week on Monday"."""
    within = s.name(i - 1, "prep") == "within" and s.word(end) == "of"
    sign = 1 if within or s.has(end, "anchor_after") else -1 if s.has(end, "anchor_before") else 0
    apart = 1
    if (
        not sign
        and s.name(end - 1, "unit") in {"week", "fortnight"}
        and (s.has(end, "day") or weekday_at(s, end) is not None)
    ):
        sign, apart = 1, 0  # a week today, two weeks Friday
    if not sign or found.length.clock:
        return None
    anchor = read_day(s, s.skip(end + apart, "article"))
    if not isinstance(anchor, Day) or anchor.day is None:
        return None
    base = anchor.period[0] if anchor.period and sign < 0 else anchor.day
    moved = days.add(base, found.length, s.locale.working_days, sign)
    others = tuple(o for other in anchor.others if (o := days.add(other, found.length, s.locale.working_days, sign)))
    sure = min(anchor.sure, 0.6 if found.vague else 1)
    return Day(i, anchor.end, moved, others, sure=sure, edged=True) if moved else None


def unit_from_anchor(s: Sentence, i: int, read_day: ReadDay) -> Day | None:
    """Read "the day before Christmas", "the week after Easter" at place `i`."""
    unit = unit_at(s, i)
    begins = s.name(i + 1, "prep") == "from" and not s.has(i + 1, "anchor_after") and not names.is_noun(s, i - 1)
    if unit == "weekend" and not s.has(i, "plural"):
        return weekend_by(s, i, read_day(s, s.skip(i + 2, "article")))
    if unit == "week" and (begins or s.has(i + 1, "of")) and not s.has(i, "plural"):
        inner = read_day(s, s.skip(i + 2, "article"))
        return week_of_day(s, i, inner) if isinstance(inner, Day) else None
    if unit is None or s.has(i, "plural") or unit in {"second", "minute", "hour"}:
        return None
    if s.name(i + 1, "prep") == "on":
        clear = s.opens(i) or s.has(i - 1, "function") or s.has(i - 1, "pronoun")
        return week_on(s, i) if unit == "week" and clear else None
    today = unit in {"week", "fortnight"} and s.has(i + 1, "day") and not s.has(i - 1, "shift")  # fortnight today
    if not (today or s.has(i + 1, "anchor_before") or s.has(i + 1, "anchor_after")):
        return None
    return _from_anchor(s, i, i + 1, Amount(i + 1, days.length_of(1, unit)), read_day)


def weekday_from_anchor(s: Sentence, i: int, read_day: ReadDay) -> Day | None:
    """Read "the Friday before Christmas", "the Monday after 5 May", "Friday in two weeks" at place `i`."""
    weekday = weekday_at(s, i)
    if weekday is None:
        return None
    if s.name(i + 1, "prep") == "in":
        found = amount(s, i + 2)
        base = (
            found
            and not found.length.clock
            and days.add(days.next_weekday(s.today, weekday), found.length, frozenset())
        )
        return Day(i, found.end, base, sure=0.85, edged=True) if found and base else None
    sign = (
        1
        if s.has(i + 1, "anchor_after") and s.name(i + 1, "prep") != "on"
        else -1
        if s.has(i + 1, "anchor_before")
        else 0
    )
    anchor = read_day(s, s.skip(i + 2, "article")) if sign else None
    if not isinstance(anchor, Day) or anchor.day is None or anchor.needs == ALONE:
        return None
    if s.name(i + 1, "prep") == "from" and not anchor.edged:
        return None
    if sign > 0:
        return Day(i, anchor.end, days.next_weekday(anchor.day, weekday), sure=0.9, edged=True)
    base_day = anchor.period[0] if anchor.period else anchor.day
    return Day(i, anchor.end, days.next_weekday(base_day - timedelta(days=8), weekday), sure=0.9, edged=True)


def day_then_length(s: Sentence, i: int, day: Day) -> Day | None:
    """Read "tomorrow in two weeks", "heute in einer Woche": a day at place `i` moved by what stands behind."""
    if s.name(day.end, "prep") != "in" or day.day is None:
        return None
    found = amount(s, day.end + 1)
    moved = found and not found.length.clock and days.add(day.day, found.length, s.locale.working_days)
    return Day(i, found.end, moved, sure=0.85, edged=True) if found and moved else None


def close_from_anchor(s: Sentence, i: int, read_day: ReadDay) -> Day | None:
    """Read "the end of the week after Easter" at place `i`, where its first four words are one."""
    unit = s.name(i, "closing")
    if unit == "day" and (s.has(i + 1, "anchor_after") or s.has(i + 1, "anchor_before")):
        return _from_anchor(s, i, i + 1, Amount(i + 1, days.length_of(1, unit)), read_day)
    found = _beside(s, unit, i + 1, read_day) if unit else None
    return found and found.period and Day(i, found.end, periods.point(found.period, "end"), final=True)


def _period_from_anchor(s: Sentence, i: int, read_day: ReadDay) -> Day | None:
    """Read "week after Easter" at place `i` as the whole week."""
    unit = s.name(i, "unit")
    return None if unit is None or s.has(i, "plural") or s.has(i, "brief") else _beside(s, unit, i + 1, read_day)


def _beside(s: Sentence, unit: str, i: int, read_day: ReadDay) -> Day | None:
    """Return the calendar week, month … beside that of the day that "before" or "after" at place `i` tell it from."""
    sign = {"after": 1, "before": -1}.get(s.name(i, "prep") or "", 0)
    anchor = read_day(s, s.skip(i + 1, "article")) if sign and unit in _CALENDAR else None
    if not isinstance(anchor, Day) or anchor.day is None:
        return None
    first, last = anchor.period or (anchor.day, anchor.day)
    found = periods.unit_period(s, unit, sign, last if sign > 0 else first)
    return found and replace(found, start=i - 1, end=anchor.end, others=())


def edge(s: Sentence, i: int, read_day: ReadDay) -> Day | None:
    """Read "end of June", "mid-Q3", "early next week", "start of 2027" at place `i`."""
    kind = s.name(i, "edge")
    acts = s.opens(i) and s.has(i, "act")
    behind = acts and i > 1 and s.name(i + 1, "prep") == "in"  # won the bid, start in January
    if kind is None or behind or (acts and s.has(i + 1, "article") and names.is_noun(s, s.size - 1)):
        return None
    at = s.skip(i + 1, "of", "article")
    if s.word(at) == "-" and s.glued(at):
        at += 1
    unit = s.name(at, "unit")
    led = s.has(at - 1, "article") or s.has(i, "edge_unit")
    told = _period_from_anchor(s, at, read_day)
    if told is not None:
        inner: Day | None = told
    elif unit and led and not any(s.has(at, sort) for sort in ("plural", "brief")) and not s.has(at + 1, "after_next"):
        inner = _present(s, unit, kind, at)
    else:
        found = read_day(s, at)
        inner = found if isinstance(found, Day) else None
    if inner is not None and inner.period is None and inner.day and kind == "end":
        return replace(inner, start=i, needs=frozenset(), final=True)
    if inner is None or inner.period is None or (inner.end == at + 1 and "the_weekend" in inner.needs):
        return None
    day = periods.point(inner.period, kind)
    if inner.yearly and day < s.today:
        first, last = (days.add_months(point, 12) or point for point in inner.period)
        day = periods.point((first, days.month_end(last.year, last.month)), kind)
    others = tuple(o for o in inner.others if not inner.period[0] <= o <= inner.period[1])
    if inner.month and s.has(i, "early_too"):  # Anfang Juni
        others = (*others, periods.point(inner.period, "early"))
    vague = kind in {"early", "mid", "late"}
    period = inner.period if vague else None
    return Day(i, inner.end, day, others, period, approximate=vague, sure=0.85 if vague else 0.95, final=True)


def _present(s: Sentence, unit: str, kind: str, at: int) -> Day | None:
    """Return the current week, month …, or the next one if that point of it has passed."""
    for shift in (0, 1):
        found = periods.unit_period(s, unit, shift)
        if found and found.period and periods.point(found.period, kind) >= s.today:
            return replace(found, start=at, end=at + 1, others=())
    return None
