"""Small phrases that any answer may need."""

from __future__ import annotations


def many(count: int, noun: str) -> str:
    """Say how many there are: `many(1, "goal")` is “1 goal”, `many(3, "goal")` “3 goals”."""
    return f"{count:,} {noun}{'s' * (count != 1)}"
