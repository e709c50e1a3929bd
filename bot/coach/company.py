"""The company a word keeps: how usual it is beside another one, in the language at large and in goals.

Words and pairs of them were counted (`tests/coach/neighbours.py`); a pair is found again by a checksum of it, so that
a hundred thousand take half a megabyte (docs/decisions/0023).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zlib import crc32

EDGE, NUMBER, NAME = "|", "#", "?"
"""What stands for the edge of a sentence, any number, and any word that nobody knows, such as a name."""
LEVELS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGH"
"""How likely something is, the unlikeliest first."""
LEAST, STEP = -21.0, 0.5
"""How likely what has the first level is, and how much likelier each further level, as natural logarithms."""
UNMET = -2.5
"""So much less likely than by chance is a pair that was hardly met."""


@dataclass(frozen=True, slots=True)
class Company:
    """How likely words and pairs of words are."""

    keys: array[int]
    """Checksums of what was counted, in their order …"""
    levels: bytes
    """… and how likely each is."""

    def alone(self, word: str) -> float:
        """Return how likely a word is, as a logarithm."""
        met = self._met(word)
        return LEAST if met is None else met

    def after(self, before: str, word: str) -> float:
        """Return how likely a word is where another one stands before it."""
        met = self._met(f"{before} {word}")
        return self.alone(word) + UNMET if met is None else met - self.alone(before)

    def between(self, before: str, word: str, behind: str) -> float:
        """Return how likely a word is between two others."""
        return self.after(before, word) + self.after(word, behind)

    def _met(self, said: str) -> float | None:
        key = crc32(said.encode())
        at = bisect_left(self.keys, key)
        found = at < len(self.keys) and self.keys[at] == key
        return LEAST + STEP * self.levels[at] if found else None


def company(rows: Iterable[str]) -> Company:
    """Take rows of a word and all that was counted behind it, each with its level; nothing stands before "=" alone."""
    levels = {crc32(said.encode()): level for row in rows for said, level in _counted(row)}
    keys = sorted(levels)
    return Company(array("I", keys), bytes(levels[key] for key in keys))


def _counted(row: str) -> Iterator[tuple[str, int]]:
    before, *words = row.split()
    lead = "" if before == "=" else f"{before} "
    for word in words:
        yield lead + word[:-1], LEVELS.index(word[-1])
