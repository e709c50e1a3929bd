"""How progress of a goal is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Measure:
    """How progress of a goal is counted."""

    kind: Literal["done", "number", "habit"]
    start: float | None = None
    target: float | None = None
    unit: str | None = None
    direction: Literal["up", "down"] | None = None
    """Which way a number goes; None where that is told only by where it begins: weigh 75 kg."""
    per: str | None = None
    """The period of a habit or rate: day, week, month, quarter, year."""
    by: bool = False
    """The target is by how much it falls, and not where it ends: lose 5 kg."""

    @property
    def is_habit(self) -> bool:
        """Tell whether it is counted in periods, again and again."""
        return self.kind == "habit"

    @property
    def has_number(self) -> bool:
        """Tell whether a number moves to a target."""
        return self.kind == "number" and self.target is not None

    def falls(self, begin: float) -> bool:
        """Tell whether its number goes down to its target; one that may go either way is told by where it began."""
        return self.direction == "down" if self.direction else (self.target or 0) < begin

    @property
    def sign(self) -> int:
        """Which way it goes by what is contributed: -1 down from its start; up, where it has none."""
        return -1 if self.direction == "down" and self.start is not None else 1
