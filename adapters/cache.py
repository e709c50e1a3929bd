"""A cache in memory: limited in size and time, and the least recently used entry goes first."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import Generic, TypeVar

Key = TypeVar("Key")
Kept = TypeVar("Kept")


class Cache(Generic[Key, Kept]):
    """Holds at most `most` entries, each for at most `seconds`."""

    def __init__(self, most: int, seconds: float = float("inf")) -> None:
        self._most = most
        self._seconds = seconds
        self._entries: OrderedDict[Key, tuple[float, Kept]] = OrderedDict()

    def get(self, key: Key) -> Kept | None:
        """Return what is remembered under `key`."""
        entry = self._entries.get(key)
        if entry is None or entry[0] < time.monotonic():
            self._entries.pop(key, None)
            return None
        self._entries.move_to_end(key)
        return entry[1]

    def put(self, key: Key, kept: Kept, seconds: float | None = None) -> None:
        """Remember `kept` for `seconds`, or for as long as every entry if that is left out."""
        self._entries[key] = (time.monotonic() + (self._seconds if seconds is None else seconds), kept)
        self._entries.move_to_end(key)
        while len(self._entries) > self._most:
            self._entries.popitem(last=False)

    def pop(self, key: Key) -> None:
        """Forget what is remembered under `key`."""
        self._entries.pop(key, None)
