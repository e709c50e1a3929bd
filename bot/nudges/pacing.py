"""When a due check-in may really go: after quiet hours and time off, and within the day's budget of messages."""

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
    from bot.models import NudgeKey
    from bot.nudges.planned import Planned


@dataclass(frozen=True, slots=True)
class Held:
    """Why a check-in is held, and until when."""

    until: datetime
    reason: str
    day: date
    """The day in the person's time zone on which it is held."""
    sent: int = 0
    """How many messages were sent that day, if the budget holds it; else 0."""

    def after(self, today: date) -> str:
        """Say in a few words what it waits for, to somebody for whom it is `today`."""
        if not self.sent:
            return self.reason
        whose = "today’s" if self.day == today else f"{said_day(self.day)}’s"
        return f"after {whose} {self.sent} message{'s' * (self.sent != 1)}"


def hold(at: datetime, calendar: Calendar, *, as_typed: bool, sent: int, budget: int) -> Held | None:
    """Return what holds a check-in that is due at `at`; None if it may go.

    `as_typed` lets it go in quiet hours. `sent` is how many messages `counted` against it that day, in the person's
    time zone, and `budget` how many they want at most.
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
    """Return how many of the messages that were `sent` today count against this check-in.

    None do if it goes to a channel, or if the person asked for it at just this time: what was confirmed comes.
    """
    return 0 if planned.channel or planned.wished else sent


@dataclass(frozen=True, slots=True)
class Message:
    """One message that will be sent, with all the check-ins that it carries."""

    at: datetime
    planned: tuple[Planned, ...]
    held: Mapping[Planned, Held] = field(default_factory=dict)
    """What holds those check-ins that come later than planned."""

    @property
    def asked(self) -> tuple[Planned, ...]:
        """What it asks about, each thing once."""
        return tuple(each_once(self.planned, lambda one: (one.subject, one.kind)))

    def aside(self, planned: Planned, today: date) -> str:
        """Say that a check-in was moved off a day off, or waits for the next day's budget; empty if neither."""
        held = self.held.get(planned)
        moved = f"moved from {planned.moved_from:%A}" if planned.moved_from is not None else ""
        return ", ".join(filter(None, (moved, held.after(today) if held is not None and held.sent else "")))


def is_stale(at: datetime, calendar: Calendar, now: datetime, late: timedelta = LATE, *, as_typed: bool) -> bool:
    """Tell whether a check-in that was due at `at` is more than `late` overdue, not counting the time it was held."""
    if now - at <= late:
        return False  # time that it was held only makes it younger
    held = hold(at, calendar, as_typed=as_typed, sent=0, budget=1)
    return now - (held.until if held is not None else at) > late


@dataclass(slots=True)
class Track:
    """The check-ins of one due date or one rhythm, in the order in which they will really come."""

    planned: Iterator[Planned]
    moved: Mapping[NudgeKey, datetime]
    """When those that wait in the outbox may go, by their keys: they may have been held already."""
    said: Mapping[str, datetime]
    """When somebody last checked in on each thing, by the name that nudges have for it."""
    calendar: Calendar
    over: Collection[NudgeKey] = ()
    """The keys of those that were sent or left out: a change of the calendar may have moved them into the future."""

    def following(self, after: datetime, *, left_out: bool = False) -> tuple[datetime, Planned] | None:
        """Return the next check-in and its moment; None if there is none.

        Of those that have passed, only one that waits in the outbox counts. If that is too old, or the one before was
        `left_out` for that reason, the last one that has passed takes its place.
        """
        passed: Planned | None = None
        for planned in self.planned:
            if planned.key in self.over:
                continue
            waits = self.moved.get(planned.key)
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
        """Tell whether a check-in would be sent `now`: it is neither too old nor answered, and not too late."""
        if planned.is_too_late(now) or planned.is_answered(self.said.get(planned.subject)):
            return False
        return not is_stale(planned.at, self.calendar, now, as_typed=planned.as_typed)


class _Ahead:
    """The check-ins that will come due, next first."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, Planned, Track]] = []
        self._order = count()

    def wait(self, until: datetime, planned: Planned, track: Track) -> None:
        """Let a check-in come due then."""
        heapq.heappush(self._heap, (until, next(self._order), planned, track))

    def queue(self, track: Track, after: datetime, *, left_out: bool = False) -> None:
        """Let the next check-in of a track come due, if there is one."""
        following = track.following(after, left_out=left_out)
        if following is not None:
            self.wait(*following, track)

    def due(self) -> tuple[datetime, list[tuple[Planned, Track]]] | None:
        """Take all check-ins that come due next, with their moment; None when nothing comes any more.

        One that was held until it is too old gives way to the next one of its track.
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
    """Yield the messages that will be sent as long as nobody checks in, in order; a rhythm makes this endless.

    `sent` direct messages have gone out today, in the person's time zone. The rules are those of the sending itself:
    a channel has no budget, and each track has one check-in waiting at a time.
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
