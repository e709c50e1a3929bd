"""The picture of the road to a long-term goal: its steps, one under another over the months, the next with a star."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import TYPE_CHECKING

from bot.charts import paper
from bot.charts.letters import fitted, legible, width
from bot.charts.paper import Card
from bot.charts.scale import Scale, day, days_of, many, month, ticks
from bot.charts.values import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.charts.values import Roadmap, Step

STEPS = 12
"""As many as a phone shows well; of more, those around the next one."""
_ROW = 32
_TOP = 104
_LEFT, _RIGHT = paper.MARGIN, paper.WIDTH - paper.MARGIN
_NAME_ROOM = 170
"""What a number and its title may take of a row."""
_STONE = 7.5
"""Half of what a moment takes."""
_LEAST = 12
"""What a stretch of time takes at least."""
_COLOURS = {
    Stage.done: paper.GREEN,
    Stage.now: paper.AMBER,
    Stage.ahead: paper.GREY,
    Stage.late: paper.RED,
    Stage.approximate: paper.GREY,
}

_OPEN = (Stage.ahead, Stage.approximate)
"""What lies ahead is an outline."""


@dataclass(frozen=True, slots=True)
class _Road:
    """What all parts of one picture need."""

    card: Card
    today: date
    star: str
    left: float
    """Where the names end and the time begins."""
    across: Scale

    def at(self, day: date) -> float:
        return self.across.at(day.toordinal())


def draw(roadmap: Roadmap) -> Card:
    """Return the picture."""
    steps, before, after = _window(roadmap)
    rows = len(steps) + bool(roadmap.due)
    card = Card(_TOP + rows * _ROW + 42 + (20 if before or after else 0))
    floor = _TOP + rows * _ROW + 4
    _headline(card, roadmap)
    names = [_name(step.label, step.title, bold=True) for step in steps]
    names += [_name(roadmap.goal, roadmap.title, bold=True)] if roadmap.due else []
    left = _LEFT + 36 + max([20, *(width(name, paper.MIDDLE, bold=True) for name in names)])
    days = [roadmap.today, *(day for step in steps for day in _days(step)), *([roadmap.due] if roadmap.due else [])]
    road = _Road(card, roadmap.today, roadmap.star, left, days_of(days, left + 8, _RIGHT - 14))
    _months(road, floor)
    _today(road, floor)
    for row, step in enumerate(steps):
        _step(road, step, _TOP + row * _ROW + _ROW / 2)
    if roadmap.due:
        _end(road, names[-1], roadmap.due, _TOP + (rows - 1) * _ROW + _ROW / 2)
    if before or after:
        hidden = (f"{before} earlier" if before else "", f"{after} later" if after else "")
        card.words(left + 8, floor + 42, f"… and {', '.join(filter(None, hidden))}")
    return card


def _window(roadmap: Roadmap) -> tuple[Sequence[Step], int, int]:
    """Return the steps to show, and how many stay hidden before and after them."""
    steps = roadmap.steps
    if len(steps) <= STEPS:
        return steps, 0, 0
    star = next((n for n, step in enumerate(steps) if step.label == roadmap.star), 0)
    first = min(max(star - STEPS // 3, 0), len(steps) - STEPS)
    return steps[first : first + STEPS], first, len(steps) - STEPS - first


def _days(step: Step) -> tuple[date, ...]:
    return (step.until,) if step.since is None else (step.since, step.until)


def _name(label: str, title: str, room: float = _NAME_ROOM, *, bold: bool) -> str:
    """Return a number with as much of its title as there is room for; without one that the font cannot show."""
    label = fitted(label, room, paper.MIDDLE, bold=bold)
    return fitted(f"{label} {legible(title)}".strip(), room, paper.MIDDLE, bold=bold)


def _headline(card: Card, roadmap: Roadmap) -> None:
    done = sum(step.stage is Stage.done for step in roadmap.steps)
    star = next((step for step in roadmap.steps if step.label == roadmap.star), None)
    card.words(_LEFT, 42, str(done), size=paper.LARGE, colour=paper.INK, bold=True)
    after = _LEFT + width(str(done), paper.LARGE, bold=True) + 7
    card.words(after, 42, f"of {many(len(roadmap.steps), 'step')} done", size=paper.MIDDLE)
    if star is not None:
        _star(card, _LEFT + 7, 60)
        comma = "," if star.title else ""
        by = f"{comma} " if star.stage in (Stage.approximate, Stage.late) else " by "
        when = f"{by}{_told(star, roadmap.today)}"
        room = _RIGHT - _LEFT - 20 - width(f"Next: {when}", paper.MIDDLE, bold=True)
        words = f"Next: {_name(star.label, star.title, room, bold=True)}{when}"
        card.words(_LEFT + 20, 65, words, size=paper.MIDDLE, colour=paper.AMBER, bold=True)
    elif done == len(roadmap.steps):
        card.words(_LEFT, 65, "Every step is done", size=paper.MIDDLE, colour=paper.GREEN, bold=True)


def _months(road: _Road, floor: float) -> None:
    for one, words in ticks(road.across):
        x, half = road.at(one), width(words, paper.SMALL) / 2
        road.card.line([(x, _TOP), (x, floor)], colour=paper.FAINT)
        if road.left - 12 <= x - half and x + half <= _RIGHT:
            road.card.words(x, floor + 20, words, anchor="middle")


def _today(road: _Road, floor: float) -> None:
    x, half = road.at(road.today), width("today", paper.SMALL) / 2
    road.card.line([(x, _TOP), (x, floor)], colour=paper.SOFT, width=1.5)
    road.card.words(min(max(x, road.left + half), _RIGHT - half), _TOP - 8, "today", anchor="middle")


def _step(road: _Road, step: Step, y: float) -> None:
    is_next = bool(road.star) and step.label == road.star
    if is_next:
        _star(road.card, _LEFT + 7, y - 1)
    else:
        _sign(road.card, step.stage, _LEFT + 7, y)
    name = _name(step.label, step.title, bold=is_next)
    road.card.words(_LEFT + 24, y + 5, name, size=paper.MIDDLE, colour=paper.INK, bold=is_next)
    begin, end = _place(road, step)
    if step.since is None:
        _stone(road.card, step.stage, (begin + end) / 2, y)
    else:
        _stretch(road.card, step.stage, begin, end, y)
    _when(road, step, begin, end, y)


def _place(road: _Road, step: Step) -> tuple[float, float]:
    """Return where a step begins and ends: wide enough to be seen, and however near, on its own side of today."""
    at, now = road.at(step.until), road.at(road.today)
    if step.since is None:
        begin, end = at - _STONE, at + _STONE
    else:
        begin, end = road.at(step.since), at
        lacking = max(0.0, _LEAST - (end - begin))
        begin, end = (begin, end + lacking) if step.until > road.today else (begin - lacking, end)
    shift = 0.0
    if step.until > road.today and (step.since or step.until) >= road.today:
        shift = max(0.0, now - begin)
    elif step.until < road.today:
        shift = min(0.0, now - end)
    return begin + shift, end + shift


def _stone(card: Card, stage: Stage, x: float, y: float) -> None:
    """Draw a moment: a stone beside the road."""
    r, colour = _STONE, _COLOURS[stage]
    fill = paper.GROUND if stage in _OPEN else colour
    card.shape([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], fill=fill, edge=colour)


def _stretch(card: Card, stage: Stage, begin: float, end: float, y: float) -> None:
    """Draw a stretch of time: a piece of road, with a broken rim where its time is known roughly."""
    colour = _COLOURS[stage]
    if stage in _OPEN:
        dash = "4 3" if stage is Stage.approximate else ""
        card.box(begin, y - 6, end - begin, 12, fill=paper.GROUND, edge=colour, round_by=6, dash=dash)
    else:
        card.box(begin, y - 6, end - begin, 12, fill=colour, round_by=6)


def _when(road: _Road, step: Step, begin: float, end: float, y: float) -> None:
    """Write the day beside the bar, on the side that has room."""
    words = _told(step, road.today)
    colour = paper.RED if step.stage is Stage.late else paper.SOFT
    gap = 6 if step.since is None else 13
    room = width(words, paper.SMALL) + gap
    if end + room <= _RIGHT:
        road.card.words(end + gap, y + 4.5, words, colour=colour, halo=True)
    elif begin - room >= road.left:
        road.card.words(begin - gap, y + 4.5, words, colour=colour, anchor="end", halo=True)


def _told(step: Step, today: date) -> str:
    """Say when it is due, as exactly as is known."""
    if step.stage is Stage.approximate:
        return f"around {month(step.until, today=today)}"
    told = day(step.until, today=today)
    return f"due {told}" if step.stage is Stage.late else told


def _end(road: _Road, name: str, due: date, y: float) -> None:
    """Plant the flag at the end of the road, and its like beside the goal's `name`."""
    x = road.at(due)
    for foot in (_LEFT + 3, x):
        road.card.line([(foot, y - 11), (foot, y + 11)], colour=paper.GREEN, width=2.5)
        road.card.shape([(foot, y - 11), (foot + 13, y - 6), (foot, y - 1)], fill=paper.GREEN)
    road.card.words(_LEFT + 24, y + 5, name, size=paper.MIDDLE, colour=paper.GREEN, bold=True)
    words = day(due, today=road.today)
    if x - 9 - width(words, paper.SMALL) >= road.left:
        road.card.words(x - 9, y + 4.5, words, colour=paper.GREEN, anchor="end", halo=True)
    else:
        road.card.words(x + 20, y + 4.5, words, colour=paper.GREEN, halo=True)


def _sign(card: Card, stage: Stage, x: float, y: float) -> None:
    """Say the stage by a shape beside the name, for eyes that tell no colours apart."""
    colour = _COLOURS[stage]
    if stage is Stage.done:
        card.line([(x - 5, y), (x - 1.5, y + 4), (x + 5.5, y - 4.5)], colour=colour, width=2.5)
    elif stage is Stage.late:
        card.line([(x, y - 6), (x, y + 1.5)], colour=colour, width=2.5)
        card.dot(x, y + 6, 1.6, fill=colour)
    elif stage is Stage.now:
        card.dot(x, y, 5, fill=colour)
    else:
        card.dot(x, y, 4, fill=paper.GROUND, edge=colour)


def _star(card: Card, x: float, y: float) -> None:
    """Draw a star of five rays around a place."""
    rays = []
    for ray in range(10):
        radius, angle = (8.5 if ray % 2 == 0 else 3.6), pi * (ray / 5 - 0.5)
        rays.append((x + radius * cos(angle), y + radius * sin(angle)))
    card.shape(rays, fill=paper.AMBER)
