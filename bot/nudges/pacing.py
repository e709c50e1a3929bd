"""When a check-in that is due may really go: quiet hours, time off, and few enough messages to be welcome."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, count
from typing import TYPE_CHECKING

from bot.nudges.planner import LATE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date, datetime

    from bot.dates.workdays import Calendar
    from bot.nudges.planner import Planned


@dataclass(frozen=True, slots=True)
class Held:
    """A check-in that waits, and why."""

    until: datetime
    reason: str


def hold(at: datetime, calendar: Calendar, *, as_typed: bool, sent: int, budget: int) -> Held | None:
    """Return until when a check-in that is due at `at` has to wait, None if it may go.

    `sent` direct messages went to this person on that day of theirs already; `budget` is how many they want.
    """
    today = at.astimezone(calendar.zone).date()
    if calendar.is_away(today):
        return Held(calendar.start_of_work(today), "you are off")
    if sent >= budget:
        tomorrow = calendar.start_of_work(today + timedelta(days=1))
        return Held(tomorrow, f"you have had {sent} message{'s' * (sent != 1)} today, and want no more than {budget}")
    if not as_typed and (after := calendar.after_quiet_hours(at)) > at:
        return Held(after, "these are your quiet hours")
    return None


@dataclass(frozen=True, slots=True)
class Message:
    """What will be sent together."""

    at: datetime
    planned: tuple[Planned, ...]


def is_stale(at: datetime, calendar: Calendar, now: datetime, late: timedelta = LATE, *, as_typed: bool) -> bool:
    """Tell whether a check-in that was due at `at` is too old to be sent; what a time off held back is not."""
    if now - at <= late:
        return False  # what holds it back only makes it younger
    held = hold(at, calendar, as_typed=as_typed, sent=0, budget=1)
    return now - (held.until if held is not None else at) > late


@dataclass(slots=True)
class Track:
    """One track of check-ins as it will really come."""

    planned: Iterator[Planned]
    moved: Mapping[tuple[str, str], datetime]
    """When those that wait in the outbox may next go, by subject and occurrence: they may have been held already."""
    said: datetime | None
    """When somebody last said how the goal stands."""
    calendar: Calendar
    over: Collection[tuple[str, str]] = ()
    """Those that were sent or left out: another calendar may have moved them ahead again."""

    def following(self, after: datetime) -> tuple[datetime, Planned] | None:
        """Return the next check-in and its moment; of what is past only that which still waits.

        If that is too old, the last one that has passed since takes its place.
        """
        passed: Planned | None = None
        left_out = False
        for planned in self.planned:
            key = (planned.subject, planned.occurrence)
            if key in self.over:
                continue
            waits = self.moved.get(key)
            if waits is not None:
                if self._is_called_for(planned, after):
                    return max(waits, after), planned
                left_out = True
            elif planned.at <= after:
                passed = planned if left_out else None
            elif passed is not None and self._is_called_for(passed, after):
                self.planned = chain((planned,), self.planned)
                return after, passed
            elif self._is_called_for(planned, after):
                return planned.at, planned
            else:
                passed = None
        return (after, passed) if passed is not None and self._is_called_for(passed, after) else None

    def _is_called_for(self, planned: Planned, now: datetime) -> bool:
        told = self.said is not None and planned.unless_since is not None and self.said > planned.unless_since
        return not told and not is_stale(planned.at, self.calendar, now, as_typed=planned.as_typed)


def forecast(
    tracks: Iterable[Track], calendar: Calendar, *, now: datetime, sent: int, budget: int
) -> Iterator[Message]:
    """Return the messages that will be sent if nobody says anything until then, in order; endless with a rhythm.

    `sent` direct messages went out on the person's own today already; what goes to a channel has no budget. The same
    rules as in the moment of sending: each track waits with its next check-in for the one before.
    """
    a_day: Counter[date] = Counter({now.astimezone(calendar.zone).date(): sent})
    order = count()
    ahead: list[tuple[datetime, int, Planned, Track]] = []

    def queue(track: Track, after: datetime) -> None:
        following = track.following(after)
        if following is not None:
            at, planned = following
            heapq.heappush(ahead, (at, next(order), planned, track))

    for track in tracks:
        queue(track, now)
    while ahead:
        at, due = ahead[0][0], []
        while ahead and ahead[0][0] <= at:
            due.append(heapq.heappop(ahead))
        day = at.astimezone(calendar.zone).date()
        going: dict[str, list[tuple[Planned, Track]]] = {}
        for _, _, planned, track in due:
            counted = 0 if planned.channel else a_day[day]
            held = hold(at, calendar, as_typed=planned.as_typed, sent=counted, budget=budget)
            if held is None:
                going.setdefault(planned.channel, []).append((planned, track))
            else:
                heapq.heappush(ahead, (held.until, next(order), planned, track))
        for channel, together in going.items():
            a_day[day] += not channel
            yield Message(at, tuple(planned for planned, _ in sorted(together, key=lambda one: one[0].at)))
            for _, track in together:
                queue(track, at)
