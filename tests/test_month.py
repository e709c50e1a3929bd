"""A month of three people on two platforms, told in month.txt: through both real adapters, on both databases."""

from __future__ import annotations

import asyncio
import re
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from bot.clock import Clock
from bot.settings import Settings
from tests.house import MONDAY
from tests.peers.discord import DiscordPeer
from tests.peers.slack import SlackPeer
from tests.surfaces import OnDiscord, OnSlack, discord_settings, running, slack_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tests.surfaces import Seen, Surface

STORY = Path(__file__).with_name("month.txt")
LATER = re.compile(r"\((\d+) days? later\)")
DEED = re.compile(r"(?P<who>\w+)(?:> (?P<line>.+)| taps (?P<label>.+)| hears)")
HEARD_WITHIN = 20
"""Messages, before we say that one did not come."""


class Step(NamedTuple):
    """A line of the story, and what the answer says and does not say."""

    deed: str
    said: tuple[str, ...]
    unsaid: tuple[str, ...]

    def faults(self, text: str) -> list[str]:
        """Return in words what is not in the answer and should be, or is and should not."""
        wrong = [f"does not say {words!r}" for words in self.said if words not in text]
        wrong += [f"says {words!r}" for words in self.unsaid if words in text]
        return [f"{self.deed}\n{fault}:\n{text}" for fault in wrong]


def story() -> Iterator[Step]:
    lines = [line for line in STORY.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    starts = [n for n, line in enumerate(lines) if not line.startswith(" ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        expected = [line.strip() for line in lines[start + 1 : end]]
        unsaid = tuple(line.removeprefix("- ") for line in expected if line.startswith("- "))
        yield Step(lines[start], tuple(line for line in expected if not line.startswith("- ")), unsaid)


class FromMonday(Clock):
    """A clock that goes on from a Monday morning, whatever day it is."""

    def __init__(self) -> None:
        super().__init__()
        super().follow(MONDAY)

    def follow(self, theirs: datetime) -> None:
        """Leave it to the story what day it is."""


class Month:
    """The people, what each saw last, and the clock."""

    def __init__(self, people: dict[str, Surface], clock: Clock) -> None:
        self.people, self.clock = people, clock
        self.last: dict[str, Seen] = {}

    async def goes_on(self, step: Step) -> str:
        """Do what the step says, and return what was seen of it."""
        if days := LATER.fullmatch(step.deed):
            self.clock.advance(timedelta(days=int(days[1])))
            await next(iter(self.people.values())).says("help")  # whatever is said wakes the scheduler
            return ""
        deed = DEED.fullmatch(step.deed)
        assert deed, step.deed
        who = deed["who"]
        if deed["line"]:
            seen = await self.people[who].says(deed["line"])
        elif deed["label"]:
            seen = await self.people[who].taps(self.last[who], deed["label"])
        else:
            seen = await self.hears(who, step.said[0])
        self.last[who] = seen
        return seen.text + seen.errors

    async def hears(self, who: str, words: str) -> Seen:
        for _ in range(HEARD_WITHIN):
            if words in (seen := await self.people[who].nudged()).text:
                return seen
        return seen


@pytest.mark.slow
async def test_a_month_in_the_life_of_three(database_url: str) -> None:
    clock = FromMonday()
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(SlackPeer.started())
        discord = await stack.enter_async_context(DiscordPeer.started())
        ways = {**slack_settings(slack), **discord_settings(discord)}
        settings = Settings(_env_file=None, database_url=database_url, port=0, **ways)
        await stack.enter_async_context(running(settings, clock))
        await asyncio.gather(slack.connected(), discord.connected(), discord.commands_synced())
        month = Month(
            {"alice": OnSlack(slack), "ben": OnSlack(slack, "Ben"), "carol": OnDiscord(discord, "carol")}, clock
        )
        await month.people["carol"].says("settings zone: Europe/Lisbon")
        await month.people["ben"].says("help")
        wrong = [fault for step in story() for fault in step.faults(await month.goes_on(step))]

    assert not wrong, "\n\n".join(wrong)
