"""Placing the names of lines in a picture, so that none overlaps another or the rim."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.charts import paper
from bot.charts.letters import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.charts.paper import Card

_GAP = 4
"""What two names on one line keep between them."""
_LINE = 13
"""What two names, one under another, keep between their feet."""
_GRAIN = 4
"""How far apart the places along a line are that are remembered."""


@dataclass(slots=True)
class Labels:
    """The names on a card so far; the ones that matter most come first."""

    card: Card
    left: float
    right: float
    taken: list[tuple[float, float, float]] = field(default_factory=list)
    """From where to where each name runs, and on which line it stands."""
    drawn: list[tuple[float, float]] = field(default_factory=list)
    """Places along the lines that names keep clear of where they can."""

    def keep_clear(self, points: Sequence[tuple[float, float]]) -> None:
        """Remember a line through `points`."""
        self.drawn += points
        for (x, y), (to_x, to_y) in pairwise(points):
            count = int(max(abs(to_x - x), abs(to_y - y)) / _GRAIN)
            self.drawn += [(x + (to_x - x) * n / count, y + (to_y - y) * n / count) for n in range(1, count)]

    def write(self, words: str, places: Iterable[tuple[float, float]], *, colour: str = paper.SOFT) -> None:
        """Write `words` at the first of `places`, each a start and a line, that no other name and no line crosses.

        Where each is crossed by a line, at the first without a name; where there is none, nowhere.
        """
        wide = width(words, paper.SMALL)
        found = [(x, y) for x, y in places if self.left <= x and x + wide <= self.right]
        free = [(x, y) for x, y in found if self._is_free(x, x + wide, y)]
        clear = (place for place in free if self._is_clear(place[0], place[0] + wide, place[1]))
        if (best := next(clear, free[0] if free else None)) is not None:
            self.card.words(*best, words, colour=colour, halo=True)
            self.taken.append((best[0], best[0] + wide, best[1]))

    def _is_free(self, start: float, end: float, y: float) -> bool:
        return all(
            abs(y - line) >= _LINE or end + _GAP <= first or last + _GAP <= start for first, last, line in self.taken
        )

    def _is_clear(self, start: float, end: float, y: float) -> bool:
        return not any(start - _GAP < x < end + _GAP and y - _LINE < at < y + _GAP for x, at in self.drawn)
