"""The picture of a team: each goal with its bar and the mark of its pace, what comes next, and who it is of."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bot.charts import paper
from bot.charts.letters import fitted, legible, width
from bot.charts.paper import Card
from bot.charts.scale import day
from bot.charts.values import Stand

if TYPE_CHECKING:
    from datetime import date

    from bot.charts.values import Overview, Part

GOALS = 8
"""As many as a phone shows well; what is left out is counted."""
_TOP = 84
_NAME, _GOAL, _FOOT = 34, 62, 40
"""What a person's name, a goal and the last line take."""
_LEFT, _RIGHT = paper.MARGIN, paper.WIDTH - paper.MARGIN
_BAR = 8
_BETWEEN = 12
"""What two words on one line keep between them."""
_COLOURS = {Stand.on_track: paper.GREEN, Stand.at_risk: paper.AMBER, Stand.off_track: paper.RED}


def draw(overview: Overview) -> Card:
    """Return the picture."""
    people = [(who, list(parts)) for who, parts in groupby(overview.parts, key=lambda part: part.who)]
    card = Card(_TOP + sum(_NAME + _GOAL * len(parts) for _, parts in people) + _FOOT)
    _headline(card, overview)
    y = float(_TOP)
    for who, parts in people:
        name = fitted(legible(who) or _letters(parts), _RIGHT - _LEFT, paper.MIDDLE, bold=True)
        card.line([(_LEFT, y), (_RIGHT, y)], colour=paper.FAINT)
        card.words(_LEFT, y + 24, name, size=paper.MIDDLE, colour=paper.INK, bold=True)
        y += _NAME
        for part in parts:
            _goal(card, part, overview.today, y)
            y += _GOAL
    _foot(card, overview)
    return card


def is_legible(part: Part) -> bool:
    """Tell whether the picture can name a goal and its owner by their own words."""
    return bool(legible(part.who) and legible(part.title))


def _letters(parts: list[Part]) -> str:
    """Name a person whose name the font cannot show by their goals' letters: the message says who that is."""
    return ", ".join(part.letter for part in parts if part.letter)


def _headline(card: Card, overview: Overview) -> None:
    count = len(overview.parts) + overview.more
    card.words(_LEFT, 42, str(count), size=paper.LARGE, colour=paper.INK, bold=True)
    after = _LEFT + width(str(count), paper.LARGE, bold=True) + 7
    of = f" of {overview.whose}" if overview.whose else ""
    card.words(after, 42, f"goal{'s' * (count != 1)}{of}", size=paper.MIDDLE)
    x = float(_LEFT)
    for stand, said in overview.stands:
        words = f"{said} {stand.lower()}"
        card.words(x, 65, words, size=paper.MIDDLE, colour=_COLOURS[stand], bold=True)
        x += width(words, paper.MIDDLE, bold=True) + 14


def _goal(card: Card, part: Part, today: date, y: float) -> None:
    """Draw one goal: its words and its percent, the bar under them, and under that what comes next."""
    room = _RIGHT - _LEFT - (width(part.percent_told, paper.MIDDLE, bold=True) + _BETWEEN if part.percent_told else 0)
    title = fitted(legible(part.title) or f"Goal {part.letter}", room, paper.MIDDLE)
    card.words(_LEFT, y + 14, title, size=paper.MIDDLE, colour=paper.INK)
    if part.percent_told:
        card.words(_RIGHT, y + 14, part.percent_told, size=paper.MIDDLE, colour=paper.INK, anchor="end", bold=True)
    colour = _COLOURS[part.stand] if part.stand else paper.GREY
    across = _RIGHT - _LEFT
    card.box(_LEFT, y + 23, across, _BAR, fill=paper.FAINT, round_by=_BAR / 2)
    done = min(max(part.percent or 0, 0), 100) / 100 * across
    if done:
        card.box(_LEFT, y + 23, max(done, _BAR), _BAR, fill=colour, round_by=_BAR / 2)
    if part.wanted is not None:
        _pace(card, _LEFT + min(max(part.wanted, 0), 100) / 100 * across, y + 23)
    if part.stand_told:
        ink = paper.SOFT if part.paused else colour
        card.words(_RIGHT, y + 47, part.stand_told, colour=ink, anchor="end", bold=not part.paused)
    room = _RIGHT - _LEFT - (width(part.stand_told, paper.SMALL, bold=True) + _BETWEEN if part.stand_told else 0)
    _following(card, part, today, y + 47, room)


def _following(card: Card, part: Part, today: date, y: float, room: float) -> None:
    """Say what comes next and by when; of words too long the day stays."""
    when = day(part.until, today=today) if part.until else ""
    if part.following:
        tail = f", {'was due ' if part.late else ''}{when}" if when else ""
        words = fitted(f"Next: {legible(part.following)}", room - width(tail, paper.SMALL), paper.SMALL)
        words = f"{words}{tail}" if legible(part.following) else f"Next: a milestone{tail}"
    elif when:
        words = f"{'Was due' if part.late else 'Due'} {when}"
    else:
        words = fitted(part.habit, room, paper.SMALL) or "No date"
    card.words(_LEFT, y, words, colour=paper.RED if part.late else paper.SOFT)


def _pace(card: Card, x: float, y: float) -> None:
    """Mark on a bar where the pace would have it."""
    card.line([(x, y - 3), (x, y + _BAR + 3)], colour=paper.GROUND, width=5)
    card.line([(x, y - 2.5), (x, y + _BAR + 2.5)], colour=paper.INK, width=2)


def _foot(card: Card, overview: Overview) -> None:
    """Explain the mark, if there is one, and count what is left out."""
    x, y = float(_LEFT), card.height - 20
    if any(part.wanted is not None for part in overview.parts):
        card.line([(x + 2, y - 11), (x + 2, y + 2)], colour=paper.INK, width=2)
        card.words(x + 10, y, "where the pace would have it")
    if overview.more:
        card.words(_RIGHT, y, f"and {overview.more} more", anchor="end")
