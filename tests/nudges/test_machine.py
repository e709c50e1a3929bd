"""Random lives with a platform that fails and a process that dies, beside a model of what should come when."""

from __future__ import annotations

import asyncio
import re
import secrets
import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, multiple, rule

from bot.messages import Tone
from bot.outgoing import NotSent, Uncertain, Undeliverable
from bot.replies import plain
from scheduler.claim import Lane
from scheduler.delivery import Deliverer
from tests.house import House, Postbox, StillClock, tappable
from tests.nudges.model import RHYTHMS, Life, Thing, Track
from tests.nudges.mortal import Faulty, Mortal
from tests.random_lives import RUNS, live

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.messages import Reply

"""Of forty steps each; `make test` makes the same few every time, `make fuzz` many new ones."""
ZONES = ("Europe/Lisbon", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/St_Johns")
LEVELS = ("", "gentle", "close")
SOON = (0, 1, 1, 2, 2, 3, 5, 8, 13, 21)
PATIENCE = timedelta(minutes=45)
"""By how much a message may be late where the platform failed or the process died on the way."""
KINDS = {
    r", before it is due: ": "later",
    r" is due: ": "due",
    r", once more: ": "later",
    r" will soon be due: ": "lead",
    r" was due: ": "follow",
    r"^What is to become of ": "question",
    r"^How is ": "rhythm",
}
ANSWERS = ("Still on it", "In an hour", "Tomorrow", "Done", "Done already", "Not mine any more")
NEVER = Undeliverable("closed")


class Nudges(RuleBasedStateMachine):
    """Two people for some weeks."""

    urls: ClassVar[Callable[[], str]]
    """Gives the address of a database with nothing in it."""
    runner: ClassVar[asyncio.Runner]
    things = Bundle("things")

    def __init__(self) -> None:
        super().__init__()
        self.clock, self.database = StillClock(), Mortal(type(self).urls())
        self.house = House(self.database, self.clock, Postbox())
        self.postbox = Faulty(self.clock, self.database.death)
        self.deliverer = self.revived()
        self.lives = {"ana": Life(ZONES[0]), "ben": Life(ZONES[0])}
        self.numbers = count(1)
        self.fuse: tuple[int, bool] | None = None
        self.patient = self.now
        """Until when something may still be late."""
        self.heard: dict[str, list[Reply]] = {"ana": [], "ben": []}
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

    @property
    def is_disturbed(self) -> bool:
        return self.now <= self.patient

    def says(self, who: str, line: str) -> Reply:
        """Say a line."""
        reply = self.runner.run(self.house.says(who, line))
        note(f"{self.now:%a %d %b %H:%M} {who}: {line} -> {reply.title}")
        assert "Something went wrong" not in reply.title
        return reply

    def changes(self, who: str, line: str) -> bool:
        """Say a line; tell whether it was carried out."""
        return self.says(who, line).tone is not Tone.refused

    def waits(self) -> None:
        """Let a while pass before somebody speaks: nobody speaks twice in the same moment."""
        hours = self.chance.choice((0, 0, 0, 3, 7, 20, 40))
        self.runner.run(self.goes_on(self.now + timedelta(minutes=1, hours=hours)))

    @initialize(chance=st.randoms(), target=things)
    def begin(self, chance: Random) -> object:
        self.chance = chance
        return multiple(
            *(self.new(who, chance.choice(SOON), chance.choice(LEVELS)) for who in self.lives for _ in "ab")
        )

    # What people do

    @rule(target=things, second=st.booleans(), days=st.sampled_from(SOON), level=st.sampled_from(LEVELS))
    def sets(self, days: int, level: str, *, second: bool) -> object:
        who = sorted(self.lives)[second]
        if sum(thing.parent is None and not thing.ended for thing in self.lives[who].things) > 4:
            return multiple()
        self.waits()
        return self.new(who, days, level)

    def new(self, who: str, days: int, level: str) -> Thing:
        life = self.lives[who]
        due = life.local(self.now).date() + timedelta(days=days)
        reply = self.says(who, f"new Read 24 books plover{next(self.numbers)} by: {due}")
        found = re.findall(r"Goal (\d+) is set", reply.title)
        assert found, reply.title
        thing = Thing(who, found[0], due, self.now)
        life.things.append(thing)
        life.plans(self.now, thing)
        if level and self.changes(who, f"nudges {thing.ref} {level}"):
            thing.level = level
            life.plans(self.now, thing)
        return thing

    @rule(target=things, goal=things, days=st.sampled_from(SOON))
    def adds(self, goal: Thing, days: int) -> object:
        """Add a milestone."""
        self.waits()
        life, goal = self.lives[goal.who], goal.goal
        due = life.local(self.now).date() + timedelta(days=days)
        line = f"milestone add {goal.ref} Draft plover{next(self.numbers)} by: {due}"
        if goal.ended or sum(thing.parent is goal for thing in life.things) > 2 or not self.changes(goal.who, line):
            return multiple()
        steps = sum(thing.parent is goal for thing in life.things)
        step = Thing(goal.who, f"{goal.ref}.{steps + 1}", due, self.now, goal)
        life.things.append(step)
        life.plans(self.now, step)
        return step

    @rule(thing=things, level=st.sampled_from(["gentle", "standard", "close", "off"]))
    def is_asked(self, thing: Thing, level: str) -> None:
        self.waits()
        goal = thing.goal
        if self.changes(goal.who, f"nudges {goal.ref} {level}"):
            goal.level = level
            self.lives[goal.who].plans(self.now, goal)

    @rule(thing=things, rhythm=st.sampled_from([*RHYTHMS, "off"]))
    def has_a_rhythm(self, thing: Thing, rhythm: str) -> None:
        self.waits()
        goal, life = thing.goal, self.lives[thing.who]
        if self.changes(goal.who, f"nudges {goal.ref} rhythm: {rhythm}"):
            goal.rhythm = "" if rhythm == "off" else rhythm
            if goal.rhythm:
                goal.begin = life.begins(rhythm, self.now)
                goal.level = "standard" if goal.level == "off" else goal.level
            life.plans(self.now, thing)

    @rule(thing=things, days=st.sampled_from(SOON))
    def moves(self, thing: Thing, days: int) -> None:
        self.waits()
        life = self.lives[thing.who]
        due = life.local(self.now).date() + timedelta(days=days)
        command = f"milestone move {thing.ref} to: {due}" if thing.parent else f"alter {thing.ref} by: {due}"
        if due != thing.due and self.changes(thing.who, command):
            thing.due, thing.given, thing.later = due, self.now, None
            life.plans(self.now, thing)

    @rule(thing=things, hours=st.integers(1, 90))
    def puts_off(self, thing: Thing, hours: int) -> None:
        self.waits()
        verb = "milestone later" if thing.parent else "later"
        if self.changes(thing.who, f"{verb} {thing.ref} in {hours} hours"):
            thing.put_off(self.now + timedelta(hours=hours), self.now)
            self.lives[thing.who].plans(self.now, thing)

    @rule(thing=things, word=st.sampled_from(["done", "drop", "pause", "resume", "resume", "archive", "reopen"]))
    def turns(self, thing: Thing, word: str) -> None:
        self.waits()
        group = "milestone " if thing.parent and word in {"done", "drop", "reopen"} else ""
        which = thing if group else thing.goal
        if not self.changes(thing.who, f"{group}{word} {which.ref}"):
            return
        self.turned(which, word)

    def turned(self, thing: Thing, word: str) -> None:
        if word in {"done", "drop"}:
            thing.ended = True
        elif word == "archive":
            thing.archived = True
        elif word == "reopen":
            thing.ended = thing.archived = thing.paused = False
        else:
            thing.paused = word == "pause"
        self.lives[thing.who].plans(self.now, thing)

    @rule(thing=things, how=st.sampled_from(["on track", "at risk", "3", "note: it goes"]))
    def checks_in(self, thing: Thing, how: str) -> None:
        self.waits()
        if self.changes(thing.who, f"checkin {thing.ref} {how}"):
            thing.said = self.now
            if how == "3":  # a number is the goal's, whatever it was said of
                thing.goal.said = self.now
            self.lives[thing.who].plans(self.now, thing)

    @rule(second=st.booleans(), label=st.sampled_from(ANSWERS), back=st.integers(1, 3))
    def taps(self, label: str, back: int, *, second: bool) -> None:
        """Answer by a button of one of the last messages, whatever has become of it since."""
        self.waits()
        who = sorted(self.lives)[second]
        sections = [section for reply in self.heard[who][-back:][:1] for section in reply.sections]
        shown = [b for one in sections for b in (*one.buttons, *(one.menu.options if one.menu else ()))]
        call = next((button.call for button in shown if button.label == label), None)
        if call is None or not self.changes(who, call):
            return
        found = re.fullmatch(r"(?:nudge \d+ )?(?:milestone )?(checkin|later|done|drop) ([\d.]+) ?(.*)", call)
        assert found, call
        verb, ref, rest = found.groups()
        life = self.lives[who]
        thing = next(thing for thing in life.things if thing.ref == ref)
        if verb == "checkin":
            thing.said = self.now
        elif verb == "later":
            tomorrow = life.local(self.now).date() + timedelta(days=1)
            thing.put_off(tomorrow if rest == "tomorrow" else self.now + timedelta(hours=1), self.now)
        else:
            self.turned(thing, verb)
        life.plans(self.now, thing)

    @rule(second=st.booleans(), zone=st.sampled_from(ZONES))
    def travels(self, zone: str, *, second: bool) -> None:
        self.waits()
        who = sorted(self.lives)[second]
        if zone != self.lives[who].zone:
            self.says(who, f"settings zone: {zone}")
            self.lives[who].zone = zone
            self.lives[who].plans(self.now, *self.lives[who].things, afresh=True)

    @rule(second=st.booleans(), budget=st.sampled_from([1, 2, 20]))
    def wants(self, budget: int, *, second: bool) -> None:
        self.waits()
        who = sorted(self.lives)[second]
        if budget != self.lives[who].budget:
            self.says(who, f"settings budget: {budget}")
            self.lives[who].budget = budget
            self.lives[who].plans(self.now, *self.lives[who].things, afresh=True)

    @rule(second=st.booleans(), start=st.integers(0, 10), days=st.integers(0, 8))
    def leaves(self, start: int, days: int, *, second: bool) -> None:
        self.waits()
        who = sorted(self.lives)[second]
        life = self.lives[who]
        first = life.local(self.now).date() + timedelta(days=start)
        last = first + timedelta(days=days)
        if any(one[1] >= first - timedelta(days=start) for one in life.off):
            return  # one at a time
        self.says(who, f"away {first} to {last}")
        life.off.append((first, last))
        life.plans(self.now, *life.things, afresh=True)

    @rule(second=st.booleans())
    def is_back(self, *, second: bool) -> None:
        self.waits()
        who = sorted(self.lives)[second]
        life = self.lives[who]
        if not self.changes(who, "back"):
            return
        today = life.local(self.now).date()
        ahead = [one for one in life.off if one[1] >= today]
        life.off = [one for one in life.off if one not in ahead]
        life.off += [(first, today - timedelta(days=1)) for first, _ in ahead if first < today]
        life.plans(self.now, *life.things, afresh=True)

    # What happens to them

    @rule(trouble=st.sampled_from(["limit", "lost", "unheard", "again", "never"]))
    def fails(self, trouble: str) -> None:
        """The platform limits us, or its answer is lost, and the message with it or not; or it will never take it."""
        limit, lost = NotSent("too fast", timedelta(minutes=2)), Uncertain("no answer")
        troubles: dict[str, list[Exception]] = {
            "limit": [limit],
            "lost": [lost],
            "unheard": [lost],
            "again": [lost, limit],
            "never": [NEVER],
        }
        self.postbox.troubles = troubles[trouble]
        self.postbox.swallow = trouble == "unheard"

    @rule(taken=st.booleans())
    def dies_sending(self, *, taken: bool) -> None:
        self.postbox.dies = [taken]

    @rule(transactions=st.integers(0, 5), keeps=st.booleans())
    def dies_writing(self, transactions: int, *, keeps: bool) -> None:
        """Between looking, taking, settling and planning on, or in the middle of one."""
        self.fuse = transactions, keeps

    @rule(hours=st.sampled_from([5, 24, 24, 72, 150]))
    def passes(self, hours: int) -> None:
        self.runner.run(self.goes_on(self.now + timedelta(hours=hours)))

    @rule(hours=st.integers(1, 50))
    def sleeps(self, hours: int) -> None:
        """Milepost is down, and comes back."""
        self.clock.advance(timedelta(hours=hours))
        note(f"{self.now:%a %d %b %H:%M} back after {hours} hours")
        self.passes(1)

    @rule(hours=st.sampled_from([1, 24]))
    def is_set_back(self, hours: int) -> None:
        """Somebody puts the machine's clock right: some hours come a second time."""
        self.clock.set_back(timedelta(hours=hours))
        note(f"{self.now:%a %d %b %H:%M} set back by {hours} hours")

    async def goes_on(self, end: datetime) -> None:
        """Send what comes due until `end`, and begin again whenever we die on the way."""
        while True:
            await self.looks()
            due = await self.deliverer.next_due()
            expected = min((at for life in self.lives.values() if (at := life.next())), default=None)
            if not self.is_disturbed and expected is not None:
                assert due is not None, f"nothing is planned any more, and something was for {expected}"
                assert due <= expected, f"it looks again at {due} only, and something is due at {expected}"
            if due is None or due > end:
                break
            self.clock.advance(max(due - self.now, timedelta(0)))
        self.clock.advance(max(end - self.now, timedelta(0)))
        await self.looks()

    async def looks(self) -> None:
        came, refused, before = len(self.postbox.came), len(self.postbox.refused), self.sent_today()
        for _ in range(20):  # one look need not take all
            lived = await self.sends()
            due = await self.deliverer.next_due()
            if lived and (due is None or due > self.now):
                break
        if self.postbox.disturbed:
            self.postbox.disturbed = False
            self.patient = max(self.patient, self.now + PATIENCE)
        new = self.postbox.came[came:]
        for who, reply in new:
            self.heard[who].append(reply)
        for who, life in self.lives.items():
            told = [reply for one, reply in (*new, *self.postbox.refused[refused:]) if one == who]
            try:
                self.compares(who, life, told, before[who])
            except AssertionError:
                for thing in life.things:
                    note(plain.text(await self.house.says(who, f"why {thing.ref}")))
                raise
        keys = [(to, key) for to, _, key in self.postbox.messages]
        assert len(keys) == len(set(keys)), "a message came twice"

    def sent_today(self) -> dict[str, int]:
        counted = self.postbox.counted.values()
        return {
            who: sum(one == who and life.local(at).date() == life.local(self.now).date() for one, at in counted)
            for who, life in self.lives.items()
        }

    async def sends(self) -> bool:
        """Send what is due; or die on the way, and rise again with nothing but what was written down."""
        armed = self.fuse is not None and any(
            (at := life.next()) is not None and at <= self.now for life in self.lives.values()
        )
        if armed and self.fuse is not None:
            (self.database.fuse, self.database.keeps), self.fuse = self.fuse, None
        sending = asyncio.create_task(self.deliverer.send_due())
        dying = asyncio.create_task(self.database.death.came.wait())
        await asyncio.wait([sending, dying], return_when=asyncio.FIRST_COMPLETED)
        dying.cancel()
        self.database.fuse = None
        if not self.database.death.came.is_set():
            await sending
            return True
        self.database.death.came.clear()
        self.postbox.disturbed = True
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        self.deliverer = self.revived()
        return False

    def compares(self, who: str, life: Life, told: list[Reply], sent: int) -> None:
        """What came was called for, at this minute, and about all that was due; and what was called for came."""
        ready = life.ready(self.now, sent)
        asked = [named(reply) for reply in told]
        note_ = f"{self.now:%a %d %b %H:%M} {who} is asked {asked or 'nothing'}, due: {brief(ready)}"
        if asked or ready:
            note(note_)
        if not self.is_disturbed:
            assert [set(refs) for refs in asked] == [{thing.ref for thing, _ in ready}][: bool(ready)], note_
            for reply in told:
                assert kind_of(reply) in {None, *kinds(ready)}, note_
            life.came(ready, self.now)
            return
        for reply, refs in zip(told, asked, strict=True):
            kind = kind_of(reply)
            these = [
                (thing, track)
                for thing, track in ready
                if thing.ref in refs and (kind is None or len(refs) > 1 or kind == kinds([(thing, track)])[0])
            ]
            assert set(refs) == {thing.ref for thing, _ in these}, note_
            life.came(these, self.now)
            ready = [one for one in ready if one not in these]
        for thing, track in ready:
            track.doubtful = track.doubtful or self.now
            assert self.now - track.doubtful <= 2 * PATIENCE, f"{thing.ref} of {who} never came: {brief(ready)}"


def named(reply: Reply) -> list[str]:
    """Return what a message asks about, by what opens it or tells why it came."""
    asked = [re.fullmatch(r"why (\S+)|asked \d+ (\S+)", button.call) for button in tappable(reply)]
    return sorted({found[1] or found[2] for found in asked if found})


def kind_of(reply: Reply) -> str | None:
    return next((kind for words, kind in KINDS.items() if re.search(words, reply.title)), None)


def kinds(ready: list[tuple[Thing, Track]]) -> list[str]:
    return [track.waiting.kind for _, track in ready if track.waiting is not None]


def brief(ready: list[tuple[Thing, Track]]) -> list[str]:
    return [f"{thing.ref} {track.waiting.key if track.waiting else ''} at {track.run_at}" for thing, track in ready]


@pytest.fixture
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Give new databases with Milepost's tables: on SQLite, or on PostgreSQL."""
    runs = count(1)
    if request.param == "sqlite":
        tables = request.getfixturevalue("sqlite_with_tables")
        return lambda: f"sqlite:///{shutil.copy(tables, tmp_path / f'{next(runs)}.db')}"
    template, server = request.getfixturevalue("postgres_with_tables"), request.getfixturevalue("postgres")

    def create() -> str:
        name = f"lives_{secrets.token_hex(4)}"
        server.psql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return str(server.get_uri(name))

    return create


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("urls", "part"), [("sqlite", 1), ("postgres", 5)], indirect=["urls"])
def test_what_should_come_comes_once_at_its_minute_whatever_fails(urls: Any, part: int) -> None:
    """On PostgreSQL a part of the runs, which are the same there."""
    Nudges.urls = staticmethod(urls)
    with asyncio.Runner() as runner:
        Nudges.runner = runner
        live(Nudges, steps=40, runs=RUNS // part)
