"""How random lives beside a model are lived: the same ones each time, unless more are asked for."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from hypothesis import HealthCheck, Phase, note, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from bot.messages import Address
from bot.replies import plain
from bot.storage.database import Database
from tests.house import House, Postbox, StillClock

if TYPE_CHECKING:
    from pathlib import Path

    from bot.messages import Answer

_USUAL = 20
RUNS = int(os.environ.get("MILEPOST_MACHINE_RUNS", _USUAL))
"""Lives of each kind: `make fuzz` asks for five hundred."""


def live(machine: type[RuleBasedStateMachine], *, steps: int, runs: int = RUNS) -> None:
    """Live `runs` random lives of `steps` steps; what fails is printed as the steps that led there."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            derandomize=RUNS == _USUAL,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
            database=None,
        ),
    )


class Who(NamedTuple):
    """An account. The same names may be in several workspaces, and are other people there."""

    name: str
    realm: str

    def at(self, channel: str) -> Address | None:
        """Return a channel of their workspace by its id; empty: a direct message."""
        return Address("test", self.realm, channel) if channel else None


class Neighbours(RuleBasedStateMachine):
    """One Milepost for all the runs; each run has people of its own in it."""

    house: ClassVar[House]
    runner: ClassVar[asyncio.Runner]

    def answered(self, who: Who, line: str, channel: str) -> Answer:
        """Return what somebody gets for a line, a minute after the last one."""
        self.house.clock.advance(timedelta(minutes=1))
        answer = self.runner.run(self.house.asks(who.name, line, realm=who.realm, place=who.at(channel)))
        assert answer is not None, line
        note(f"{who.name} of {who.realm} in {channel or 'a direct message'}: {line} -> {answer.title}")
        assert "Something went wrong" not in answer.title, line
        return answer

    def suggested(self, who: Who, path: tuple[str, str], typed: str, channel: str) -> str:
        """Return what is offered for the argument of a command while somebody types: it is an answer too."""
        asking = self.house.dispatcher.suggest(Address("test", who.realm, who.name), *path, typed, who.at(channel))
        return str(self.runner.run(asking))


def all_of(answer: Answer) -> str:
    """Return all that can be made out of an answer: its words, and what its buttons, menus and pictures hold."""
    return f"{plain.text(answer)} {answer!r}"


def live_together(neighbours: type[Neighbours], folder: Path, *, steps: int) -> None:
    """Live random lives of `steps` steps in one Milepost, whose database is in `folder`."""
    with asyncio.Runner() as runner:
        database = Database(f"sqlite:///{folder / 'milepost.db'}")
        runner.run(database.upgrade())
        neighbours.house, neighbours.runner = House(database, StillClock(), Postbox()), runner
        live(neighbours, steps=steps)
        runner.run(database.close())
