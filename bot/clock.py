"""The only place that asks what time it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import monotonic


class Clock:
    """The time now, in UTC; it can be moved forward, so that weeks are tried out in seconds."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)
        self._followed: tuple[datetime, float] | None = None

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

    def follow(self, theirs: datetime) -> None:
        """Go from now on by a clock that several machines share and that shows `theirs` at this moment."""
        self._followed = theirs, monotonic()
