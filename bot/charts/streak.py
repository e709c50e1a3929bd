"""The picture of a habit: weeks side by side, a square for each day, and how long the streak is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.charts import paper
from bot.charts.letters import fitted, width
from bot.charts.paper import Card
from bot.charts.scale import number
from bot.charts.values import Mark
from bot.dates.names import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from bot.charts.values import Streak

HEIGHT = 306
WEEKS = 18
"""As many as there is room for; older days are not shown."""
_FEWEST = 8
_LEFT, _TOP = paper.MARGIN + 36, 106
_STEP, _SQUARE = 20.0, 17.0
_KEY_Y, _KEY_ROOM = HEIGHT - 24, 38
_KEY = ((Mark.done, "done"), (Mark.missed, "missed"), (Mark.excused, "excused"))


def draw(streak: Streak) -> Card:
    """Return the picture."""
    marks = dict(streak.days)
    used = set(marks.values()) - {Mark.nothing}
    card = Card(HEIGHT if used else HEIGHT - _KEY_ROOM)
    _headline(card, streak)
    last = _week_of(streak.today, streak.week_starts)
    given = [_week_of(day, streak.week_starts) for day in marks if day <= streak.today]
    weeks = min(max(_FEWEST, (last - min(given, default=last)) // 7 + 1), WEEKS)
    first = max(last - 7 * (weeks - 1), date.min.toordinal())
    for row in range(0, 7, 2):
        name = WEEKDAYS[(streak.week_starts + row) % 7]
        card.words(_LEFT - 8, _TOP + row * _STEP + 13, name, anchor="end")
    told = -9.0
    for week in range((last - first) // 7 + 1):
        x, monday = _LEFT + week * _STEP, first + 7 * week
        if (month := _begins(monday, first=week == 0)) and x - told > width(month, paper.SMALL) + 10:
            card.words(x, _TOP - 10, month)
            told = x
        for row in range(7):
            if monday + row <= streak.today.toordinal():
                day = date.fromordinal(monday + row)
                square(card, x, _TOP + row * _STEP, marks.get(day, Mark.nothing), today=day == streak.today)
    _key(card, used)
    return card


def square(card: Card, x: float, y: float, mark: Mark, *, today: bool = False) -> None:
    """Draw one day; each mark has a shape of its own beside its colour."""
    middle, across = x + _SQUARE / 2, y + _SQUARE / 2
    if mark is Mark.done:
        card.box(x, y, _SQUARE, _SQUARE, fill=paper.GREEN, round_by=4)
    elif mark is Mark.missed:
        card.box(x, y, _SQUARE, _SQUARE, edge=paper.AMBER, round_by=3.5)
        for sign in (1, -1):
            card.line(
                [(middle - 3, across - 3 * sign), (middle + 3, across + 3 * sign)], colour=paper.AMBER, width=1.75
            )
    elif mark is Mark.excused:
        card.box(x, y, _SQUARE, _SQUARE, fill=paper.TINT, round_by=4)
        card.line([(middle - 3.5, across), (middle + 3.5, across)], colour=paper.GREEN, width=1.75)
    else:
        card.box(x, y, _SQUARE, _SQUARE, fill=paper.FAINT, round_by=4)
    if today:
        card.box(x - 3, y - 3, _SQUARE + 6, _SQUARE + 6, edge=paper.INK, round_by=6)


def _week_of(day: date, starts: int) -> int:
    """Return the ordinal of the day that begins the week of `day`; it may lie before the calendar's first day."""
    return day.toordinal() - (day.weekday() - starts) % 7


def _begins(monday: int, *, first: bool) -> str:
    """Return the month that begins in a week, or in which the picture begins."""
    days = [date.fromordinal(one) for one in range(max(monday, 1), min(monday + 7, date.max.toordinal()))]
    begun = next((day for day in days if day.day == 1), days[0] if first and days else None)
    return MONTHS[begun.month - 1] if begun else ""


def _headline(card: Card, streak: Streak) -> None:
    beat = fitted(streak.beat, 120, paper.MIDDLE) or "day"
    if not streak.days:
        card.words(paper.MARGIN, 42, "Nothing recorded yet", size=paper.LARGE, colour=paper.INK, bold=True)
        card.words(paper.MARGIN, 65, "The first done day begins a streak", size=paper.MIDDLE)
        return
    big = number(streak.current)
    card.words(paper.MARGIN, 42, big, size=paper.LARGE, colour=paper.INK, bold=True)
    after = paper.MARGIN + width(big, paper.LARGE, bold=True) + 7
    card.words(after, 42, f"{_many(beat, streak.current)} in a row", size=paper.MIDDLE)
    longest = max(streak.longest, streak.current)
    best = streak.current >= longest > 0
    words = "The longest so far" if best else f"Longest: {number(longest)} {_many(beat, longest)}"
    card.words(paper.MARGIN, 65, words, size=paper.MIDDLE, colour=paper.GREEN if best else paper.SOFT, bold=best)


def _many(beat: str, count: int) -> str:
    return beat if count == 1 else f"{beat}s"


def _key(card: Card, used: set[Mark]) -> None:
    """Name the squares that occur, in the picture's last line."""
    x: float = _LEFT
    for mark, name in _KEY:
        if mark in used:
            square(card, x, _KEY_Y - 13, mark)
            card.words(x + _SQUARE + 6, _KEY_Y, name)
            x += _SQUARE + 6 + width(name, paper.SMALL) + 18
