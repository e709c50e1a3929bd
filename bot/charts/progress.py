"""The picture of a number on its way: what was measured as a line, the pace beside it, and how far apart they are."""

from __future__ import annotations

from itertools import pairwise
from math import floor, log10
from typing import TYPE_CHECKING

from bot.charts import paper
from bot.charts.labels import Labels
from bot.charts.letters import fitted, width
from bot.charts.paper import Card
from bot.charts.scale import Scale, day, days_of, many, number, round_numbers, ticks
from bot.charts.values import Stand
from bot.checkins.units import amount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.charts.values import Point, Progress

HEIGHT = 300
_TOP, _BOTTOM = 104, HEIGHT - 44
_LEFT, _RIGHT = paper.MARGIN, paper.WIDTH - paper.MARGIN
_UNIT_ROOM = 80
_OVER = 7
"""How far the feet of a name stand over its line."""
_AFTER = 10
"""Between two names on one line."""
_SAME = 0.01
"""What counts as on pace: a hundredth of the whole way."""
_COLOURS = {Stand.on_track: paper.GREEN, Stand.at_risk: paper.AMBER, Stand.off_track: paper.RED}


def draw(progress: Progress) -> Card:
    """Return the picture."""
    card = Card(HEIGHT)
    _headline(card, progress)
    known = [*progress.actual, *progress.pace]
    values = [progress.start, progress.target, *(point.value for point in known)]
    levels = round_numbers(min(values), max(values))
    left = _LEFT + max(width(number(level), paper.SMALL) for level in levels) + 10
    days = [progress.today, *(point.day for point in known), *([progress.due] if progress.due else [])]
    across = days_of(days, left + 6, _RIGHT - 12)
    up = Scale(levels[0], levels[-1], _BOTTOM, _TOP)
    _grid(card, across, up, levels, left)
    labels = Labels(card, left, _RIGHT)
    _today(labels, progress, across)
    labels.keep_clear([(across.at(point.day.toordinal()), up.at(point.value)) for point in progress.actual])
    _goal(labels, up.at(progress.target))
    _pace(labels, progress, across, up)
    if progress.due:
        card.dot(across.at(progress.due.toordinal()), up.at(progress.target), 5, fill=paper.GROUND, edge=paper.GREEN)
    _actual(card, progress, across, up)
    return card


def expected(pace: Sequence[Point], today: int) -> float | None:
    """Return what the pace asks for on the day with this ordinal; None before it begins."""
    if not pace or today < pace[0].day.toordinal():
        return None
    for earlier, later in pairwise(pace):
        first, last = earlier.day.toordinal(), later.day.toordinal()
        if first <= today < last:
            return earlier.value + (later.value - earlier.value) * ((today - first) / (last - first))
    return pace[-1].value


def told(progress: Progress) -> str:
    """Say how it stands, and how far from the pace, as the picture does; nothing where nothing was measured."""
    if not (progress.actual or progress.milestones):
        return ""
    return _standing(progress, _latest(progress), progress.unit)[0]


def _latest(progress: Progress) -> float:
    return progress.actual[-1].value if progress.actual else progress.start


def _headline(card: Card, progress: Progress) -> None:
    """Say in words where it stands, and how far from the pace."""
    unit = fitted(progress.unit, _UNIT_ROOM, paper.MIDDLE)
    due = f"by {day(progress.due, today=progress.today)}" if progress.due else ""
    latest = _latest(progress)
    if progress.actual or progress.milestones:
        big, goal = _counted(progress, latest, unit)
        card.words(_LEFT, 42, big, size=paper.LARGE, colour=paper.INK, bold=True)
        after = _LEFT + width(big, paper.LARGE, bold=True) + 7
        words = fitted(f"{goal} {due}".strip(), _RIGHT - after, paper.MIDDLE)
        card.words(after, 42, words, size=paper.MIDDLE)
        words, colour = _standing(progress, latest, unit)
        words = fitted(words, _RIGHT - _LEFT, paper.MIDDLE, bold=True)
        card.words(_LEFT, 65, words, size=paper.MIDDLE, colour=colour, bold=True)
    else:
        card.words(_LEFT, 42, "No numbers yet", size=paper.LARGE, colour=paper.INK, bold=True)
        way = " ".join(filter(None, (f"From {number(progress.start)} to {number(progress.target)}", unit, due)))
        card.words(_LEFT, 65, fitted(way, _RIGHT - _LEFT, paper.MIDDLE), size=paper.MIDDLE)


def _counted(progress: Progress, latest: float, unit: str) -> tuple[str, str]:
    """Return the number that counts, and what it is of: `1` of 11 milestones, `9 %`, `81` of 120 km."""
    if progress.milestones:
        done, count = progress.milestones
        return number(done), f"of {many(count, 'milestone')}"
    if unit == "%" and (progress.start, progress.target) == (0, 100):
        return f"{number(latest)} %", ""
    target = " ".join(filter(None, (number(progress.target), unit)))
    if progress.target < progress.start:
        return number(latest), f"{unit}, down to {target}" if unit else f"down to {target}"
    return number(latest), f"of {target}"


def _standing(progress: Progress, latest: float, unit: str) -> tuple[str, str]:
    whole = abs(progress.target - progress.start)
    sense = 1 if progress.target >= progress.start else -1
    if whole and (latest - progress.target) * sense >= 0:
        return "That is all; the goal is still open" if progress.is_open else "Reached", paper.GREEN
    wanted = progress.wanted
    wanted = expected(progress.pace, progress.today.toordinal()) if wanted is None else wanted
    colour = _COLOURS[progress.stand] if progress.stand else paper.SOFT
    if wanted is None:
        return progress.stand or "", colour
    apart = (latest - wanted) * sense
    if abs(apart) <= whole * _SAME:
        told = "on pace"
    else:
        by = number(_roughly(abs(apart)))
        far = amount(1, unit) if by == "1" else " ".join(filter(None, (by, unit)))
        told = f"{far} ahead of pace" if apart > 0 else f"{far} behind pace"
    return ", ".join(filter(None, (progress.stand, told))), colour


def _roughly(value: float) -> float:
    """Round to two digits: a pace is no exact science."""
    return round(value, 1 - floor(log10(value))) if value else 0.0


def _grid(card: Card, across: Scale, up: Scale, levels: Sequence[float], left: float) -> None:
    for level in levels:
        y = up.at(level)
        card.line([(left, y), (_RIGHT, y)], colour=paper.FAINT)
        card.words(left - 10, y + 4.5, number(level), anchor="end")
    for one, words in ticks(across):
        x, half = across.at(one.toordinal()), width(words, paper.SMALL) / 2
        if left - 12 <= x - half and x + half <= _RIGHT:
            card.words(x, _BOTTOM + 22, words, anchor="middle")


def _today(labels: Labels, progress: Progress, across: Scale) -> None:
    x, wide = across.at(progress.today.toordinal()), width("today", paper.SMALL)
    labels.card.line([(x, _TOP), (x, _BOTTOM)], colour=paper.EDGE, width=1.5)
    labels.write("today", [(min(max(x - wide / 2, labels.left), _RIGHT - wide), _TOP - _OVER)])


def _goal(labels: Labels, y: float) -> None:
    """Draw the line to reach, with its name beside the axis: the way begins far from it, so nothing else is there.

    On the first days `today` stands there, and the name goes behind it.
    """
    labels.card.line([(labels.left, y), (_RIGHT, y)], colour=paper.GREEN, width=1.75, dash="0.1 5")
    beside = labels.left + 6
    after = max((end + _AFTER for _, end, _ in labels.taken), default=beside)
    labels.write("goal", [(beside, y - _OVER), (after, y - _OVER)], colour=paper.GREEN)


def _pace(labels: Labels, progress: Progress, across: Scale, up: Scale) -> None:
    places = [(across.at(point.day.toordinal()), up.at(point.value)) for point in progress.pace]
    if not places:
        return
    labels.card.line(places, colour=paper.GREY, width=1.75, dash="5 5")
    first, today, last = progress.pace[0].day, progress.today, progress.pace[-1].day
    falls = progress.pace[-1].value < progress.pace[0].value
    wide = width("pace", paper.SMALL)
    # Past today there is the pace alone, and room for its name under it, or over it where it falls;
    # close to its end, where that room is gone, the name stands further back, and on the line's other side.
    begin = today if first <= today < last else first
    found = []
    for since, share in ((begin, 0.55), (begin, 0.2), (first, 0.55), (first, 0.3)):
        middle = since.toordinal() + (last - since).days * share
        value = expected(progress.pace, int(middle))
        if value is not None:
            x, y = across.at(middle), up.at(value)
            found += [(x + 8, y + (-6 if falls else 18)), (x - wide - 8, y + (18 if falls else -6))]
    labels.write("pace", [(x, y) for x, y in found if y < _BOTTOM])


def _actual(card: Card, progress: Progress, across: Scale, up: Scale) -> None:
    places = [(across.at(point.day.toordinal()), up.at(point.value)) for point in progress.actual]
    if places:
        card.line(places, colour=paper.GREEN, width=3)
        card.dot(*places[-1], 5.5, fill=paper.GREEN, edge=paper.GROUND)
