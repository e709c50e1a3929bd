"""The only place that asks what time it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Protocol


class Mover(Protocol):
    """Lets time pass: what comes due on the way is done at its moment."""

    async def next_due(self) -> datetime | None:
        """Return when the next thing comes due; None if nothing waits."""
        ...

    async def pass_until(self, moment: datetime) -> None:
        """Move the clock on to `moment`, by way of all that comes due until then."""
        ...


class Clock:
    """The time now, in UTC; it can be moved forward, so that weeks are tried out in seconds."""

    mover: Mover | None = None
    """Who moves it, where people may ask for that: see docs/decisions/0028. None where it shows what time it is."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)
        self._followed: tuple[datetime, float] | None = None

    @property
    def ahead(self) -> timedelta:
        """How far it was moved."""
        return self._ahead

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        if self._followed is None:
            return datetime.now(UTC) + self._ahead
        theirs, then = self._followed
        return theirs + timedelta(seconds=monotonic() - then) + self._ahead

    def advance(self, by: timedelta) -> None:
        """Move this clock `by` ahead of where it stands; clocks here never run backwards."""
        if by < timedelta(0):
            raise ValueError("a clock moves forward only")
        self._ahead += by

    def reach(self, moment: datetime) -> None:
        """Move this clock on to `moment`; where that has come already, it stays as it is."""
        self.advance(max(moment - self.now(), timedelta(0)))

    def follow(self, theirs: datetime) -> None:
        """Go from now on by a clock that several machines share and that shows `theirs` at this moment."""
        self._followed = theirs, monotonic()
