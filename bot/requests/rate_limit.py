"""How many requests one person may make: a token bucket each, so that nobody slows down everybody else.

The libraries for it (limits, pyrate-limiter, aiolimiter) bring clocks and stores of their own, or make people wait;
here time comes in as an argument, and whoever is too fast is told at once (docs/decisions/0008).
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import datetime

AT_ONCE = 30
"""Requests that may come in one go."""
A_MINUTE = 40
"""Requests that may come steadily."""
_REMEMBERED = 10_000


class RateLimit:
    """Counts each person's requests, in the memory of this process; the longest idle are forgotten."""

    def __init__(self, at_once: int = AT_ONCE, a_minute: int = A_MINUTE) -> None:
        """Let each make so many requests `at_once`, and so many `a_minute` steadily."""
        self._each = timedelta(minutes=1) / a_minute
        self._room = at_once * self._each
        self._free_at: OrderedDict[Hashable, datetime] = OrderedDict()
        """When everything that a person has asked for so far will be paid off."""
        self._counted: OrderedDict[str, None] = OrderedDict()

    def wait(self, who: Hashable, now: datetime, key: str = "") -> timedelta:
        """Count one request of `who`; return how long they have to wait before another try, zero if they need not.

        A delivery that is repeated, which is known by its `key`, counts once.
        """
        if key and key in self._counted:
            return timedelta(0)
        # A clock that was set back owes nobody more than a full bucket.
        owed = min(max(self._free_at.pop(who, now) - now, timedelta(0)), self._room)
        too_soon = owed + self._each - self._room
        allowed = too_soon <= timedelta(0)
        self._free_at[who] = now + owed + (self._each if allowed else timedelta(0))
        _forget(self._free_at)
        if allowed and key:
            self._counted[key] = None
            _forget(self._counted)
        return max(too_soon, timedelta(0))


def _forget(memory: OrderedDict[Any, Any]) -> None:
    """Let go of the oldest entries when there are too many."""
    while len(memory) > _REMEMBERED:
        memory.popitem(last=False)
