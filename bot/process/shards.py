"""Shards: parts of what Discord tells a bot, so that several processes can listen, each to its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.kinds import whole

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 10_000
"""Shards in all; far more than Discord has a use for."""
_HINT = "write it like 0,1/4: this process hears shards 0 and 1 of 4, counted from 0"


@dataclass(frozen=True, slots=True)
class Shards:
    """Which shards one process hears, of how many."""

    ids: Sequence[int]
    count: int

    def __str__(self) -> str:
        return f"{','.join(map(str, self.ids))}/{self.count}"

    @classmethod
    def read(cls, text: str) -> Shards:
        """Read `0/2`, `0,1/4` or `0-3/16`; raises ValueError with a sentence that says what is wrong."""
        which, _, of = (part.strip() for part in text.partition("/"))
        count = _number(of)
        if not 1 <= count <= MOST:
            raise ValueError(f"{of} is no number of shards from 1 to {MOST:,}; {_HINT}")
        ids: list[int] = []
        for part in which.split(","):
            first, dash, last = part.partition("-")
            begin = _number(first)
            end = _number(last) if dash else begin
            if end < begin or end >= count:
                raise ValueError(f"there is no shard {part.strip()} among {count}, they are 0 to {count - 1}; {_HINT}")
            ids += range(begin, end + 1)
        if len(set(ids)) < len(ids):
            raise ValueError(f"name each shard once; {_HINT}")
        return cls(ids, count)


def _number(text: str) -> int:
    number = whole(text.strip())
    if number is None:
        raise ValueError(f"“{text.strip()[:20]}” is no number; {_HINT}")
    return number
