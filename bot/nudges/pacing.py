"""When a check-in that is due may really go: quiet hours, time off, and few enough messages to be welcome."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain, count
from typing import TYPE_CHECKING

from bot.dates.wording import day as said_day
from bot.nudges.planned import each_once
from bot.nudges.planner import LATE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date, datetime

    from bot.dates.workdays import Calendar
    from bot.nudges.planned import Planned


@dataclass(frozen=True, slots=True)
class Held:
    """A check-in that waits, and why."""

    until: datetime
    reason: str
    day: date
    """The person's day on which it is held."""
    sent: int = 0
    """The messages of that day, if they are what holds it."""

    def after(self, today: date) -> str:
        """Say in a few words what it comes after, to somebody whose day is `today`."""
        if not self.sent:
            return self.reason
        whose = "today’s" if self.day == today else f"{said_day(self.day)}’s"
        return f"after {whose} {self.sent} message{'s' * (self.sent != 1)}"


def hold(at: datetime, calendar: Calendar, *, as_typed: bool, sent: int, budget: int) -> Held | None:
    """Return until when a check-in that is due at `at` has to wait, None if it may go.

    `sent` direct messages, as `counted` for it, went to this person on that day of theirs already; `budget` is how
    many they want.
    """
    today = at.astimezone(calendar.zone).date()
    if calendar.is_away(today):
        return Held(calendar.start_of_work(today), "you are off", today)
    if sent >= budget:
        tomorrow = calendar.start_of_work(today + timedelta(days=1))
        had = f"you have had {sent} message{'s' * (sent != 1)} today, and want no more than {budget}"
        return Held(tomorrow, had, today, sent)
    if not as_typed and (after := calendar.after_quiet_hours(at)) > at:
        return Held(after, "these are your quiet hours", today)
    return None


def counted(planned: Planned, sent: int) -> int:
    """Return how many of the messages that were `sent` today count against this one.

    None against what goes to a channel, nor against what the person themselves asked for just then: they are not
    intruded upon by what they wished, and what was confirmed comes.
    """
    return 0 if planned.channel or planned.wished else sent


@dataclass(frozen=True, slots=True)
class Message:
    """What will be sent together."""

    at: datetime
    planned: tuple[Planned, ...]
    held: Mapping[Planned, Held] = field(default_factory=dict)
    """What held those of them that come later than planned."""

    @property
    def asked(self) -> tuple[Planned, ...]:
        """What it asks about, each thing once."""
        return tuple(each_once(self.planned, lambda one: (one.subject, one.kind)))

    def aside(self, planned: Planned, today: date) -> str:
        """Say which day off one of them was moved from, and after which day's messages it comes; empty if neither."""
        held = self.held.get(planned)
        moved = f"moved from {planned.moved_from:%A}" if planned.moved_from is not None else ""
        return ", ".join(filter(None, (moved, held.after(today) if held is not None and held.sent else "")))


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
    said: Mapping[str, datetime]
    """When somebody last said how things stand, by the names that nudges have for them."""
    calendar: Calendar
    over: Collection[tuple[str, str]] = ()
    """Those that were sent or left out: another calendar may have moved them ahead again."""

    def following(self, after: datetime, *, left_out: bool = False) -> tuple[datetime, Planned] | None:
        """Return the next check-in and its moment; of what is past only that which still waits.

        If that is too old, or the one before it was `left_out` as such, the last one that has passed since takes its
        place.
        """
        passed: Planned | None = None
        for planned in self.planned:
            key = (planned.subject, planned.occurrence)
            if key in self.over:
                continue
            waits = self.moved.get(key)
            if waits is not None:
                if self.is_called_for(planned, after):
                    return max(waits, after), planned
                left_out = True
            elif planned.at <= after:
                passed = planned if left_out else None
            elif passed is not None and self.is_called_for(passed, after):
                self.planned = chain((planned,), self.planned)
                return after, passed
            elif self.is_called_for(planned, after):
                return planned.at, planned
            else:
                passed = None
        return (after, passed) if passed is not None and self.is_called_for(passed, after) else None

    def is_called_for(self, planned: Planned, now: datetime) -> bool:
        """Tell whether it would be sent `now`: neither too old nor answered."""
        return not planned.is_answered(self.said.get(planned.subject)) and not is_stale(
            planned.at, self.calendar, now, as_typed=planned.as_typed
        )


class _Ahead:
    """What will come due, next first."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, Planned, Track]] = []
        self._order = count()

    def wait(self, until: datetime, planned: Planned, track: Track) -> None:
        """Have one come due then."""
        heapq.heappush(self._heap, (until, next(self._order), planned, track))

    def queue(self, track: Track, after: datetime, *, left_out: bool = False) -> None:
        """Have the next one of a track come due, if there is one."""
        following = track.following(after, left_out=left_out)
        if following is not None:
            self.wait(*following, track)

    def due(self) -> tuple[datetime, list[tuple[Planned, Track]]] | None:
        """Take what comes due next, together, with its moment; None when nothing comes any more.

        What was held for so long that it is too old by then gives way to the next of its track.
        """
        if not self._heap:
            return None
        at, due = self._heap[0][0], []
        while self._heap and self._heap[0][0] <= at:
            *_, planned, track = heapq.heappop(self._heap)
            if track.is_called_for(planned, at):
                due.append((planned, track))
            else:
                self.queue(track, at, left_out=True)
        return at, due


def forecast(
    tracks: Iterable[Track], calendar: Calendar, *, now: datetime, sent: int, budget: int
) -> Iterator[Message]:
    """Return the messages that will be sent if nobody says anything until then, in order; endless with a rhythm.

    `sent` direct messages went out on the person's own today already; what goes to a channel has no budget. The same
    rules as in the moment of sending: each track waits with its next check-in for the one before.
    """
    a_day: Counter[date] = Counter({now.astimezone(calendar.zone).date(): sent})
    ahead = _Ahead()
    waits: dict[Planned, Held] = {}
    for track in tracks:
        ahead.queue(track, now)
    while (coming := ahead.due()) is not None:
        at, due = coming
        day = at.astimezone(calendar.zone).date()
        going: dict[str, list[tuple[Planned, Track]]] = {}
        for planned, track in due:
            if at > planned.at and planned not in waits:
                # The outbox holds it already: say why, if that is still so.
                began = max(planned.at, now)
                before = counted(planned, a_day[began.astimezone(calendar.zone).date()])
                known = hold(began, calendar, as_typed=planned.is_honoured(began), sent=before, budget=budget)
                if known is not None and known.until == at:
                    waits[planned] = known
            against = counted(planned, a_day[day])
            held = hold(at, calendar, as_typed=planned.is_honoured(at), sent=against, budget=budget)
            if held is None:
                going.setdefault(planned.channel, []).append((planned, track))
            else:
                waits[planned] = held
                ahead.wait(held.until, planned, track)
        for channel, together in going.items():
            a_day[day] += not channel
            ordered = tuple(planned for planned, _ in sorted(together, key=lambda one: one[0].at))
            yield Message(at, ordered, {one: waits.pop(one) for one in ordered if one in waits})
            for _, track in together:
                ahead.queue(track, at)
