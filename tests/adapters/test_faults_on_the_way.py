"""Whatever a platform does to a nudge, it ends sent once, or failed with a reason that the person is told.

Through the outbox, the real adapters and real sockets; the outbox's waits pass in virtual time.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from sqlmodel import col, select

from bot.messages import Address, Profile, Reply, Request
from bot.models import LedgerEntry, Nudge
from bot.replies import plain
from scheduler.claim import Lane
from scheduler.delivery import Deliverer
from tests.adapters.discord.living import living_in as living_in_discord
from tests.adapters.slack.living import living_in as living_in_slack
from tests.house import House, house_at
from tests.peers.discord import DiscordPeer
from tests.peers.slack import SlackPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.outgoing import Outgoing

PATIENCE = timedelta(hours=2)
RETRY_AFTER = 7
SENT, FAILED = "sent", "failed"


@dataclass
class Way:
    """From the outbox to one person on a platform, and what the platform can be told to do."""

    house: House
    surface: Outgoing
    who: Address
    faults: dict[str, tuple[str, Callable[[], Any]]]
    """How each fault ends, and what makes it happen."""
    posted: Callable[[], int]
    """How often sending was tried."""
    arrived: Callable[[], int]
    waits: list[timedelta] = field(default_factory=list)
    """How long the outbox waited from one try to the next."""

    async def says(self, words: str) -> str:
        profile = Profile(name="Alice", zone="Europe/Lisbon")
        answer = await self.house.dispatcher.answer(Request(who=self.who, words=words, profile=profile))
        assert isinstance(answer, Reply)
        return plain.text(answer)

    async def goes_by(self) -> None:
        """Let the outbox send until nothing is to be tried again."""
        lane, clock = Lane(self.who.platform), self.house.clock
        deliverer = Deliverer(
            database=self.house.database, outgoing={lane: self.surface}, clock=clock, random=Random(1)
        )
        end = clock.now() + PATIENCE
        while True:
            await deliverer.send_due()
            due = await deliverer.next_due()
            if due is None or due > end:
                break
            wait = max(due - clock.now(), timedelta(0))
            clock.advance(wait)
            self.waits.append(wait)

    async def became(self) -> tuple[list[str], list[str]]:
        """Return what became of the nudges that came due, and the last word of each one's story."""
        async with self.house.database.transaction() as session:
            nudges = (await session.scalars(select(Nudge).where(col(Nudge.due_at) <= self.house.clock.now()))).all()
            told = []
            for nudge in nudges:
                story = select(LedgerEntry.words).where(LedgerEntry.nudge_id == nudge.id)
                told.append((await session.scalars(story.order_by(col(LedgerEntry.id).desc()))).first())
        return [str(nudge.state) for nudge in nudges], [str(words) for words in told]


Fails: TypeAlias = "Callable[..., Callable[[], Any]]"
"""Makes a platform refuse to take messages, so many times and in such a way."""


def whoever_is_asked(fails: Fails) -> dict[str, tuple[str, Callable[[], Any]]]:
    """Return the faults that every platform has alike."""
    return {
        "429 with Retry-After": (SENT, fails(status=429, retry_after=RETRY_AFTER)),
        "500 three times": (SENT, fails(3, status=500)),
        "500, taken all the same": (SENT, fails(status=500, accepted=True)),
    }


@asynccontextmanager
async def on_slack(house: House) -> AsyncIterator[Way]:
    async with SlackPeer.started() as peer, living_in_slack(peer, house.dispatcher, "http") as surface:
        alice = peer.user("U_ALICE", name="Alice", tz="Europe/Lisbon")

        def fails(times: int = 1, **how: Any) -> Callable[[], Any]:
            return lambda: peer.fail("chat.postMessage", times=times, **how)

        yield Way(
            house,
            surface,
            Address("slack", "T_ACME", alice.id),
            {
                **whoever_is_asked(fails),
                "reset": (SENT, fails(reset=True)),
                "reset after it was taken": (SENT, fails(reset=True, accepted=True)),
                "no answer": (SENT, fails(hang=30.0)),
                "no answer, taken all the same": (SENT, fails(hang=30.0, accepted=True)),
                "broken JSON, taken all the same": (SENT, fails(body="{broken", accepted=True)),
                "token revoked, then mended": (SENT, fails(2, error="token_revoked")),
                "channel archived": (FAILED, fails(9, error="is_archived")),
                "not in the channel": (FAILED, fails(9, error="not_in_channel")),
                "direct messages closed": (FAILED, fails(9, error="cannot_dm_bot")),
            },
            lambda: len(peer.calls("chat.postMessage")),
            lambda: len([post for post in alice.dm if "is due" in post.plain]),
        )


@asynccontextmanager
async def on_discord(house: House) -> AsyncIterator[Way]:
    async with DiscordPeer.started() as peer, living_in_discord(peer, house.dispatcher, timeout_seconds=4) as surface:
        alice = peer.user("alice")
        posts = "/channels/*/messages"

        def fails(times: int = 1, **how: Any) -> Callable[[], Any]:
            return lambda: peer.fail("POST", posts, times=times, **how)

        yield Way(
            house,
            surface,
            Address("discord", "", alice.id),
            {
                **whoever_is_asked(fails),
                "reset": (SENT, lambda: peer.drop("POST", posts, accepted=False)),
                "reset after it was taken": (SENT, lambda: peer.drop("POST", posts, accepted=True)),
                "no answer": (SENT, lambda: peer.hang("POST", posts, seconds=30)),
                "no answer, taken all the same": (SENT, lambda: peer.hang("POST", posts, seconds=30, accepted=True)),
                "broken JSON": (SENT, lambda: peer.garble("POST", posts)),
                "token revoked, then mended": (SENT, fails(2, status=401)),
                "direct messages closed": (FAILED, alice.closes_dms),
                "no server shared": (FAILED, alice.removes_app),
            },
            lambda: len(peer.calls("POST", posts)),
            lambda: len([post for post in alice.dm.posts if "is due" in str(post.body)]),
        )


PLATFORMS = {"slack": on_slack, "discord": on_discord}
ANYWHERE = (
    *("429 with Retry-After", "500 three times", "500, taken all the same", "reset", "reset after it was taken"),
    *("no answer", "no answer, taken all the same", "token revoked, then mended", "direct messages closed"),
)
FAULTS = [
    *product(PLATFORMS, ANYWHERE),
    *product(["slack"], ["broken JSON, taken all the same", "channel archived", "not in the channel"]),
    *product(["discord"], ["broken JSON", "no server shared"]),
]


@pytest.mark.slow
@pytest.mark.parametrize(("platform", "fault"), FAULTS)
async def test_a_nudge_ends_sent_once_or_failed_with_a_reason(platform: str, fault: str, sqlite_url: str) -> None:
    async with house_at(sqlite_url) as house, PLATFORMS[platform](house) as way:
        await way.says("new Ship it by: 2027-03-31")
        await way.says("milestone add 1 Draft by: in 5 minutes")
        end, happens = way.faults[fault]
        happens()
        await way.goes_by()
        states, words = await way.became()
        news = await way.says("list")

        assert states[:1] == [end], words
        assert way.arrived() == (1 if end == SENT else 0), words
        if end == FAILED:
            assert words[0].startswith("Given up: ")
            assert "I could not deliver your last check-in" in news
            assert words[0].removeprefix("Given up: ").rstrip(".") in news
        if fault.startswith("429"):
            longest = max(way.waits[1:], default=timedelta(0))
            assert timedelta(seconds=RETRY_AFTER) <= longest <= timedelta(seconds=RETRY_AFTER + 1)
            assert way.posted() == 2, "nothing was tried while it was to wait"


@pytest.mark.slow
async def test_a_gateway_that_drops_twenty_times_costs_no_command_and_no_nudge(sqlite_url: str) -> None:
    async with (
        house_at(sqlite_url) as house,
        DiscordPeer.started() as peer,
        living_in_discord(peer, house.dispatcher) as surface,
    ):
        alice = peer.user("alice")
        deliverer = Deliverer(database=house.database, outgoing={Lane("discord"): surface}, clock=house.clock)
        who = Address("discord", "", alice.id)
        await house.dispatcher.answer(Request(who=who, words="settings zone: Europe/Lisbon budget: 20"))
        for turn in range(1, 21):
            if turn % 5 == 0:
                peer.gateway.invalidate()
            await peer.drop_gateway()
            said = await alice.uses("goal new", {"goal": f"Ship part {turn}", "by": "in 5 minutes"})
            assert f"Goal {turn} is set" in said.plain  # type: ignore[union-attr]
            house.clock.advance(timedelta(minutes=5))
            await deliverer.send_due()
        asked = [str(post.body) for post in alice.dm.posts if "is due" in str(post.body)]

    assert len(asked) == 20
