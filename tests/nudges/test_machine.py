"""Random lives with a platform that fails and a process that dies, beside a model of what should have come when."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, multiple, precondition, rule, run_state_machine_as_test

from bot import plain
from bot.database import Database
from bot.outgoing import NotSent, Uncertain, Undeliverable
from scheduler.claim import Lane
from scheduler.delivery import Deliverer
from tests.house import House, Postbox, StillClock

if TYPE_CHECKING:
    from bot.messages import Address, Reply

QUICK = 12
RUNS = int(os.environ.get("MILEPOST_MACHINE_RUNS", QUICK))
"""Of forty steps each; `make test` makes the same few every time, `make fuzz` many new ones."""
MARK = "plover"
ZONES = ("Europe/Lisbon", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/St_Johns")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
SOON = (1, 1, 2, 2, 3, 5, 8, 13, 21)
PATIENCE = timedelta(minutes=45)
"""By how much a message may be late where the platform failed or the process died on the way."""
START, QUIET_FROM, QUIET_TO = time(9), time(20), time(8)


class Faulty(Postbox):
    """A platform that may fail, or never answer because we died, once each time it was told to."""

    def __init__(self, clock: StillClock) -> None:
        super().__init__()
        self.clock = clock
        self.came: list[tuple[datetime, str]] = []
        """When something was taken, and what it said."""
        self.refused: list[tuple[datetime, str]] = []
        self.dies: list[bool] = []
        """We die at the next sends: after the message was taken, or before."""
        self.dying = asyncio.Event()

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        now, words = self.clock.now(), plain.text(reply)
        if self.troubles and isinstance(self.troubles[0], Undeliverable):
            self.refused.append((now, words))
        already, taken = len(self.messages), self.dies.pop(0) if self.dies else None
        try:
            if taken is not False:
                return await super().send(to, reply, key)
        finally:
            if len(self.messages) > already:
                self.came.append((now, words))
            if taken is not None:
                self.dying.set()
                await asyncio.Event().wait()
        raise AssertionError("nobody lives to see this")


@dataclass
class Thing:
    """A goal, and what was already asked of it."""

    who: str
    number: int
    due: date
    later: datetime | None = None
    paused: bool = False
    done: bool = False
    since: datetime = LONG_AGO
    """When what it waits for was last changed: nothing can have come before."""
    asked: set[tuple[str, object]] = field(default_factory=set)
    held: dict[tuple[str, object], datetime] = field(default_factory=dict)
    """What was looked at and held, and until when."""


@dataclass
class Life:
    """Where somebody is, and when they are off."""

    zone: str = ZONES[0]
    off: list[tuple[date, date]] = field(default_factory=list)
    since: datetime = LONG_AGO

    def today(self, now: datetime) -> date:
        return now.astimezone(ZoneInfo(self.zone)).date()

    def is_off(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.off)

    def held(self, at: datetime, *, typed: bool) -> datetime:
        """Return when what is ready then may go: after a time off, and quiet hours unless its time was typed."""
        local = at.astimezone(ZoneInfo(self.zone))
        if self.is_off(local.date()):
            return self.start_of(local.date())
        if not typed and not QUIET_TO <= local.time() < QUIET_FROM:
            day = local.date() + timedelta(days=local.time() >= QUIET_FROM)
            return self.held(datetime.combine(day, QUIET_TO, local.tzinfo).astimezone(UTC), typed=typed)
        return at

    def start_of(self, day: date) -> datetime:
        while day.weekday() > 4 or self.is_off(day):
            day += timedelta(days=1)
        return datetime.combine(day, START, ZoneInfo(self.zone)).astimezone(UTC)


class Nudges(RuleBasedStateMachine):
    """Two people for some weeks."""

    tables: ClassVar[Path]
    """A database with nothing in it, to be copied."""
    runner: ClassVar[asyncio.Runner]
    runs = count(1)
    tokens = Bundle("tokens")

    def __init__(self) -> None:
        super().__init__()
        copy = shutil.copy(self.tables, self.tables.with_name(f"{next(self.runs)}.db"))
        self.clock, self.database = StillClock(), Database(f"sqlite:///{copy}")
        self.house = House(self.database, self.clock, Postbox())
        self.numbers = count(1)
        self.lives = {"ana": Life(), "ben": Life()}
        self.things: dict[int, Thing] = {}
        self.postbox = Faulty(self.clock)
        self.deliverer = self.revived()
        self.seen = 0
        self.troubled = False
        for who in self.lives:
            self.says(who, "settings zone: Europe/Lisbon budget: 20")

    def teardown(self) -> None:
        self.runner.run(self.database.close())

    def revived(self) -> Deliverer:
        outgoing = {Lane("test"): self.postbox}
        return Deliverer(database=self.database, outgoing=outgoing, clock=self.clock, random=Random(1))

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def says(self, who: str, line: str) -> str:
        self.clock.advance(timedelta(minutes=1))
        reply = self.runner.run(self.house.says(who, line))
        note(f"{self.now:%a %d %b %H:%M} {who}: {line} -> {reply.title}")
        assert "Something went wrong" not in reply.title
        return reply.title

    @rule(target=tokens, second=st.booleans(), days=st.sampled_from(SOON))
    def sets(self, days: int, *, second: bool) -> object:
        who = sorted(self.lives)[second]
        mine = [thing for thing in self.things.values() if thing.who == who]
        if len(mine) > 4:
            return multiple()
        token, due = next(self.numbers), self.lives[who].today(self.now) + timedelta(days=days)
        title = self.says(who, f"new Ship {MARK}{token} by: {due}")
        number = int(re.findall(r"Goal (\d+) is set", title)[0])
        self.says(who, f"nudges {number} gentle")
        self.things[token] = Thing(who, number, due, since=self.now)
        return token

    @precondition(lambda self: self.things)
    @rule(token=tokens, days=st.sampled_from(SOON))
    def moves(self, token: int, days: int) -> None:
        thing = self.things[token]
        if thing.done:
            return
        due = self.lives[thing.who].today(self.now) + timedelta(days=days)
        if due != thing.due:
            self.says(thing.who, f"alter {thing.number} by: {due}")
            thing.due, thing.later, thing.since = due, None, self.now

    @precondition(lambda self: self.things)
    @rule(token=tokens, hours=st.integers(1, 90))
    def puts_off(self, token: int, hours: int) -> None:
        thing = self.things[token]
        then = self.now + timedelta(minutes=1, hours=hours)
        if thing.done or thing.paused or self.lives[thing.who].is_off(self.lives[thing.who].today(then)):
            return
        self.says(thing.who, f"later {thing.number} in {hours} hours")
        thing.later, thing.since = then, self.now

    @precondition(lambda self: self.things)
    @rule(token=tokens)
    def reaches(self, token: int) -> None:
        thing = self.things[token]
        if not thing.done:
            self.says(thing.who, f"done {thing.number}")
            thing.done = True

    @rule(second=st.booleans(), zone=st.sampled_from(ZONES))
    def travels(self, zone: str, *, second: bool) -> None:
        who = sorted(self.lives)[second]
        self.says(who, f"settings zone: {zone}")
        self.lives[who].zone, self.lives[who].since = zone, self.now
        self.looks_again(who)

    @rule(second=st.booleans(), start=st.integers(1, 10), days=st.integers(1, 8))
    def leaves(self, start: int, days: int, *, second: bool) -> None:
        who = sorted(self.lives)[second]
        life = self.lives[who]
        first = life.today(self.now) + timedelta(days=start)
        last = first + timedelta(days=days)
        late = [thing.later for thing in self.things.values() if thing.who == who and thing.later]
        if life.off or any(first <= life.today(one) <= last for one in late):
            return  # The model knows one time off, and no check-in put off into it.
        self.says(who, f"away {first} to {last}")
        life.off.append((first, last))
        life.since = self.now
        self.looks_again(who)

    def looks_again(self, who: str) -> None:
        for thing in self.things.values():
            if thing.who == who:
                thing.held.clear()

    def holds(self) -> None:
        """Remember what was held until a moment that is still ahead: it stays held, whatever the clock does."""
        for thing in self.things.values():
            moments = self.moments(thing)
            thing.held |= {k: m for k, m in self.waited_for(thing).items() if moments[k] <= self.now < m}

    @rule(trouble=st.sampled_from(["limit", "lost", "unheard", "again"]))
    def fails(self, trouble: str) -> None:
        """The platform limits us, or its answer is lost, and the message with it or not; or it fails twice."""
        limit, lost = NotSent("too fast", timedelta(minutes=2)), Uncertain("no answer")
        troubles: dict[str, list[Exception]] = {
            "limit": [limit],
            "lost": [lost],
            "unheard": [lost],
            "again": [lost, limit],
        }
        self.postbox.troubles = troubles[trouble]
        self.postbox.swallow = trouble == "unheard"
        self.troubled = True

    @rule(taken=st.booleans())
    def dies(self, *, taken: bool) -> None:
        self.postbox.dies = [taken]
        self.troubled = True

    @rule(hours=st.sampled_from([5, 24, 24, 72, 150]))
    def passes(self, hours: int) -> None:
        self.runner.run(self.goes_on(self.now + timedelta(hours=hours)))
        note(f"{self.now:%a %d %b %H:%M} after {hours} hours; came: {self.postbox.came[self.seen :]}")
        self.compares()

    @rule(hours=st.integers(1, 50))
    def sleeps(self, hours: int) -> None:
        """Milepost is down, and comes back."""
        self.holds()
        self.clock.advance(timedelta(hours=hours))
        note(f"{self.now:%a %d %b %H:%M} back after {hours} hours")
        for thing in self.things.values():
            thing.since = max(thing.since, self.now)
        self.passes(1)

    @rule(hours=st.sampled_from([1, 24]))
    def is_set_back(self, hours: int) -> None:
        """Somebody puts the machine's clock right: some hours come a second time."""
        self.holds()
        self.clock.set_back(timedelta(hours=hours))
        note(f"{self.now:%a %d %b %H:%M} set back by {hours} hours")
        for thing in self.things.values():
            thing.since = min(thing.since, self.now)
        for life in self.lives.values():
            life.since = min(life.since, self.now)

    async def goes_on(self, end: datetime) -> None:
        """Send what comes due until `end`, and begin again whenever we die on the way."""
        while True:
            await self.sends()
            due = await self.deliverer.next_due()
            if due is None or due > end:
                break
            self.clock.advance(max(due - self.now, timedelta(0)))
        self.clock.advance(end - self.now)
        await self.sends()

    async def sends(self) -> None:
        sending = asyncio.create_task(self.deliverer.send_due())
        dying = asyncio.create_task(self.postbox.dying.wait())
        await asyncio.wait([sending, dying], return_when=asyncio.FIRST_COMPLETED)
        dying.cancel()
        if self.postbox.dying.is_set():
            self.postbox.dying.clear()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            self.deliverer = self.revived()
        else:
            await sending

    def compares(self) -> None:
        """What came was called for, at the right minute; and what was called for came."""
        for at, words in self.postbox.came[self.seen :]:
            for token in {int(found) for found in re.findall(rf"{MARK}(\d+)", words)}:
                thing = self.things[token]
                assert not thing.done, f"{token} is done: {words}"
                ready = {key: moment for key, moment in self.waited_for(thing).items() if moment <= at}
                assert ready or thing.asked, f"{token} came too early: {words}"
                again = words.startswith(f"Goal {thing.number} is due") and not any(kind == "due" for kind, _ in ready)
                assert not again, f"{token} was asked twice about its date: {words}"
                if not self.troubled:
                    assert not ready or at in ready.values(), f"{token} should have come at {ready}"
                thing.asked |= ready.keys()
        keys = [(to, key) for to, _, key in self.postbox.messages]
        assert len(keys) == len(set(keys)), "a message came twice"
        overdue = self.now - (PATIENCE if self.troubled else timedelta(0))
        for token, thing in self.things.items():
            missing = {} if thing.done else {k: m for k, m in self.waited_for(thing).items() if m <= overdue}
            assert not missing, f"{token} never came: {missing}\n{self.story(thing)}"
        self.seen = len(self.postbox.came)
        self.troubled = bool(self.postbox.troubles or self.postbox.dies) or any(
            moment <= self.now for thing in self.things.values() for moment in self.waited_for(thing).values()
        )

    def story(self, thing: Thing) -> str:
        return plain.text(self.runner.run(self.house.says(thing.who, f"why {thing.number}")))

    def waited_for(self, thing: Thing) -> dict[tuple[str, object], datetime]:
        """Return what should still come about it, and when it may."""
        life = self.lives[thing.who]
        since = max(thing.since, life.since)
        return {
            key: life.held(
                max(life.held(moment, typed=key[0] == "later"), since, thing.held.get(key, since)),
                typed=key[0] == "later",
            )
            for key, moment in self.moments(thing).items()
            if key not in thing.asked
        }

    def moments(self, thing: Thing) -> dict[tuple[str, object], datetime]:
        """Return what it is asked, and when: on the due day, or when it was put off to."""
        due = self.lives[thing.who].start_of(thing.due)
        moments: dict[tuple[str, object], datetime] = {("due", thing.due): due}
        if thing.later is not None:
            moments = {("later", thing.later): thing.later} | ({} if thing.later >= due else moments)
        return moments


@pytest.mark.slow
def test_what_should_come_comes_once_at_its_minute_whatever_fails(sqlite_with_tables: Path, tmp_path: Path) -> None:
    Nudges.tables = Path(shutil.copy(sqlite_with_tables, tmp_path))
    with asyncio.Runner() as runner:
        Nudges.runner = runner
        run_state_machine_as_test(
            Nudges,
            settings=settings(
                max_examples=RUNS,
                stateful_step_count=40,
                derandomize=RUNS == QUICK,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                phases=[Phase.generate],
                database=None,
            ),
        )
