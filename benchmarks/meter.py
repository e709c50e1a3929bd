"""What is measured while something runs: moments, the event loop's stalls, memory."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run showed."""

    sent: int
    seconds: float
    """From the start until all was sent and written down."""
    late_p50: float
    """Seconds from the start, when all was due, until half was sent …"""
    late_p99: float
    """… and all but one in a hundred."""
    stall: float | None
    """The longest time in seconds in which the event loop did nothing else; None where there is none."""
    memory: float
    """Peak of the process's resident memory in MB."""

    @property
    def rate(self) -> float:
        """Sent in a second."""
        return self.sent / self.seconds

    def as_dict(self) -> dict[str, float | None]:
        """Return it for JSON."""
        return asdict(self)


@dataclass
class Meter:
    """Takes the time of a run in this process."""

    began: float = 0.0
    ended: float = 0.0
    moments: list[float] = field(default_factory=list)
    """When each was sent, by the wall clock."""
    stall: float | None = None

    def mark(self) -> None:
        """One was sent."""
        self.moments.append(time.time())

    def start(self) -> None:
        """All is due from now on."""
        self.began = time.time()

    def stop(self) -> None:
        """All is sent."""
        self.ended = time.time()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Measure until the block ends."""
        watch = asyncio.create_task(self._watch())
        await asyncio.sleep(0.05)
        self.stall = 0.0
        self.start()
        try:
            yield
        finally:
            self.stop()
            watch.cancel()

    async def _watch(self) -> None:
        """Wake every millisecond, and see how late that was."""
        loop = asyncio.get_running_loop()
        while True:
            wanted = loop.time() + 0.001
            await asyncio.sleep(0.001)
            self.stall = max(self.stall or 0.0, loop.time() - wanted)

    def figures(self) -> Figures:
        """Return what was measured."""
        late = sorted(moment - self.began for moment in self.moments) or [0.0]
        return Figures(
            sent=len(self.moments),
            seconds=self.ended - self.began,
            late_p50=_at(late, 0.5),
            late_p99=_at(late, 0.99),
            stall=self.stall,
            memory=_peak(),
        )


def _peak() -> float:
    """Return the most resident memory in MB; what `getrusage` tells counts the parent's, too."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) / 1024


def _at(values: Sequence[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))]
