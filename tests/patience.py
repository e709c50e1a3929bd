"""A clock for event loops by which nothing takes time that is not the tests' own, so that none of them waits in vain.

A machine that runs other things as well may keep a process from running for seconds, at any point. Slack and Discord
of the tests and Milepost beside them share a process, and measure their patience on its event loop's clock; by this
one, a second is a second in which they could run. What holds up only the loop, as a call that forgot to `await`, is
counted in full.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from pathlib import Path

TICK = 0.05
"""How often, in seconds, the clock looks whether the process runs at all."""
MOST = 2 * TICK
"""What passes at most between two looks; all beyond it the whole process was stopped."""
_QUEUED = Path("/proc/self/schedstat")
"""Where Linux tells how long the main thread ran, and how long it was kept waiting for a processor."""


class PatientClock:
    """Counts the time in which the main thread ran, or waited for something other than the machine."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="patient clock", daemon=True)
        self._file = os.open(_QUEUED, os.O_RDONLY) if _QUEUED.exists() else None
        self._seen = (time.monotonic(), 0.0)
        """When the clock was last looked after, and what it showed then: one value, replaced at once."""
        self._last = 0.0

    def start(self) -> None:
        """Begin to look after it."""
        self._thread.start()

    def stop(self) -> None:
        """Let it be."""
        self._stop.set()
        self._thread.join()
        if self._file is not None:
            os.close(self._file)

    def time(self) -> float:
        """Return the seconds since the start; never fewer than the last time."""
        at, shown = self._seen
        self._last = max(self._last, shown + min(time.monotonic() - at, MOST))
        return self._last

    def _run(self) -> None:
        queued = self._queued()
        while not self._stop.wait(TICK):
            (at, shown), before = self._seen, queued
            now, queued = time.monotonic(), self._queued()
            ran = min(now - at, MOST) - (queued - before)
            self._seen = (now, shown + max(ran, 0.0))

    def _queued(self) -> float:
        """Return how long the main thread could have run and was not let, in seconds."""
        return int(os.pread(self._file, 100, 0).split()[1]) / 1e9 if self._file is not None else 0.0


class PatientLoop(asyncio.SelectorEventLoop):
    """An event loop that goes by such a clock."""

    def __init__(self, clock: PatientClock) -> None:
        self._clock = clock
        super().__init__()

    def time(self) -> float:
        return self._clock.time()
