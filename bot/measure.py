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
    """Which way a number goes; None if only its start tells that: weigh 75 kg."""
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
        """Tell whether its number falls to its target from `begin`, which decides where no direction was said."""
        return self.direction == "down" if self.direction else (self.target or 0) < begin

    @property
    def sign(self) -> int:
        """The sign of a contribution: -1 where the number goes down from its start, else 1."""
        return -1 if self.direction == "down" and self.start is not None else 1
