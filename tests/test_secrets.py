"""What is private of a goal stays with its owner: over every command, everything that is sent, and every surface.

The lines are made from the commands' own declarations, so that a new command is tried as soon as it is declared.
"""

from __future__ import annotations

import json
import shutil
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from random import Random
from typing import TYPE_CHECKING, get_args
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from adapters.discord.render import render as on_discord
from adapters.slack.forms import modal
from adapters.slack.places import Place
from adapters.slack.render import message as on_slack
from bot.clock import Clock
from bot.coach.expressing import Audience
from bot.dispatch import Dispatcher
from bot.everything import all_commands
from bot.messages import Address, Form, Reply
from bot.replies import plain
from bot.storage.database import Database
from scheduler.claim import Lane
from scheduler.delivery import Deliverer
from tests.crowds import NAMES, crowd
from tests.feeds.reader import read, secret_in
from tests.house import House, Postbox, StillClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.commands import Command, Parameter

REASON, OBSTACLE, LEAVING, NOTICE = "marmots", "xylophones", "quincewood", "bergamots"
"""Words that stand nowhere else: in the reason, the plan for bad days, and a goal and a step that mean leaving …"""
WORDING, ONCE = "limestone", "periwinkles"
"""… in a wording for others that means leaving, and in a goal that meant it before it was altered."""
PRIVATE = (REASON, OBSTACLE, LEAVING, NOTICE, WORDING, ONCE)
SETUP = (
    f"new Ship the billing API by: in 2 days why: so that I can keep {REASON}",
    f"plan 1 if: {OBSTACLE} break then: I buy {OBSTACLE}",
    "milestone add 1 Draft the schema by: in 1 day",
    f"new Leave my company and open my own {LEAVING} shop by: in 3 days",
    "milestone add 2 Find a place by: in 2 days",
    "alter 1 wording: Make billing reliable",
    f"alter 1 wording: Quit my job and sell {WORDING}",
    f"new Quit my job and grow {ONCE} by: in 4 days",
    f"alter 3 Learn to garden why: {REASON}",
    "new Tidy the archive by: in 2 days",
    f"milestone add 4 Hand in my notice and buy {NOTICE} by: in 1 day",
)
"""What the owner says first."""
TOLD = ("express", "brag")
"""Commands whose answers are made to be told to others."""
GENERAL = Address("test", "T1", "C_GENERAL")
COMMANDS = [command for command in all_commands() if command.path not in {"help", "misread"}]
"""All but help, and the one by which an owner says that words are not about leaving, so that others may read them."""
ENDING = ("plan", "done", "drop", "undo", "unshare", "milestone done", "milestone drop")
SPOKEN = sorted((line for command in COMMANDS for line in command.examples), key=lambda line: line.startswith(ENDING))
"""Every command as it shows itself, those last that leave less to be read."""
OTHERWISE = [line.replace(" 1", f" {number}") for line in SPOKEN for number in (2, 3, 4) if " 1" in line]
"""The same of other goals."""
ODD = [
    "",
    "1",
    "2",
    "1.1",
    "2.1",
    "~1",
    "~2",
    "billing",
    "@ben",
    "@ana",
    "here",
    "workspace",
    "nobody",
    "owner",
    "manager",
]


def typed(parameter: Parameter) -> st.SearchStrategy[str]:
    """Return what people may type for an argument: what is right, and what is for others."""
    return st.sampled_from([parameter.kind.example, *parameter.kind.options, *ODD]) | st.text("abc 1.:@~", max_size=8)


@st.composite
def lines(draw: st.DrawFn) -> str:
    """Make a line of a declared command: one of its examples, or arguments put together anyhow."""
    command: Command = draw(st.sampled_from(COMMANDS))
    if draw(st.booleans()):
        return draw(st.sampled_from(command.examples))
    words = [command.path]
    for parameter in command.parameters:
        value = draw(typed(parameter)) if parameter.required or draw(st.booleans()) else ""
        if value:
            words.append(value if parameter.positional else f"{parameter.name}: {value}")
    return " ".join(words)


@dataclass
class Ear:
    """Everything that was said, and who could read it."""

    house: House
    heard: list[tuple[str, str, str]] = field(default_factory=list)
    """Who (or `all`), after which line, and the payload as the platforms get it."""

    async def says(self, name: str, line: str, place: Address | None = None) -> None:
        """Let somebody type a line."""
        self.house.clock.advance(timedelta(seconds=1))
        answer = await self.house.asks(name, line, realm="T1", place=place)
        assert answer is not None
        assert "Something went wrong" not in answer.title, f"{name}: {line}"
        public = isinstance(answer, Reply) and not answer.private and place is not None
        self.heard.append(("all" if public else name, line, payload(answer)))

    async def passes(self, **span: float) -> None:
        """Let time pass and hear what is sent meanwhile."""
        await self.house.passes(**span)
        for to, reply, _ in self.house.postbox.messages:
            self.heard.append(("all" if to.id == GENERAL.id else to.id, "(a nudge)", payload(reply)))
        self.house.postbox.messages.clear()

    def leaks(self, owner: str) -> list[tuple[str, str, str]]:
        """Return what anybody else could read of what is private to `owner`, and what was said to be told."""
        return [
            (who, line, word)
            for (who, line, sent), word in product(self.heard, PRIVATE)
            if word in sent.casefold() and (who != owner or line.split()[:1] == ["brag"] or line.startswith(TOLD))
        ]


def payload(answer: Reply | Form) -> str:
    """Return what leaves for the platforms: as Slack, Discord and programs get it."""
    if isinstance(answer, Form):
        return json.dumps(modal(answer, Place())) + plain.text(answer)
    drawn = on_discord(answer)
    return json.dumps([on_slack(answer), drawn.content, list(drawn.rows)]) + plain.text(answer)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database's file, to be copied."""
    return tmp_path_factory.mktemp("empty") / "milepost.db"


@asynccontextmanager
async def empty_database(path: Path | str) -> AsyncIterator[Database]:
    """Open the database of a file, with its tables."""
    database = Database(f"sqlite:///{path}")
    try:
        await database.upgrade()
        yield database
    finally:
        await database.close()


said = st.tuples(st.sampled_from(["ana", "ana", "ben", "eve"]), lines(), st.sampled_from([None, GENERAL]))
SHARED = (
    "share 1 with: ben as: owner",
    "share 1 with: here",
    "share 3 with: ben as: owner",
    "share 2 with: ben as: owner",
    "post 1",
    "post 2",
)


@pytest.mark.slow
@pytest.mark.timeout(300)
@settings(
    max_examples=8,
    deadline=None,
    # A shorter example would take minutes to find, and each line is short by itself.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(said, max_size=15))
@example([("ana", line, GENERAL) for line in SHARED] + [(name, line, GENERAL) for line in SPOKEN for name in NAMES])
@example([(name, line, None) for line in (*SPOKEN, *OTHERWISE) for name in ("ben", "ana")])
async def test_nobody_else_ever_reads_what_is_private(empty: Path, talk: list[tuple[str, str, Address | None]]) -> None:
    """Whatever the owner and others type, in a channel or alone, and whatever is sent unasked."""
    if not empty.exists():
        async with empty_database(empty):
            pass
    copy = shutil.copy(empty, empty.with_name(f"{uuid4()}.db"))
    async with empty_database(copy) as database:
        ear = Ear(House(database, StillClock(), Postbox()))
        for name in ("ben", "eve"):
            await ear.says(name, "help")
        for line in SETUP:
            await ear.says("ana", line)
        for line in SHARED[:3]:
            await ear.says("ana", line, GENERAL)
        for number in (1, 2):
            await ear.says("ben", f"agree {number}")
        for number, (name, line, place) in enumerate(talk):
            await ear.says(name, line, place)
            await ear.passes(days=number % 8 // 7)
        await ear.passes(days=5)
        secret = secret_in(await ear.house.says("ana", "feed another", realm="T1"))
        ear.heard.append(("all", "(a calendar)", (await read(ear.house, secret)).text))

    assert ear.leaks("ana") == []


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize("platform", ["slack", "discord", "terminal"])
async def test_nobody_else_is_sent_what_is_private(platform: str, tmp_path: Path) -> None:
    """Every command with its own examples and with odd words, by the owner and by others, aloud and alone."""
    clock = Clock()
    dice = Random(11)
    tried = [*SPOKEN, *(f"{command.path} {dice.choice(ODD)} {dice.choice(ODD)}".strip() for command in COMMANDS)]
    tried += [f"express {goal} for: {audience}" for goal in (1, 2) for audience in get_args(Audience)]
    async with (
        empty_database(tmp_path / "milepost.db") as database,
        crowd(platform, Dispatcher(database=database, commands=all_commands(), clock=clock)) as people,
    ):
        for name in ("ben", "eve"):
            await people.says(name, "help", aloud=False)
        for line in SETUP:
            await people.says("ana", line, aloud=False)
        for line in (*SHARED, "checkin 1 note: all well"):
            await people.says("ana", line, aloud=True)
        for number in (1, 2):
            await people.says("ben", f"agree {number}", aloud=False)
        for line in tried:
            for name in NAMES:
                await people.says(name, line, aloud=dice.random() < 0.5)
        clock.advance(timedelta(days=9))
        lane = Lane(people.platform)
        await Deliverer(database=database, outgoing={lane: people.surface}, clock=clock).send_due()
        heard = list(people.heard())

    assert len(heard) > len(tried)
    assert [word for _, words in heard for word in (REASON, LEAVING) if word in words] != []
    assert [(who, word) for who, words in heard for word in PRIVATE if word in words.casefold() and who != "ana"] == []
