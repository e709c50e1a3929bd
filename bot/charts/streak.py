"""The picture of a habit: weeks side by side, a square for each day, and how long the streak is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from bot.charts import paper
from bot.charts.letters import fitted, width
from bot.charts.paper import Card
from bot.charts.scale import number
from bot.charts.values import Mark
from bot.dates.names import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.charts.values import Streak

HEIGHT = 306
WEEKS = 18
"""As many as there is room for; older days are not shown."""
_FEWEST = 8
_LEFT, _TOP = paper.MARGIN + 36, 106
_STEP, _SQUARE = 20.0, 17.0
_UNDER = 8
"""Between the days and the periods under them."""
_KEY_ROOM = 38
_BETWEEN = 6
"""Between the names of two months."""
_KEY = ((Mark.done, "done"), (Mark.begun, "begun"), (Mark.missed, "missed"), (Mark.excused, "excused"))
_PERIOD_KEY = ((Mark.done, "kept"), (Mark.missed, "missed"), (Mark.excused, "excused"))

_Named: TypeAlias = "tuple[Callable[[Card, float, float, Mark], None], Mark, str]"
"""What draws a mark, the mark, and its name."""


def draw(streak: Streak) -> Card:
    """Return the picture."""
    marks, periods = dict(streak.days), dict(streak.periods)
    key: list[_Named] = [(square, mark, name) for mark, name in _KEY if mark in marks.values()]
    key += [(sign, mark, name) for mark, name in _PERIOD_KEY if mark in periods.values()]
    lower = _UNDER + _STEP if periods else 0
    card = Card(round(HEIGHT + lower) if key else HEIGHT - _KEY_ROOM)
    _headline(card, streak)
    for row in range(0, 7, 2):
        name = WEEKDAYS[(streak.week_starts + row) % 7]
        card.words(_LEFT - 8, _TOP + row * _STEP + 13, name, anchor="end")
    first, weeks = _shown(streak)
    today, began = streak.today.toordinal(), streak.since.toordinal() if streak.since else first
    for week in range(weeks):
        for row in range(7):
            at, x, y = first + 7 * week + row, _LEFT + week * _STEP, _TOP + row * _STEP
            if at > today:
                card.dot(x + _SQUARE / 2, y + _SQUARE / 2, 1.5, fill=paper.FAINT)
            elif at >= max(began, 1):
                square(card, x, y, marks.get(date.fromordinal(at), Mark.nothing), today=at == today)
    _months(card, max(first, began, 1), first, today)
    if periods:
        y = _TOP + 7 * _STEP + _UNDER
        name = streak.per if width(streak.per, paper.SMALL) <= _LEFT - paper.MARGIN else "kept"
        card.words(_LEFT - 8, y + 13, fitted(name, _LEFT - paper.MARGIN, paper.SMALL), anchor="end")
        for week, mark in {(day.toordinal() - first) // 7: mark for day, mark in periods.items()}.items():
            if 0 <= week < weeks:
                sign(card, _LEFT + week * _STEP, y, mark)
    _key(card, key)
    return card


def _shown(streak: Streak) -> tuple[int, int]:
    """Return the ordinal of the first day to show, and how many weeks: what has just begun has its weeks ahead."""
    last = _week_of(streak.today, streak.week_starts)
    known = [*(day for day, _ in (*streak.days, *streak.periods)), *([streak.since] if streak.since else [])]
    given = min((_week_of(day, streak.week_starts) for day in known if day <= streak.today), default=last)
    past = min((last - given) // 7 + 1, WEEKS)
    if streak.since is None:
        past = max(past, _FEWEST)
    first = last - 7 * (past - 1)
    return first, max(past, _FEWEST)


def _months(card: Card, begin: int, first: int, today: int) -> None:
    """Write each month over the first week that has a day of it; where two are close, the earlier one moves aside."""
    found: list[tuple[float, str]] = []
    for at in range(begin, today + 1):
        day = date.fromordinal(at)
        if at == begin or day.day == 1:
            found.append((_LEFT + (at - first) // 7 * _STEP, MONTHS[day.month - 1]))
    for place, (x, month) in enumerate(found):
        following = found[place + 1][0] if place + 1 < len(found) else paper.WIDTH
        card.words(min(x, following - _BETWEEN - width(month, paper.SMALL)), _TOP - 10, month)


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
    elif mark is Mark.begun:
        card.box(x, y + _SQUARE / 2, _SQUARE, _SQUARE / 2, fill=paper.GREEN, round_by=4)
        card.box(x, y, _SQUARE, _SQUARE, edge=paper.GREEN, round_by=4)
    elif mark is Mark.excused:
        card.box(x, y, _SQUARE, _SQUARE, fill=paper.TINT, round_by=4)
        card.line([(middle - 3.5, across), (middle + 3.5, across)], colour=paper.GREEN, width=1.75)
    else:
        card.box(x, y, _SQUARE, _SQUARE, fill=paper.FAINT, round_by=4)
    if today:
        card.box(x - 3, y - 3, _SQUARE + 6, _SQUARE + 6, edge=paper.INK, round_by=6)


def sign(card: Card, x: float, y: float, mark: Mark) -> None:
    """Tell how a period went, under the week that it shares most days with; it is no square, for it is no day."""
    middle, across = x + _SQUARE / 2, y + _SQUARE / 2
    if mark is Mark.done:
        tick = [(middle - 5, across), (middle - 1.5, across + 4), (middle + 5.5, across - 4.5)]
        card.line(tick, colour=paper.GREEN, width=2.25)
    elif mark is Mark.missed:
        for way in (1, -1):
            card.line([(middle - 4, across - 4 * way), (middle + 4, across + 4 * way)], colour=paper.AMBER, width=2.25)
    elif mark is Mark.excused:
        card.line([(middle - 4.5, across), (middle + 4.5, across)], colour=paper.GREEN, width=2.25)


def _week_of(day: date, starts: int) -> int:
    """Return the ordinal of the day that begins the week of `day`; it may lie before the calendar's first day."""
    return day.toordinal() - (day.weekday() - starts) % 7


def _headline(card: Card, streak: Streak) -> None:
    per = fitted(streak.per, 120, paper.MIDDLE) or "day"
    if not streak.days and not streak.periods:
        card.words(paper.MARGIN, 42, "Nothing recorded yet", size=paper.LARGE, colour=paper.INK, bold=True)
        card.words(paper.MARGIN, 65, f"The first {per} kept begins a streak", size=paper.MIDDLE)
        return
    big = number(streak.current)
    card.words(paper.MARGIN, 42, big, size=paper.LARGE, colour=paper.INK, bold=True)
    after = paper.MARGIN + width(big, paper.LARGE, bold=True) + 7
    card.words(after, 42, f"{_many(per, streak.current)} in a row", size=paper.MIDDLE)
    longest = max(streak.longest, streak.current)
    best = streak.current >= longest > 0
    words = "The longest so far" if best else f"Longest: {number(longest)} {_many(per, longest)}"
    card.words(paper.MARGIN, 65, words, size=paper.MIDDLE, colour=paper.GREEN if best else paper.SOFT, bold=best)


def _many(per: str, count: int) -> str:
    return per if count == 1 else f"{per}s"


def _key(card: Card, used: Sequence[_Named]) -> None:
    """Name what occurs, in the picture's last line."""
    x, y = float(paper.MARGIN), card.height - 24
    for drawn, mark, name in used:
        drawn(card, x, y - 13, mark)
        card.words(x + _SQUARE + 6, y, name)
        x += _SQUARE + 6 + width(name, paper.SMALL) + 14
