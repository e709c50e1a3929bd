"""A lane finds its platform's limit and keeps to it: of a hundred messages at most one is refused, in virtual time."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from functools import partial
from math import ceil
from random import Random
from typing import TYPE_CHECKING, Protocol

import pytest

from scheduler.policy import Policy
from scheduler.queue import Queue
from tests import virtual_time

if TYPE_CHECKING:
    from collections.abc import Callable

POLICY = Policy()
HANDS = POLICY.smallest_batch * POLICY.batches


class Limit(Protocol):
    """What a platform takes."""

    def wait(self, now: float) -> float:
        """Take a message; or return for how many seconds a pause is wanted."""


@dataclass
class Bucket:
    """So many a second, and some at once."""

    a_second: float
    at_once: int
    left: float = field(init=False)
    at: float = 0.0

    def __post_init__(self) -> None:
        self.left = self.at_once

    def wait(self, now: float) -> float:
        self.left, self.at = min(self.at_once, self.left + (now - self.at) * self.a_second), now
        if self.left < 1:
            return max(1, ceil((1 - self.left) / self.a_second))
        self.left -= 1
        return 0


@dataclass
class Window:
    """So many in any span of some seconds."""

    most: int
    seconds: float
    taken: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        while self.taken and self.taken[0] <= now - self.seconds:
            self.taken.popleft()
        if len(self.taken) >= self.most:
            return max(1, ceil(self.taken[0] + self.seconds - now))
        self.taken.append(now)
        return 0


@dataclass
class Lane:
    """Eight hands that send what waits to one platform, and leave it alone while it wants a pause."""

    limit: Limit
    waiting: list[int]
    takes: float
    """How many seconds a message is on its way, more or less."""
    random: Random
    queue: Queue = field(default_factory=lambda: Queue(POLICY))
    paused: float | None = None
    refused: int = 0

    async def serve(self) -> None:
        loop = asyncio.get_running_loop()
        while self.waiting:
            self.queue.waiting = HANDS
            await asyncio.gather(*(self._send_each() for _ in range(HANDS)))
            if self.paused is not None:
                await asyncio.sleep(max(self.paused - loop.time(), 0) + 0.01)
                self.paused = None

    async def _send_each(self) -> None:
        loop = asyncio.get_running_loop()
        while await self.queue.turn(self._kept_back) is None:
            message, there = self.waiting.pop(), self.takes / 2 * self.random.uniform(0.7, 1.6)
            await asyncio.sleep(there)
            wait = self.limit.wait(loop.time())
            await asyncio.sleep(there)
            self.queue.end()
            if wait:
                self.waiting.append(message)
                self.refused += 1
                self.queue.refused(wait)
                self.paused = max(loop.time() + wait, self.paused or 0)
            else:
                self.queue.taken()
            self.queue.waiting += 1

    def _kept_back(self) -> str | None:
        return "paused or done" if self.paused is not None or not self.waiting else None


async def served(limit: Limit, messages: int, *, takes: float, seed: int, processes: int = 1) -> tuple[int, float]:
    """Return how many were refused of so many that are due at once, and within how many seconds all were sent."""
    waiting = list(range(messages))
    lanes = [Lane(limit, waiting, takes, Random(f"{seed} {number}")) for number in range(processes)]
    await asyncio.gather(*(lane.serve() for lane in lanes))
    return sum(lane.refused for lane in lanes), asyncio.get_running_loop().time()


def worst(
    limit: Callable[[], Limit], messages: int, *, seeds: int, takes: float, processes: int = 1
) -> tuple[int, float]:
    """Return the most that were refused, and the longest that it took, of some runs."""
    runs = [
        virtual_time.run(served(limit(), messages, takes=takes, seed=seed, processes=processes))
        for seed in range(seeds)
    ]
    return max(refused for refused, _ in runs), max(seconds for _, seconds in runs)


LIMITS = [
    pytest.param(partial(Bucket, 5, 60), 188, id="300 a minute"),
    pytest.param(partial(Bucket, 5, 10), 198, id="300 a minute, few at once"),
    pytest.param(partial(Bucket, 10, 100), 90, id="600 a minute"),
    pytest.param(partial(Bucket, 20, 20), 49, id="20 a second"),
    pytest.param(partial(Bucket, 50, 50), 19, id="50 a second"),
    pytest.param(partial(Bucket, 1, 4), 996, id="one a second"),
    pytest.param(partial(Window, 300, 60), 180, id="300 in any minute"),
    pytest.param(partial(Window, 100, 60), 540, id="100 in any minute"),
]


@pytest.mark.parametrize("takes", [0.005, 0.15])
@pytest.mark.parametrize(("limit", "at_best"), LIMITS)
def test_of_a_thousand_due_at_once_at_most_ten_are_refused(
    limit: Callable[[], Limit], at_best: float, takes: float
) -> None:
    refused, seconds = worst(limit, 1_000, seeds=2, takes=takes)

    assert refused <= 10
    assert seconds <= 1.6 * at_best + 40


@pytest.mark.parametrize("takes", [0.005, 0.15])
def test_two_processes_that_share_a_limit_find_it_together(takes: float) -> None:
    """Neither knows of the other: both may be refused first, so it takes two thousand messages to make up for that."""
    refused, seconds = worst(partial(Bucket, 5, 60), 2_000, seeds=1, takes=takes, processes=2)

    assert refused <= 20
    assert seconds <= 1.15 * 388


@pytest.mark.slow
@pytest.mark.parametrize(("limit", "at_best"), LIMITS)
def test_of_thousands_fewer_still_are_refused(limit: Callable[[], Limit], at_best: float) -> None:
    refused, seconds = worst(limit, 4_000, seeds=8, takes=0.15)

    assert refused <= 28
    assert seconds <= 6.4 * at_best + 40


def test_without_a_limit_more_than_thirty_leave_in_a_second_however_long_each_takes() -> None:
    """As far as eight under way are enough for that."""
    refused, seconds = worst(partial(Bucket, 1e9, 60), 1_000, seeds=1, takes=0.15)

    assert refused == 0
    assert seconds <= 1_000 / 30
