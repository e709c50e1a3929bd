"""What should come to whom, and when: the rules of docs/nudges.md once more, as short as they can be said.

It shares no code with what it is a model of. A track is what one date, or one rhythm, has to ask; of each track only
the next question waits, and what passes while it waits is not asked any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, groupby, takewhile
from zoneinfo import ZoneInfo

START, QUIET_FROM, QUIET_TO = time(9), time(20), time(8)
CLOSELY: dict[str, tuple[tuple[int, ...], tuple[int, ...], int]] = {
    "gentle": ((), (3,), 5),
    "standard": ((), (1, 3, 7), 5),
    "close": ((5, 1), (1, 2, 4, 7), 3),
}
"""How many working days before and after it is asked about, and how many after that comes the last question."""
RHYTHMS: dict[str, tuple[frozenset[int], time | None]] = {
    "every Monday": (frozenset({0}), None),
    "weekdays at 17:00": (frozenset(range(5)), time(17)),
    "every day 7:30": (frozenset(range(7)), time(7, 30)),
    "every Saturday": (frozenset({5}), None),
}
HORIZON = timedelta(days=60)
Key = tuple[object, ...]


@dataclass(frozen=True)
class Ask:
    """One question, and when it should come."""

    key: Key
    at: datetime
    typed: bool = False
    """Its clock time was typed: quiet hours do not hold it, as long as it is not late."""
    wished: bool = False
    """The person asked for this very moment: what they had today does not hold it."""
    unless: datetime | None = None
    """It is left out if somebody said how it stands after that."""

    @property
    def kind(self) -> str:
        return str(self.key[0])


@dataclass(eq=False)
class Track:
    """What was asked of one date or rhythm, and what waits."""

    over: set[Key] = field(default_factory=set)
    waiting: Ask | None = None
    run_at: datetime | None = None
    doubtful: datetime | None = None
    """Since when it should have come: a platform failed, or the process died."""

    def plans(self, asks: Iterator[Ask], now: datetime, *, after: Key | None = None) -> None:
        """Let the next question wait: the one that does, or else the first that is still ahead.

        In the place of one that was left out comes the last that has passed since.
        """
        waits, passed, ended = self.waiting, None, after is None
        self.waiting = None
        for ask in asks:
            if ask.key in self.over:
                ended = ended or ask.key == after
            elif (waits is not None and ask.key == waits.key) or ask.at > now:
                self.waiting = ask
                break
            elif ended and after is not None:
                passed = ask
        if passed is not None:
            self.waiting = passed
        if self.waiting is None or waits is None or (self.waiting.key, self.waiting.at) != (waits.key, waits.at):
            self.run_at = self.waiting.at if self.waiting else None
            self.doubtful = None


@dataclass(eq=False)
class Thing:
    """A goal, or a milestone of one."""

    who: str
    ref: str
    due: date
    given: datetime
    parent: Thing | None = None
    later: tuple[Key, datetime | date] | None = None
    """What it was put off to: a moment, or a day."""
    ended: bool = False
    paused: bool = False
    archived: bool = False
    level: str = "standard"
    rhythm: str = ""
    begin: date = date.min
    """The day from which the rhythm counts."""
    said: datetime | None = None
    dated: Track = field(default_factory=Track)
    beat: Track = field(default_factory=Track)

    @property
    def goal(self) -> Thing:
        return self.parent or self

    @property
    def is_open(self) -> bool:
        goal = self.goal
        return not (self.ended or goal.ended or goal.paused or goal.archived or goal.level == "off")

    def put_off(self, to: datetime | date, now: datetime) -> None:
        self.later = ("later", to, now), to


@dataclass
class Life:
    """Where somebody is, when they are off, how much they want to hear, and all they are asked."""

    zone: str
    budget: int = 20
    off: list[tuple[date, date]] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)

    def local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.zone))

    def at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, ZoneInfo(self.zone)).astimezone(UTC)

    def is_off(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.off)

    def works(self, day: date) -> bool:
        return day.weekday() < 5 and not self.is_off(day)

    def work_day(self, day: date, after: int = 0) -> date:
        """Return `day` or the next one to work on; or the one so many of them after it, or before it."""
        step = -1 if after < 0 else 1
        for _ in range(abs(after)):
            day += timedelta(days=step)
            while not self.works(day):
                day += timedelta(days=step)
        while not self.works(day):
            day += timedelta(days=1)
        return day

    def start(self, day: date, after: int = 0) -> datetime:
        return self.at(self.work_day(day, after), START)

    def held(self, at: datetime, sent: int, ask: Ask) -> datetime:
        """Return until when it is held that is ready then; `at` itself if it may go."""
        local = self.local(at)
        if self.is_off(local.date()):
            return self.start(local.date())
        if sent >= self.budget and not ask.wished:
            return self.start(local.date() + timedelta(days=1))
        if not (ask.typed and at - ask.at <= timedelta(hours=1)) and not QUIET_TO <= local.time() < QUIET_FROM:
            return self.at(local.date() + timedelta(days=local.time() >= QUIET_FROM), QUIET_TO)
        return at

    # What there is to ask

    def of_date(self, thing: Thing) -> Iterator[Ask]:
        if not thing.is_open:
            return
        ahead, behind, question = CLOSELY[thing.goal.level]
        due = self.of_day(("due", thing.due), thing.due, thing.given)
        later = self.of_wish(thing)
        if later is None or later.at < due.at:
            yield from [later] if later else []
            for days in ahead:
                at = self.start(self.local(due.at).date(), -days)
                if thing.given < at < due.at and (later is None or at > later.at):
                    yield Ask(("lead", days, due.key), at)
            first = due
        else:
            first = later
        yield first
        day, before = self.local(first.at).date(), first.at
        for days, key in [*((n, ("follow", n)) for n in behind), (behind[-1] + question, ("question",))]:
            at = max(self.start(day, days), before)
            yield Ask((*key, first.key), at, unless=before)
            before = at

    def of_day(self, key: Key, day: date, given: datetime) -> Ask:
        """Ask at the start of work; of what was given when that was over already, an hour later."""
        at = self.start(day)
        if at > given:
            return Ask(key, at)
        hour = given + timedelta(hours=1)
        local = self.local(hour)
        quiet = not QUIET_TO <= local.time() < QUIET_FROM
        end = self.at(local.date() + timedelta(days=local.time() >= QUIET_FROM), QUIET_TO)
        return Ask((*key, given), end if quiet else hour, wished=True)

    def of_wish(self, thing: Thing) -> Ask | None:
        if thing.later is None:
            return None
        key, to = thing.later
        asked = Ask(key, to, typed=True) if isinstance(to, datetime) else self.of_day(key, to, key[2])  # type: ignore[arg-type]
        return replace(asked, wished=True)

    def of_rhythm(self, thing: Thing, now: datetime) -> Iterator[Ask]:
        if not thing.rhythm or not thing.is_open:
            return
        weekdays, clock = RHYTHMS[thing.rhythm]
        until = min(thing.due, (now + HORIZON).date())
        days = takewhile(lambda day: day <= until, (thing.begin + timedelta(days=n) for n in count()))
        moments = ((self.beaten(day, clock, weekdays), day) for day in days if day.weekday() in weekdays)
        last = thing.begin
        for at, together in groupby(moments, key=lambda pair: pair[0]):
            *_, (_, day) = together
            since = self.at(min(last + timedelta(days=1), day), time(0))
            yield Ask(("rhythm", day), at, typed=clock is not None, unless=since)
            last = self.local(at).date()

    def beaten(self, day: date, clock: time | None, weekdays: frozenset[int]) -> datetime:
        if clock is None:
            return self.start(day)
        if self.is_off(day):
            work = self.work_day(day)
            while day != work and (self.is_off(day) or day.weekday() not in weekdays):
                day += timedelta(days=1)
        return self.at(day, clock)

    def begins(self, rhythm: str, now: datetime) -> date:
        today = self.local(now).date()
        return today + timedelta(days=self.at(today, RHYTHMS[rhythm][1] or START) <= now)

    # What becomes of it

    def tracks(self) -> Iterator[tuple[Thing, Track]]:
        for thing in self.things:
            yield thing, thing.dated
            yield thing, thing.beat

    def plans(
        self, now: datetime, *things: Thing, afresh: bool = False, after: tuple[Track, Key] | None = None
    ) -> None:
        """Plan anew what is asked of these things' goals; with `afresh`, what was held is looked at again."""
        touched = [thing.goal for thing in things]
        for thing, track in self.tracks():
            if thing.goal not in touched:
                continue
            asks = self.of_date(thing) if track is thing.dated else self.of_rhythm(thing, now)
            track.plans(asks, now, after=after[1] if after and after[0] is track else None)
            if afresh and track.waiting is not None:
                track.run_at = track.waiting.at

    def ready(self, now: datetime, sent: int) -> list[tuple[Thing, Track]]:
        """Look at what is due: leave out what was answered already, hold what has to wait, and return the rest."""
        ready: list[tuple[Thing, Track]] = []
        for _ in range(9):  # in the place of what is left out may come another that is due
            ready, again = [], False
            for thing, track in list(self.tracks()):
                ask, said = track.waiting, thing.said
                if ask is None or track.run_at is None or track.run_at > now:
                    continue
                if said is not None and ask.unless is not None and said > ask.unless:
                    track.over.add(ask.key)
                    self.plans(now, thing, after=(track, ask.key))
                    again = True
                elif not track.doubtful and (until := self.held(now, sent, ask)) > now:
                    track.run_at = until
                else:
                    ready.append((thing, track))
            if not again:
                break
        return ready

    def came(self, ready: list[tuple[Thing, Track]], now: datetime) -> None:
        """Take what came as asked, and plan what comes after it."""
        for _, track in ready:
            if track.waiting is not None:
                track.over.add(track.waiting.key)
        self.plans(now, *(thing for thing, _ in ready))

    def next(self) -> datetime | None:
        """Return when there is something to look at."""
        return min((track.run_at for _, track in self.tracks() if track.run_at is not None), default=None)
