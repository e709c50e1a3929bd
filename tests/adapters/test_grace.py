"""An answer is waited for as long as answers keep coming, and no longer than a person may wait for a sign."""

from __future__ import annotations

import asyncio

from adapters.grace import Grace, GracePeriod


def after(seconds: float) -> asyncio.Task[None]:
    return asyncio.create_task(asyncio.sleep(seconds))


async def brought(grace: GracePeriod, *seconds: float) -> tuple[list[bool], float]:
    """Wait for answers that take so long, and return which of them were soon, and how long that took to tell."""
    began = asyncio.get_running_loop().time()
    answers = [after(one) for one in seconds]
    soon = await asyncio.gather(*map(grace.is_enough_for, answers))
    took = asyncio.get_running_loop().time() - began
    await asyncio.gather(*answers)
    return soon, took


async def test_where_nothing_comes_nobody_waits_long() -> None:
    soon, took = await brought(GracePeriod(Grace(quiet=0.1, longest=10)), 2, 2, 2)

    assert soon == [False] * 3
    assert 0.1 <= took < 1


async def test_while_answers_come_the_next_is_waited_for() -> None:
    soon, _ = await brought(GracePeriod(Grace(quiet=1, longest=10)), 0.4, 0.8, 1.2, 1.6)

    assert soon == [True] * 4


async def test_nobody_waits_longer_than_the_longest_whatever_comes() -> None:
    soon, took = await brought(GracePeriod(Grace(quiet=10, longest=0.5)), 0, 0.1, 2)

    assert soon == [True, True, False]
    assert took < 1.5


async def test_an_answer_that_is_there_already_is_soon() -> None:
    answer = after(0)
    await answer

    assert await GracePeriod(Grace(0, 0)).is_enough_for(answer)
