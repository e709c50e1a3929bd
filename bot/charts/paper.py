"""A card to draw on: its colours, its measures, and the few strokes that pictures are made of, as SVG.

The card has a ground of its own, so that one picture reads well on a light screen and on a dark one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from bot.charts.letters import FAMILY

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH = 440
"""Units across every card. A phone shows a card about 340 points wide, so that size 13 is read there as 10."""
MARGIN = 20

# Words need a contrast of 4.5 to 1 on the ground, and marks that mean something 3 to 1 (WCAG 1.4.3, 1.4.11).
GROUND = "#fffefb"
EDGE = "#d9d4c7"
INK = "#1f2521"
SOFT = "#5f6862"
FAINT = "#e6e2d8"
"""Lines that only help the eye along; nothing is lost on those who do not see them."""
GREEN = "#1d6b52"
TINT = "#dcebe3"
AMBER = "#8a5200"
RED = "#a5342b"
GREY = "#6d767c"

SMALL, MIDDLE, LARGE = 13, 15, 22


@dataclass(slots=True)
class Card:
    """One picture in the making."""

    height: int
    strokes: list[str] = field(default_factory=list)

    def svg(self) -> str:
        """Return the whole picture."""
        edge = f'x=".5" y=".5" width="{WIDTH - 1}" height="{self.height - 1}" rx="14" fill="{GROUND}" stroke="{EDGE}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{self.height}" '
            f'font-family="{FAMILY}"><rect {edge}/>{"".join(self.strokes)}</svg>'
        )

    def words(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = SMALL,
        colour: str = SOFT,
        anchor: str = "start",
        bold: bool = False,
        halo: bool = False,
    ) -> None:
        """Write `words` with their feet at `y`; with a halo they keep what runs behind them at a distance."""
        weight = ' font-weight="600"' if bold else ""
        around = f' paint-order="stroke" stroke="{GROUND}" stroke-width="5" stroke-linejoin="round"' if halo else ""
        self.strokes.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"{weight}{around}>'
            f"{escape(words)}</text>"
        )

    def line(self, points: Iterable[tuple[float, float]], *, colour: str, width: float = 1, dash: str = "") -> None:
        """Draw through `points`."""
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.strokes.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}" '
            f'stroke-linecap="round" stroke-linejoin="round"{dashes}/>'
        )

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        round_by: float,
        fill: str = "none",
        edge: str = "",
        dash: str = "",
    ) -> None:
        """Draw a rectangle; with `edge` its outline lies inside."""
        inset = 0.75 if edge else 0
        outline = f' stroke="{edge}" stroke-width="1.5"' if edge else ""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.strokes.append(
            f'<rect x="{_n(x + inset)}" y="{_n(y + inset)}" width="{_n(max(width - 2 * inset, 0.1))}" '
            f'height="{_n(max(height - 2 * inset, 0.1))}" rx="{_n(round_by)}" fill="{fill}"{outline}{dashes}/>'
        )

    def dot(self, x: float, y: float, radius: float, *, fill: str, edge: str = "") -> None:
        """Draw a disc, with a rim if `edge` is given."""
        rim = f' stroke="{edge}" stroke-width="2"' if edge else ""
        self.strokes.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{radius}" fill="{fill}"{rim}/>')

    def shape(self, points: Iterable[tuple[float, float]], *, fill: str, edge: str = "") -> None:
        """Fill the shape that `points` go around."""
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        rim = f' stroke="{edge}" stroke-width="1.5" stroke-linejoin="round"' if edge else ""
        self.strokes.append(f'<polygon points="{path}" fill="{fill}"{rim}/>')


def _n(number: float) -> str:
    """Write a coordinate, in hundredths: the same picture is the same text everywhere."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
